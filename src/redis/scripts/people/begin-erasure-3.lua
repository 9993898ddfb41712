-- Begins to erase a person: from now on nobody is known by their accounts and addresses, and nothing is stored for them.
-- What finds the rest of their data is kept until the end of the erasure, so that one that died can be finished.
-- KEYS 1 prefix of the index  2 person  3 erasures that go on
-- ARGV 1 person id
-- Answers the person's fields as a JSON list, or nil for a person who is not known.
--@include shared/people.lua
local index, person, erasures = unpack(KEYS)
local id = unpack(ARGV)

local fields = redis.call('HGETALL', person)
if #fields == 0 then return redis.call('HGET', erasures, id) end
local kept = cjson.encode(fields)
redis.call('DEL', person)
redis.call('HSET', erasures, id, kept)
unname_all(index, id, fields)
return kept
