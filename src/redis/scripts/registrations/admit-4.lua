-- The gate lets one in: each attendee counts once, the plan's number at most.
-- KEYS 1 attendees  2 entrance (single-use token)  3 log  4 lanes prefix
-- ARGV 1 now  2 attendee  3 plan  4 token kept for (ms)  5 deliveries (JSON) when one more is in
-- Answers 1 when admitted, 0 when the plan's attendees are all in.
--@include shared/lanes.lua
if redis.call('SISMEMBER', KEYS[1], ARGV[2]) == 0 then
  if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
  redis.call('SADD', KEYS[1], ARGV[2])
  redis.call('XADD', KEYS[3], '*', 'at', ARGV[1], 'act', 'admitted', 'attendee', ARGV[2])
  enqueue_all(KEYS[4], tonumber(ARGV[1]), ARGV[5])
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[4])
return 1
