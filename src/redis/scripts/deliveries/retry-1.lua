-- A delivery stays at the head of its lane and is tried again later.
-- KEYS 1 lanes prefix
-- ARGV 1 lane  2 id  3 token  4 the instant to try again  5 '1' when this attempt counts, '0' for "slow down"
-- Answers 1, or 0 when another worker holds the delivery meanwhile.
local p = KEYS[1]
local record = p .. 'd:' .. ARGV[2]
if redis.call('HGET', record, 'token') ~= ARGV[3] then return 0 end
redis.call('HDEL', record, 'token')
redis.call('HSET', record, 'state', 'queued')
if ARGV[5] == '0' then redis.call('HINCRBY', record, 'attempts', -1) end
redis.call('ZREM', p .. 'leased', ARGV[1])
redis.call('ZADD', p .. 'ready', ARGV[4], ARGV[1])
return 1
