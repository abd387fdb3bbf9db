-- Stores an entry if its fence is the latest granted and its row is not older than the stored one. Frees the lease in
-- either case.
-- KEYS value, lease, fence, failure
-- ARGV token, fence, encoded entry, hard limit ms, lifetime of the marker 'none' ms, lifetime of a back-off in waits,
--      back-off ms after 1, 2, ... failures
local function version(packed)
  if not is_entry(packed, ARGV[3]:sub(1, 2)) or packed:byte(3) % 2 == 1 then return 0, 0 end
  return struct.unpack('>I4I4', packed, 52)
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000000 + time[2])
local mine = held(KEYS[2]) == ARGV[1]
if mine then redis.call('DEL', KEYS[2]) end
local last = held(KEYS[4])
if held(KEYS[3]) ~= ARGV[2] then
  if mine then redis.call('SET', KEYS[4], last or 'none', unpack(last and {'KEEPTTL'} or {'PX', ARGV[5]})) end
  return {'refused'}
end
local high, low = version(ARGV[3])
local their_high, their_low = version(held(KEYS[1]))
if high + low > 0 and (their_high > high or their_high == high and their_low > low) then
  local count = tonumber((last or ''):match('^backing%-off (%d+)') or 0) + 1
  local wait = ARGV[6 + math.min(count, #ARGV - 6)]
  redis.call('SET', KEYS[4], string.format('backing-off %d %.0f', count, now + wait * 1000), 'PX', wait * ARGV[6])
  return {'refused'}
end
local stamp = struct.pack('>i8i8', tonumber(ARGV[2]), tonumber(now))
redis.call('SET', KEYS[1], ARGV[3]:sub(1, 3) .. stamp .. ARGV[3]:sub(20), 'PX', ARGV[4])
redis.call('DEL', KEYS[4])
return {'stored', now}
