-- The waiting list. Included, after lanes.lua and status.lua, by every script that frees a seat or lets somebody wait.
--
-- Under a webinar's era:  line  zset key -> position. The webinar's field `tail` is the last position given.
-- An offer (JSON) is { key, version, deliveries, endsAt }: whom the caller read as the first in the waiting list, and
-- the deliveries that tell them. It is '' when nobody waits, and NOT_OFFERED when free seats are offered no more.

local NOT_OFFERED = '-'

-- The key of whoever is first once `leaving` has left the waiting list; '' when nobody is.
local function first_waiting(waitlist, leaving)
  local first = redis.call('ZRANGE', waitlist, 0, 1)
  if first[1] == leaving then return first[2] or '' end
  return first[1] or ''
end

-- Whether an offer is to `first`, under their present version; `ahead` is 1 when the caller is about to make the next.
local function is_offer_to(first, registrations, offer_json, ahead)
  if first == '' or offer_json == '' then return first == '' and offer_json == '' end
  local offer = cjson.decode(offer_json)
  local version = tonumber(redis.call('HGET', registrations .. first, 'version') or '0')
  return offer.key == first and offer.version == version + ahead
end

local function join_waitlist(webinar, waitlist, key)
  redis.call('ZADD', waitlist, redis.call('HINCRBY', webinar, 'tail', 1), key)
end

-- Gives a free seat to whom the offer is for; they hold it from then on. Does nothing when no seat is free, or when
-- they changed since they were read. `at` has the keys: webinar, waitlist, registrations (a prefix), log, lanes.
local function offer_seat(at, now, offer_json)
  if offer_json == '' then return end
  local offer = cjson.decode(offer_json)
  local held, cap = unpack(redis.call('HMGET', at.webinar, 'held', 'cap'))
  if tonumber(held) >= tonumber(cap) then return end
  local registration = at.registrations .. offer.key
  local version, status, history = unpack(redis.call('HMGET', registration, 'version', 'status', 'history'))
  if status ~= 'waitlisted' or version ~= tostring(offer.version) then return end
  redis.call('ZREM', at.waitlist, offer.key)
  change_status({
    webinar = at.webinar, registration = registration, log = at.log,
    key = offer.key, version = offer.version, history = history, from = status, to = 'offered', seats = 1,
    now = now, by = 'line', way = 'line', act = 'moved',
  })
  redis.call('HSET', registration, 'offerEndsAt', offer.endsAt)
  for _, delivery in ipairs(offer.deliveries) do enqueue(at.lanes, tonumber(now), delivery) end
end
