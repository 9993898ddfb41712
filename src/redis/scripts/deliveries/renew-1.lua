-- Renews the lease of a worker that still sends what it holds.
-- KEYS 1 lanes prefix
-- ARGV 1 lane  2 id  3 token  4 the instant at which the lease ends
-- Answers 1, or 0 when another worker holds the delivery by now.
local p = unpack(KEYS)
local lane, id, token, ends_at = unpack(ARGV)
if redis.call('HGET', p .. 'd:' .. id, 'token') ~= token then return 0 end
if not redis.call('ZSCORE', p .. 'leased', lane) then return 0 end
redis.call('ZADD', p .. 'leased', ends_at, lane)
return 1
