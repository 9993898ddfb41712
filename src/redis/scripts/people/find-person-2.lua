-- Finds the person behind a chat identity or an address, in one trip.
-- KEYS 1 index (chat identity or mail:<address> -> person)  2 prefix of persons
-- ARGV 1 chat identity or mail:<address>
-- Answers nil, or { person id, fields }.
local index, persons = unpack(KEYS)
local identity = unpack(ARGV)
local id = redis.call('HGET', index, identity)
if not id then return nil end
return { id, redis.call('HGETALL', persons .. id) }
