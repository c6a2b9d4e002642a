-- ARGV: most open tasks, then per task: id, spec, priority, retries, number of needs, needs...
for priority = 0, 3 do
  if redis.call('EXISTS', stream(priority)) == 0 then
    redis.call('XGROUP', 'CREATE', stream(priority), 'workers', '0', 'MKSTREAM')
  end
end
local open = 0
for _, state in ipairs({'waiting', 'delayed', 'ready', 'leased'}) do
  open = open + tonumber(redis.call('HGET', p .. 'counts', state) or '0')
end
local at = 2
local fresh = {}
while at <= #ARGV do
  local id, needs = ARGV[at], tonumber(ARGV[at + 4])
  if redis.call('EXISTS', task(id)) == 0 then fresh[#fresh + 1] = at end
  at = at + 5 + needs
end
if open + #fresh > tonumber(ARGV[1]) then return 'full' end
local batch = {}
for _, place in ipairs(fresh) do batch[ARGV[place]] = true end
for _, place in ipairs(fresh) do
  for need = place + 5, place + 4 + tonumber(ARGV[place + 4]) do
    if not batch[ARGV[need]] and redis.call('EXISTS', task(ARGV[need])) == 0 then
      return 'unknown ' .. ARGV[place] .. ' ' .. ARGV[need]
    end
  end
end
for _, place in ipairs(fresh) do
  local id = ARGV[place]
  redis.call('HSET', task(id), 'spec', ARGV[place + 1], 'priority', ARGV[place + 2],
    'retries', ARGV[place + 3], 'attempt', 0, 'token', 0, 'missing', 0, 'entry', '', 'worker', '',
    'text', '')
  redis.call('RPUSH', p .. 'order', id)
  enter(id, 'waiting')
end
for _, place in ipairs(fresh) do
  local id, missing = ARGV[place], 0
  for need = place + 5, place + 4 + tonumber(ARGV[place + 4]) do
    if redis.call('HGET', task(ARGV[need]), 'state') ~= 'done' then
      missing = missing + 1
      redis.call('RPUSH', p .. 'next:' .. ARGV[need], id)
    end
  end
  redis.call('HSET', task(id), 'missing', missing)
  if missing == 0 then make_ready(id) end
end
return 'ok'
