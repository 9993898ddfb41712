-- Settles a decision that can no longer be undone: the seat that a rejection kept becomes free, and is offered to the
-- first in the waiting list.
-- KEYS 1 webinar  2 registration  3 log  4 lanes prefix  5 waiting list  6 prefix of registrations
-- ARGV 1 now  2 version read  3 deliveries  4 the offer of the seat, or '' when it is offered to nobody
-- Answers nothing.
--@include shared/lanes.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, registration, log, lanes, waitlist, registrations = unpack(KEYS)
local now, version_read, deliveries, offer = unpack(ARGV)
local version, keeps = unpack(redis.call('HMGET', registration, 'version', 'keeps'))
local frees_seat = keeps == '1'
if version ~= version_read then return end
if frees_seat then
  redis.call('HDEL', registration, 'keeps')
  redis.call('HINCRBY', webinar, 'held', -1)
end
-- Settled already, or nothing to settle: a bulk settles all that it decided.
if redis.call('HDEL', registration, 'undoUntil', 'wasBefore') == 0 and not frees_seat then return end
enqueue_all(lanes, now, deliveries)
if frees_seat then
  local at = { webinar = webinar, waitlist = waitlist, registrations = registrations, log = log, lanes = lanes }
  offer_seat(at, now, offer)
end
