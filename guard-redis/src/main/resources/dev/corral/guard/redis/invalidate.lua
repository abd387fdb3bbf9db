-- Deletes the entry and fences out the rebuild in progress: its fence is not the latest now, and its lease is deleted.
-- KEYS value, lease, fence, failure
-- ARGV fence lifetime ms, lifetime of the marker 'none' ms
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = last_fence(KEYS[3])
redis.call('SET', KEYS[3], string.format('%.0f', math.max(last + 1, now)), 'PX', ARGV[1])
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('SET', KEYS[4], 'none', 'PX', ARGV[2])
return 1
