-- Free seats are offered to those first in line, as far as both go: after the cap was raised, or seats were freed unseen.
-- KEYS 1 webinar  2 line  3 prefix of registrations  4 log  5 lanes prefix
-- ARGV 1 now  2 era read  then offers (JSON) in the order of the line; at most 100
-- Answers how many seats are still free while somebody waits.
--@include shared/lanes.lua
--@include shared/waitlist.lua
if redis.call('HGET', KEYS[1], 'era') ~= ARGV[2] then return 0 end
for i = 3, #ARGV do
  if not is_offer_to(head_of(KEYS[2], ''), KEYS[3], ARGV[i], 0) then break end
  offer_seat(KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[1], ARGV[i])
end
local seats = redis.call('HMGET', KEYS[1], 'held', 'cap')
local free = math.max(0, tonumber(seats[2]) - tonumber(seats[1]))
return math.min(free, redis.call('ZCARD', KEYS[2]))
