-- Offers free seats to those first in the waiting list, as far as both go: after the cap was raised, or when seats
-- became free without an offer.
-- KEYS 1 webinar  2 waiting list  3 prefix of registrations  4 log  5 lanes prefix
-- ARGV 1 now  2 era read  3 the offer  4 how many at most
-- Answers for how many that still wait a seat is free.
--@include shared/lanes.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, waitlist, registrations, log, lanes = unpack(KEYS)
local now, era, offer, limit = unpack(ARGV)
local at = { webinar = webinar, waitlist = waitlist, registrations = registrations, log = log, lanes = lanes }
if redis.call('HGET', webinar, 'era') ~= era then return 0 end
for _ = 1, tonumber(limit) do
  if not offer_seat(at, now, offer) then break end
end
local held, cap = unpack(redis.call('HMGET', webinar, 'held', 'cap'))
local free = math.max(0, tonumber(cap) - tonumber(held))
return math.min(free, redis.call('ZCARD', waitlist))
