-- Only deliveries: what is said again, or follows from one that failed.
-- KEYS 1 lanes prefix   ARGV 1 now  2 deliveries (JSON)
--@include shared/lanes.lua
enqueue_all(KEYS[1], tonumber(ARGV[1]), ARGV[2])
return 1
