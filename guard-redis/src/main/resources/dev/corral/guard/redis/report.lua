-- Records this process, and returns the shared document, the time and the processes that have reported lately.
-- KEYS document, processes
-- ARGV name and instance of this process, its note, time in ms after which a process is forgotten
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lines = {string.format('%.0f %s %s', now, ARGV[1], ARGV[2])}
for line in (held(KEYS[2]) or ''):gmatch('[^\n]+') do
  local seen, process = line:match('^(%d+) (%S+)')
  if seen and process ~= ARGV[1] and math.abs(now - seen) < tonumber(ARGV[3]) then lines[#lines + 1] = line end
end
local processes = table.concat(lines, '\n')
-- A Redis that refuses writes, for example because its memory is full, still returns the document.
redis.pcall('SET', KEYS[2], processes, 'PX', ARGV[3])
return {held(KEYS[1]) or '', string.format('%.0f', now), processes}
