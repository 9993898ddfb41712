-- A guest's draft and the mail that asks to confirm it, in one step.
-- KEYS 1 draft  2 lanes prefix   ARGV 1 now  2 draft (JSON)  3 kept for (ms)  4 deliveries (JSON)
--@include shared/lanes.lua
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
enqueue_all(KEYS[2], tonumber(ARGV[1]), ARGV[4])
return 1
