-- Converts a person of layout 1, with what they have, to layout 2.
-- KEYS 1 the person of layout 1  2 what they have there  3 people by when they were seen there  4 the person of layout 2
-- ARGV 1 the person's id  then field, value … of layout 2
-- Answers 1, or 0 when it was done before.
local old, entries, seen, person = unpack(KEYS)
local id = unpack(ARGV)
local FIRST_FIELD = 2
if redis.call('EXISTS', old) == 0 then return 0 end
redis.call('HSET', person, unpack(ARGV, FIRST_FIELD))
redis.call('DEL', old, entries)
redis.call('ZREM', seen, id)
return 1
