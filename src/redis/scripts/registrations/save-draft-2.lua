-- Stores a guest's draft together with the mail that asks to confirm it.
-- KEYS 1 draft  2 lanes prefix
-- ARGV 1 now  2 draft (JSON)  3 kept for (ms)  4 deliveries
-- Answers 1.
--@include shared/lanes.lua
local draft, lanes = unpack(KEYS)
local now, json, kept_ms, deliveries = unpack(ARGV)
redis.call('SET', draft, json, 'PX', kept_ms)
enqueue_all(lanes, now, deliveries)
return 1
