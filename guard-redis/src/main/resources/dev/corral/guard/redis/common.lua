-- Stands before every script.
-- What a key holds, or false. A value of another type belongs to nobody here, and goes.
local function held(key)
  local value = redis.pcall('GET', key)
  if type(value) ~= 'table' then return value end
  if value.err:find('WRONGTYPE', 1, true) then redis.call('DEL', key) return false end
  return redis.call('GET', key)
end
-- The last fence granted, or 0: what is none of sixteen digits at most counts as none.
local function last_fence(key)
  local fence = held(key)
  return fence and #fence <= 16 and fence:match('^%d+$') and tonumber(fence) or 0
end
-- Whether a value is an entry that a node of this format would decode.
local function is_entry(value, format)
  if not value or #value < 61 or value:sub(1, 2) ~= format then return false end
  local soft, stale, hard = struct.unpack('>i8i8i8', value, 20)
  local fields = struct.unpack('>I2', value, 60)
  return 0 < soft and soft <= stale and stale <= hard and hard <= 9223372036854 and 61 + fields <= #value
end
