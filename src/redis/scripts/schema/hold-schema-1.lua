-- Takes the right to migrate the data, for one process at a time.
-- KEYS 1 schema
-- ARGV 1 token  2 lease (ms)  3 version that the caller migrates from
-- Answers 0, or for how many ms another process has it; -1 when the version is another by now.
local schema = unpack(KEYS)
local token, lease_ms, from = unpack(ARGV)
local seconds, microseconds = unpack(redis.call('TIME'))
local now = tonumber(seconds) * 1000 + math.floor(tonumber(microseconds) / 1000)
local version, holder, held_until = unpack(redis.call('HMGET', schema, 'version', 'holder', 'until'))
if (version or '1') ~= from then return -1 end
if holder and tonumber(held_until) > now then return tonumber(held_until) - now end
redis.call('HSET', schema, 'holder', token, 'until', now + tonumber(lease_ms))
return 0
