-- Reads the entry again, then requests the lease.
-- KEYS value, lease, fence, failure
-- ARGV token, lease ms, fence of the entry seen or -1, 1 for a refresh, fence lifetime ms, format
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local value = held(KEYS[1])
if is_entry(value, ARGV[6]) then
  local fence, written, soft, stale = struct.unpack('>i8i8i8i8', value, 4)
  local age_ms = (now - written) / 1000
  if (fence > tonumber(ARGV[3]) and age_ms < stale) or (ARGV[4] == '1' and age_ms < soft) then
    return {'found', value}
  end
end
local holder = held(KEYS[2])
local left = holder and redis.call('PTTL', KEYS[2]) or -1
-- A lease or a failure without a TTL was not written by a node.
if left >= 0 and holder ~= ARGV[1] then return {'busy', left} end
local failure = left < 0 and held(KEYS[4]) or ''
local lasts = failure ~= '' and redis.call('PTTL', KEYS[4]) or -1
if lasts >= 0 and failure == 'pass' then return {'pass'} end
local retry = lasts >= 0 and tonumber(failure:match('^backing%-off %d+ (%d+)') or 0) or 0
if retry > now then return {'backing-off', math.min(math.ceil((retry - now) / 1000), lasts)} end
local last = last_fence(KEYS[3])
-- Formatted, because concatenation or tostring would drop two of the sixteen digits.
local fence = string.format('%.0f', left >= 0 and last > 0 and last or math.max(last + 1, now))
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[3], fence, 'PX', ARGV[5])
return {'granted', fence}
