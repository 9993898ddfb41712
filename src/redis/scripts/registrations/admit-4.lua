-- Lets somebody in at the gate. Each attendee counts once, and no more come in than the plan allows; hosts do not count.
-- KEYS 1 attendees  2 entrance (single-use token)  3 log  4 lanes prefix
-- ARGV 1 now  2 attendee, or '' for a host  3 plan  4 token kept for (ms)  5 deliveries (JSON) that tell that one more is in
-- Answers 1 when admitted, 0 when as many are in as the plan allows.
--@include shared/lanes.lua
local attendees, entrance, log, lanes = unpack(KEYS)
local now, attendee, plan, token_kept_ms, deliveries = unpack(ARGV)
if attendee ~= '' and redis.call('SISMEMBER', attendees, attendee) == 0 then
  if redis.call('SCARD', attendees) >= tonumber(plan) then return 0 end
  redis.call('SADD', attendees, attendee)
  redis.call('XADD', log, '*', 'at', now, 'act', 'admitted', 'attendee', attendee)
  enqueue_all(lanes, now, deliveries)
end
redis.call('SET', entrance, now, 'PX', token_kept_ms)
return 1
