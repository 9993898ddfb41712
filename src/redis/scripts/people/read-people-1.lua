-- Reads people by their ids.
-- KEYS 1 prefix of persons
-- ARGV 1 and on: ids
-- Answers the fields of each but for what they have; none for somebody who is not known.
--@include shared/people.lua
local persons = unpack(KEYS)
local answer = {}
for i, id in ipairs(ARGV) do answer[i] = list_fields(persons .. id) end
return answer
