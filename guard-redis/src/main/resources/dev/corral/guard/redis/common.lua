-- Prepended to every script.
-- Returns the value of a key, or false. A value of another type was not written by a node and is deleted.
local function held(key)
  local value = redis.pcall('GET', key)
  if type(value) ~= 'table' then return value end
  if value.err:find('WRONGTYPE', 1, true) then redis.call('DEL', key) return false end
  return redis.call('GET', key)
end
-- Returns the last fence granted, or 0. A value that is not a number of at most sixteen digits counts as no fence.
local function last_fence(key)
  local fence = held(key)
  return fence and #fence <= 16 and fence:match('^%d+$') and tonumber(fence) or 0
end
-- Returns whether a value is an entry that a node of this format can decode.
local function is_entry(value, format)
  if not value or #value < 61 or value:sub(1, 2) ~= format then return false end
  local soft, stale, hard = struct.unpack('>i8i8i8', value, 20)
  local fields = struct.unpack('>I2', value, 60)
  return 0 < soft and soft <= stale and stale <= hard and hard <= 9223372036854 and 61 + fields <= #value
end
