-- Stores deliveries that belong to no change: what is said again, or follows from one that failed.
-- KEYS 1 lanes prefix
-- ARGV 1 now  2 deliveries
-- Answers 1.
--@include shared/lanes.lua
local lanes = unpack(KEYS)
local now, deliveries = unpack(ARGV)
enqueue_all(lanes, now, deliveries)
return 1
