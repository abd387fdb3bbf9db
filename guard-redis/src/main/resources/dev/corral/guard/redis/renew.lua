-- Extends the lease from now, if this token holds it.
-- KEYS value, lease, fence, failure
-- ARGV token, lease ms
if held(KEYS[2]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[2], ARGV[2])
