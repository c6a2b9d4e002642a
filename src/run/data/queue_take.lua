-- ARGV: worker, most, now or '', length of a lease in milliseconds. Answers spec, attempt, token
-- of each lease.
local worker, most, time = ARGV[1], tonumber(ARGV[2]), now(ARGV[3])
local due = redis.call('ZRANGEBYSCORE', p .. 'delayed', '-inf', time, 'LIMIT', 0, 1000)
for _, id in ipairs(due) do
  redis.call('ZREM', p .. 'delayed', id)
  make_ready(id)
end
local lost = redis.call('ZRANGEBYSCORE', p .. 'leases', '-inf', time, 'LIMIT', 0, 1000)
for _, id in ipairs(lost) do
  local found = redis.call('HMGET', task(id), 'token', 'worker', 'attempt', 'retries')
  drop_entry(id)
  note(id, 'expired', found[1], found[2])
  if tonumber(found[3]) > tonumber(found[4]) then
    enter(id, 'dead')
    redis.call('HSET', task(id), 'text', 'The worker was lost, and no attempt is left.')
    note(id, 'dead', found[1], found[2])
  else
    make_ready(id)
  end
end
local leases = {}
for priority = 0, 3 do
  while most > 0 do
    local read = redis.call('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', most, 'STREAMS',
      stream(priority), '>')
    if not read then break end
    for _, entry in ipairs(read[1][2]) do
      local id = entry[2][2]
      if redis.call('HGET', task(id), 'state') == 'ready' then
        enter(id, 'leased')
        local token = redis.call('HINCRBY', task(id), 'token', 1)
        local attempt = redis.call('HINCRBY', task(id), 'attempt', 1)
        redis.call('HSET', task(id), 'entry', entry[1], 'worker', worker)
        redis.call('ZADD', p .. 'leases', time + tonumber(ARGV[4]), id)
        note(id, 'leased', token, worker)
        leases[#leases + 1] = redis.call('HGET', task(id), 'spec')
        leases[#leases + 1] = attempt
        leases[#leases + 1] = token
        most = most - 1
      else
        redis.call('XACK', stream(priority), 'workers', entry[1])
        redis.call('XDEL', stream(priority), entry[1])
      end
    end
  end
end
return leases
