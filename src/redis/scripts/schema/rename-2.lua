-- Gives a key its name of layout 2.
-- KEYS 1 its name in layout 1  2 the new one
-- ARGV 1 nothing
-- Answers 1, or 0 when it was done before.
local old, new = unpack(KEYS)
if redis.call('EXISTS', old) == 0 then return 0 end
redis.call('RENAME', old, new)
return 1
