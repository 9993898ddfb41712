-- A worker still sends what it holds: its lease goes on.
-- KEYS 1 lanes prefix   ARGV 1 lane  2 id  3 token  4 the instant at which the worker is taken for dead
-- Answers 1, or 0 when another worker holds the delivery meanwhile.
local p = KEYS[1]
if redis.call('HGET', p .. 'd:' .. ARGV[2], 'token') ~= ARGV[3] then return 0 end
if not redis.call('ZSCORE', p .. 'leased', ARGV[1]) then return 0 end
redis.call('ZADD', p .. 'leased', ARGV[4], ARGV[1])
return 1
