-- ARGV: 'cancel' or 'requeue', then ids. Answers 'ok', or the id that is no dead letter.
local verb = ARGV[1]
if verb == 'requeue' then
  for at = 2, #ARGV do
    if redis.call('HGET', task(ARGV[at]), 'state') ~= 'dead' then return 'not dead ' .. ARGV[at] end
  end
end
for at = 2, #ARGV do
  local id = ARGV[at]
  local state = redis.call('HGET', task(id), 'state')
  if verb == 'requeue' then
    redis.call('HSET', task(id), 'attempt', 0)
    note(id, 'requeued', 0, '')
    make_ready(id)
  elseif state and state ~= 'done' and state ~= 'cancelled' then
    drop_entry(id)
    redis.call('ZREM', p .. 'delayed', id)
    enter(id, 'cancelled')
    note(id, 'cancelled', 0, '')
  end
end
return 'ok'
