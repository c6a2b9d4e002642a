-- Shared head of every script. KEYS[1] is the prefix of the queue's keys. Streams hold the ready
-- tasks, one per priority, read through the consumer group "workers"; the hash task:<id> holds a
-- task; sorted sets hold leases and delays by their end in milliseconds.
local p = KEYS[1]
local function task(id) return p .. 'task:' .. id end
local function stream(priority) return p .. 'ready:' .. priority end
local function now(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function note(id, what, token, worker)
  redis.call('XADD', p .. 'effects', '*', 'task', id, 'what', what, 'token', token, 'worker', worker)
end
local function enter(id, state)
  local before = redis.call('HGET', task(id), 'state')
  if before then redis.call('HINCRBY', p .. 'counts', before, -1) end
  redis.call('HINCRBY', p .. 'counts', state, 1)
  redis.call('HSET', task(id), 'state', state)
end
local function make_ready(id)
  enter(id, 'ready')
  redis.call('XADD', stream(redis.call('HGET', task(id), 'priority')), '*', 'id', id)
end
local function drop_entry(id)
  local found = redis.call('HMGET', task(id), 'entry', 'priority')
  if found[1] and found[1] ~= '' then
    redis.call('XACK', stream(found[2]), 'workers', found[1])
    redis.call('XDEL', stream(found[2]), found[1])
    redis.call('HSET', task(id), 'entry', '')
  end
  redis.call('ZREM', p .. 'leases', id)
end
