-- Settles a decision that can no longer be undone: the seat that a rejection kept becomes free, and is offered to the
-- first in the waiting list.
-- KEYS 1 webinar  2 prefix of the era (names below it are built here)  3 log  4 lanes prefix
-- ARGV 1 now  2 key  3 version read  4 deliveries  5 the offer of the seat, or '' when it is offered to nobody
-- Answers nothing.
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, of_era, log, lanes = unpack(KEYS)
local now, key, version_read, deliveries, offer = unpack(ARGV)
local registration = of_era .. 'r:' .. key
local version, keeps = unpack(redis.call('HMGET', registration, 'v', 'k'))
local frees_seat = keeps == '1'
if version ~= version_read then return end
if frees_seat then
  redis.call('HDEL', registration, 'k')
  redis.call('HINCRBY', webinar, 'held', -1)
end
-- Settled already, or nothing to settle: a bulk settles all that it decided.
if redis.call('HDEL', registration, 'u', 'b') == 0 and not frees_seat then return end
enqueue_all(lanes, now, deliveries)
if frees_seat then
  local at = { webinar = webinar, of_era = of_era, log = log, lanes = lanes, counts = read_counts(webinar) }
  offer_seat(at, now, offer)
end
