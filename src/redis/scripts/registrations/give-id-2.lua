-- Gives a pair of webinar and address its registration ID, where it has none yet, and stores what tells them.
-- KEYS 1 registration IDs  2 lanes prefix
-- ARGV 1 now  2 key  3 registration ID  4 deliveries
-- Answers nothing.
--@include shared/lanes.lua
local registration_ids, lanes = unpack(KEYS)
local now, key, registration_id, deliveries = unpack(ARGV)
redis.call('HSETNX', registration_ids, key, registration_id)
enqueue_all(lanes, now, deliveries)
