-- Leaves a delivery at the head of its lane, to be tried again later.
-- KEYS 1 lanes prefix
-- ARGV 1 lane  2 id  3 token  4 the instant to try again  5 '1' when this attempt counts, '0' when the platform said to
--      slow down
-- Answers 1, or 0 when another worker holds the delivery by now.
local p = unpack(KEYS)
local lane, id, token, again_at, counts = unpack(ARGV)
local record = p .. 'd:' .. id
if redis.call('HGET', record, 'token') ~= token then return 0 end
redis.call('HDEL', record, 'token')
redis.call('HSET', record, 'state', 'queued')
if counts == '0' then redis.call('HINCRBY', record, 'attempts', -1) end
redis.call('ZREM', p .. 'leased', lane)
redis.call('ZADD', p .. 'ready', again_at, lane)
return 1
