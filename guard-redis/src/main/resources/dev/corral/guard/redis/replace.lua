-- Replaces the shared document if it is the expected one, and returns the document that is stored now.
-- KEYS document, processes
-- ARGV expected document or an empty string, new document
local current = held(KEYS[1]) or ''
if current ~= ARGV[1] then return {'other', current} end
redis.call('SET', KEYS[1], ARGV[2])
return {'replaced', ARGV[2]}
