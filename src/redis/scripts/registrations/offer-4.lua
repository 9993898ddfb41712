-- Offers free seats to those first in the waiting list, as far as both go: after the cap was raised, or when seats
-- became free without an offer.
-- KEYS 1 webinar  2 prefix of the era (names below it are built here)  3 log  4 lanes prefix
-- ARGV 1 now  2 era read  3 the offer  4 how many at most
-- Answers for how many that still wait a seat is free.
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, of_era, log, lanes = unpack(KEYS)
local now, era, offer, limit = unpack(ARGV)
local counts = read_counts(webinar)
if not counts or counts.era ~= tonumber(era) then return 0 end
local at = { webinar = webinar, of_era = of_era, log = log, lanes = lanes, counts = counts }
for _ = 1, tonumber(limit) do
  if not offer_seat(at, now, offer) then break end
end
local free = math.max(0, counts.cap - counts.held)
return math.min(free, redis.call('ZCARD', of_era .. 'line'))
