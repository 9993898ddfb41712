-- Converts what is kept of somebody whose erasure was begun in layout 1.
-- KEYS 1 erasures that go on  2 what they have in layout 1
-- ARGV 1 the person's id  2 their fields of layout 1 (JSON)  3 those of layout 2 (JSON)
-- Answers 1, or 0 when it was done before.
local erasures, entries = unpack(KEYS)
local id, old, fields = unpack(ARGV)
if redis.call('HGET', erasures, id) ~= old then return 0 end
redis.call('HSET', erasures, id, fields)
redis.call('DEL', entries)
return 1
