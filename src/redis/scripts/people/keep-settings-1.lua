-- Keeps what somebody's language and zone are. Nothing is stored for who was erased meanwhile.
-- KEYS 1 person
-- ARGV 1 and on: field, value …
-- Answers nothing.
--@include shared/known.lua
local person = unpack(KEYS)
if is_known(person) then redis.call('HSET', person, unpack(ARGV)) end
