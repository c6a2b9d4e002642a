-- ARGV: now or '', then id, token, ending, text, delay in milliseconds, worker of each. Answers
-- the ids whose token was stale.
local stale = {}
local time = now(ARGV[1])
for at = 2, #ARGV, 6 do
  local id, token, ending, worker = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 5]
  local found = redis.call('HMGET', task(id), 'state', 'token')
  if found[1] ~= 'leased' or found[2] ~= token then
    stale[#stale + 1] = id
    note(id, 'stale', token, worker)
  else
    drop_entry(id)
    redis.call('HSET', task(id), 'text', ARGV[at + 3])
    note(id, ending, token, worker)
    if ending == 'done' then
      enter(id, 'done')
      for _, follower in ipairs(redis.call('LRANGE', p .. 'next:' .. id, 0, -1)) do
        local missing = redis.call('HINCRBY', task(follower), 'missing', -1)
        if missing == 0 and redis.call('HGET', task(follower), 'state') == 'waiting' then
          make_ready(follower)
        end
      end
      redis.call('DEL', p .. 'next:' .. id)
    elseif ending == 'dead' then
      enter(id, 'dead')
    else
      if ending == 'postponed' then redis.call('HINCRBY', task(id), 'attempt', -1) end
      enter(id, 'delayed')
      redis.call('ZADD', p .. 'delayed', time + tonumber(ARGV[at + 4]), id)
    end
  end
end
return stale
