-- Finds the person behind an account or an address, in one trip.
-- KEYS 1 prefix of the index  2 prefix of persons
-- ARGV 1 identity
-- Answers nil, or { person id, fields but for what they have }.
--@include shared/people.lua
local index, persons = unpack(KEYS)
local identity = unpack(ARGV)
local id = person_of(index, identity)
if not id then return nil end
return { id, list_fields(persons .. id) }
