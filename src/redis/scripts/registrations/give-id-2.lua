-- Gives a pair of webinar and address its registration ID, where it has none yet, and stores what tells them.
-- KEYS 1 addresses  2 lanes prefix
-- ARGV 1 now  2 address  3 key  4 registration ID  5 deliveries
-- Answers nothing.
--@include shared/lanes.lua
--@include shared/pairs.lua
local addresses, lanes = unpack(KEYS)
local now, address, key, registration_id, deliveries = unpack(ARGV)
keep_pair(addresses, address, key, registration_id)
enqueue_all(lanes, now, deliveries)
