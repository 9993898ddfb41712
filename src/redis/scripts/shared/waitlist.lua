-- The waiting list. Included, after lanes.lua and status.lua, by every script that frees a seat or lets somebody wait.
--
-- Under a webinar's era:  line  zset key -> position. The webinar's field `tail` is the last position given.
-- An offer is when it ends, U+001E, and its deliveries; or '' when free seats are offered to nobody. Its deliveries
-- are templates: '%k' and '%v' stand for the key of whoever gets the offer and for the version that it makes.

local function join_waitlist(webinar, waitlist, key)
  redis.call('ZADD', waitlist, redis.call('HINCRBY', webinar, 'tail', 1), key)
end

-- Offers a free seat to whoever is first in the waiting list; they hold it from then on. Answers whether anybody was
-- offered it: no when nobody waits or no seat is free. `at` has the keys webinar, of_era (the prefix of the era), log
-- and lanes, and the webinar's counts.
local function offer_seat(at, now, offer)
  if offer == '' then return false end
  if at.counts.held >= at.counts.cap then return false end
  local waitlist = at.of_era .. 'line'
  local key = redis.call('ZRANGE', waitlist, 0, 0)[1]
  if not key then return false end
  local registration = at.of_era .. 'r:' .. key
  local version, status, ordinal, person = unpack(redis.call('HMGET', registration, 'v', 's', 'n', 'p'))
  if status ~= 'waitlisted' then return false end
  local ends_at, deliveries = string.match(offer, '^(%d+)\30(.*)$')
  local new_version = change_status({
    webinar = at.webinar, of_era = at.of_era, log = at.log, counts = at.counts,
    key = key, version = version, ordinal = ordinal, person = person, from = status, to = 'offered', seats = 1,
    now = now, by = 'line', way = 'line', act = 'moved',
  })
  redis.call('ZREM', waitlist, key)
  redis.call('HSET', registration, 'e', ends_at)
  enqueue_named(at.lanes, now, deliveries, { k = key, v = new_version })
  return true
end
