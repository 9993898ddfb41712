-- A worker takes the heads of lanes that are ready: of each lane its first delivery, so that order holds.
-- KEYS 1 lanes prefix
-- ARGV 1 now  2 lease (ms)  3 how many at most  4 token
-- Answers { next, taken }: next is the instant at which the next lane or due delivery is ready, or -1; taken is a list
-- of { lane, id, body, attempts, cursor or '' }. An attempt counts when it begins, so that one that ends its worker counts too.
--@include shared/lanes.lua
local p, now = KEYS[1], tonumber(ARGV[1])
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', p .. 'leased', '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('ZREM', p .. 'leased', lane)
  redis.call('ZADD', p .. 'ready', now, lane)
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', p .. 'due', '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('ZREM', p .. 'due', id)
  local lane = redis.call('HGET', p .. 'd:' .. id, 'lane')
  if lane then join_lane(p, now, id, lane) end
end
local taken = {}
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', p .. 'ready', '-inf', now, 'LIMIT', 0, tonumber(ARGV[3]))) do
  redis.call('ZREM', p .. 'ready', lane)
  local id = redis.call('LINDEX', p .. 'q:' .. lane, 0)
  if id then
    local record = p .. 'd:' .. id
    local attempts = redis.call('HINCRBY', record, 'attempts', 1)
    redis.call('HSET', record, 'state', 'sending', 'token', ARGV[4])
    redis.call('ZADD', p .. 'leased', now + tonumber(ARGV[2]), lane)
    local kept = redis.call('HMGET', record, 'body', 'cursor')
    taken[#taken + 1] = { lane, id, kept[1], attempts, kept[2] or '' }
  end
end
local ready = redis.call('ZRANGE', p .. 'ready', 0, 0, 'WITHSCORES')
local due = redis.call('ZRANGE', p .. 'due', 0, 0, 'WITHSCORES')
local leased = redis.call('ZRANGE', p .. 'leased', 0, 0, 'WITHSCORES')
local next = math.min(tonumber(ready[2] or math.huge), tonumber(due[2] or math.huge), tonumber(leased[2] or math.huge))
return { next == math.huge and '-1' or string.format('%.0f', next), taken }
