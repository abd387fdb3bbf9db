-- Deletes the values of another type under the keys of an entry.
-- KEYS value, lease, fence, failure
for _, key in ipairs(KEYS) do held(key) end
return 1
