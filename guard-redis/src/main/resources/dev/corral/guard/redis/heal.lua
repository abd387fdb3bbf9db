-- Deletes what lies under an entry's keys and is of another type.
-- KEYS value, lease, fence, failure
for _, key in ipairs(KEYS) do held(key) end
return 1
