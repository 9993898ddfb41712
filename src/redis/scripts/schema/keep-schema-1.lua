-- Notes how far a migration is, and lets the right to it run on. A new version ends it: nothing else is kept then.
-- KEYS 1 schema
-- ARGV 1 token  2 lease (ms)  3 field  4 value
-- Answers 1, or 0 when another process has the right by now.
local schema = unpack(KEYS)
local token, lease_ms, field, value = unpack(ARGV)
local seconds, microseconds = unpack(redis.call('TIME'))
local now = tonumber(seconds) * 1000 + math.floor(tonumber(microseconds) / 1000)
if redis.call('HGET', schema, 'holder') ~= token then return 0 end
if field == 'version' then redis.call('DEL', schema) end
redis.call('HSET', schema, field, value)
if field ~= 'version' then redis.call('HSET', schema, 'until', now + tonumber(lease_ms)) end
return 1
