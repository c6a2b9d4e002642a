-- ARGV: now or '', length of a lease in milliseconds, then id and token of each. Answers the ids
-- that are lost.
local lost = {}
local time = now(ARGV[1])
for at = 3, #ARGV, 2 do
  local found = redis.call('HMGET', task(ARGV[at]), 'state', 'token')
  if found[1] == 'leased' and found[2] == ARGV[at + 1] then
    redis.call('ZADD', p .. 'leases', time + tonumber(ARGV[2]), ARGV[at])
  else
    lost[#lost + 1] = ARGV[at]
  end
end
return lost
