-- Frees the lease, if this token holds it, and stores a marker, whose push wakes the waiters.
-- KEYS value, lease, fence, failure
-- ARGV token, NONE or PASS or BACK_OFF, lifetime of the marker 'pass' ms, lifetime of the marker 'none' ms,
--      lifetime of a back-off in waits, back-off ms after 1, 2, ... failures
if held(KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
local last = held(KEYS[4])
if ARGV[2] == 'PASS' then
  redis.call('SET', KEYS[4], 'pass', 'PX', ARGV[3])
elseif ARGV[2] == 'BACK_OFF' then
  local time = redis.call('TIME')
  local count = tonumber((last or ''):match('^backing%-off (%d+)') or 0) + 1
  local wait = ARGV[5 + math.min(count, #ARGV - 5)]
  local retry = time[1] * 1000000 + time[2] + wait * 1000
  redis.call('SET', KEYS[4], string.format('backing-off %d %.0f', count, retry), 'PX', wait * ARGV[5])
else
  -- The marker of an earlier failure remains. It is written again only to cause a push.
  redis.call('SET', KEYS[4], last or 'none', unpack(last and {'KEEPTTL'} or {'PX', ARGV[4]}))
end
return 1
