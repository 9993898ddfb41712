-- A decision can be undone no more: the seat that a rejection kept is free, and is offered to the first in line.
-- KEYS 1 webinar  2 registration  3 log  4 lanes prefix  5 line  6 prefix of registrations
-- ARGV 1 now  2 version  3 deliveries (JSON)  4 the offer to whom is first in line (JSON), '' when nobody waits, '-' for none any more
-- Answers 'done', or 'moved' when the line is no longer as it was read.
--@include shared/lanes.lua
--@include shared/waitlist.lua
local before = redis.call('HMGET', KEYS[2], 'version', 'keeps')
if before[1] ~= ARGV[2] then return 'done' end
if before[2] == '1' then
  if ARGV[4] ~= '-' and not is_offer_to(head_of(KEYS[5], ''), KEYS[6], ARGV[4], 0) then return 'moved' end
  redis.call('HDEL', KEYS[2], 'keeps')
  redis.call('HINCRBY', KEYS[1], 'held', -1)
end
-- Settled already, or nothing to settle: a bulk settles all that it decided.
if redis.call('HDEL', KEYS[2], 'undoUntil', 'wasBefore') == 0 and before[2] ~= '1' then return 'done' end
enqueue_all(KEYS[4], tonumber(ARGV[1]), ARGV[3])
if before[2] == '1' and ARGV[4] ~= '-' then offer_seat(KEYS[1], KEYS[5], KEYS[6], KEYS[3], KEYS[4], ARGV[1], ARGV[4]) end
return 'done'
