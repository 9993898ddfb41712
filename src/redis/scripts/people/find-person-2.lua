-- The person behind a chat identity or an address, in one trip.
-- KEYS 1 index  2 prefix of persons   ARGV 1 chat identity or mail:<address>
-- Answers nil, or { person id, fields }.
local id = redis.call('HGET', KEYS[1], ARGV[1])
if not id then return nil end
return { id, redis.call('HGETALL', KEYS[2] .. id) }
