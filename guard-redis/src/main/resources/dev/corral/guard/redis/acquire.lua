-- Looks again for an entry, then asks for the lease.
-- KEYS value, lease, fence, failure
-- ARGV token, lease ms, fence seen or -1, 1 for a refresh, fence life ms, format
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local value = redis.call('GET', KEYS[1])
if value and value:sub(1, 2) == ARGV[6] and #value >= 61 then
  local fence, written, soft, stale = struct.unpack('>i8i8i8i8', value, 4)
  local age_ms = (now - written) / 1000
  if (fence > tonumber(ARGV[3]) and age_ms < stale) or (ARGV[4] == '1' and age_ms < soft) then
    return {'found', value}
  end
end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then
  return {'busy', redis.call('PTTL', KEYS[2])}
end
local failure = not holder and redis.call('GET', KEYS[4]) or ''
if failure == 'pass' then return {'pass'} end
local retry = tonumber(failure:match('^backing%-off %d+ (%d+)') or 0)
if retry > now then return {'backing-off', math.ceil((retry - now) / 1000)} end
local last = tonumber(redis.call('GET', KEYS[3]) or 0)
-- Concatenated, or left to tostring, sixteen digits would lose two.
local fence = string.format('%.0f', holder and last > 0 and last or math.max(last + 1, now))
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[3], fence, 'PX', ARGV[5])
return {'granted', fence}
