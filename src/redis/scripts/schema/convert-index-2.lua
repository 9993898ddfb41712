-- Moves entries of the index of people of layout 1 to that of layout 2.
-- KEYS 1 the index of layout 1  2 prefix of that of layout 2
-- ARGV 1 and on: an entry's field, and how layout 2 names the same identity …
-- Answers nothing.
--@include shared/people.lua
local old, index = unpack(KEYS)
for i = 1, #ARGV, 2 do
  local field, identity = ARGV[i], ARGV[i + 1]
  local id = redis.call('HGET', old, field)
  if id then
    name_person(index, identity, id)
    redis.call('HDEL', old, field)
  end
end
