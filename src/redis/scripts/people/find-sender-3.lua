-- Finds the person behind an account, and what a face keeps of how to reach them, in one trip.
-- KEYS 1 prefix of the index  2 prefix of persons  3 prefix of references
-- ARGV 1 identity  then names of references
-- Answers { references, false or what find-person answers }.
--@include shared/people.lua
--@include shared/references.lua
local index, persons, references = unpack(KEYS)
local identity = unpack(ARGV)
local id = person_of(index, identity)
return { read_references(references, { unpack(ARGV, 2) }), id and { id, list_fields(persons .. id) } or false }
