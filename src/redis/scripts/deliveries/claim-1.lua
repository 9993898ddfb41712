-- Claims the heads of lanes that are ready for a worker: only the first delivery of each lane, so that order holds.
-- KEYS 1 lanes prefix
-- ARGV 1 now  2 lease (ms)  3 how many at most  4 token
-- Answers { wait, claimed }: `wait` is in how many ms the next lane or due delivery is ready, or -1; `claimed` is a list
-- of { lane, id, body, attempts, cursor or '' }. An attempt counts from its beginning, so that one that ends its
-- worker counts too.
--@include shared/lanes.lua
local p = unpack(KEYS)
local caller_now, lease_ms, limit, token = unpack(ARGV)
local now = lanes_now(caller_now)
local AT_ONCE = 100

-- The first instant in a sorted set.
local function first_instant(zset) return tonumber(redis.call('ZRANGE', zset, 0, 0, 'WITHSCORES')[2] or math.huge) end

-- Leases that ended: their workers are taken for dead.
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', p .. 'leased', '-inf', now, 'LIMIT', 0, AT_ONCE)) do
  redis.call('ZREM', p .. 'leased', lane)
  redis.call('ZADD', p .. 'ready', now, lane)
end

-- Deliveries whose time has come enter their lanes.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', p .. 'due', '-inf', now, 'LIMIT', 0, AT_ONCE)) do
  redis.call('ZREM', p .. 'due', id)
  local lane = redis.call('HGET', p .. 'd:' .. id, 'lane')
  if lane then join_lane(p, now, id, lane) end
end

local claimed = {}
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', p .. 'ready', '-inf', now, 'LIMIT', 0, limit)) do
  redis.call('ZREM', p .. 'ready', lane)
  local id = redis.call('LINDEX', p .. 'q:' .. lane, 0)
  if id then
    local record = p .. 'd:' .. id
    local attempts = redis.call('HINCRBY', record, 'attempts', 1)
    redis.call('HSET', record, 'state', 'sending', 'token', token)
    redis.call('ZADD', p .. 'leased', now + tonumber(lease_ms), lane)
    local body, cursor = unpack(redis.call('HMGET', record, 'body', 'cursor'))
    claimed[#claimed + 1] = { lane, id, body, attempts, cursor or '' }
  end
end

local next = math.min(first_instant(p .. 'ready'), first_instant(p .. 'due'), first_instant(p .. 'leased'))
return { next == math.huge and '-1' or string.format('%.0f', math.max(next - now, 0)), claimed }
