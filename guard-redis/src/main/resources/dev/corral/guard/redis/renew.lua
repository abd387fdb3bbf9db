-- Makes the lease last from now, if it is mine.
-- KEYS value, lease, fence, failure
-- ARGV token, lease ms
if held(KEYS[2]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[2], ARGV[2])
