-- The waiting list. Included, after lanes.lua and status.lua, by every script that frees a seat or lets somebody wait.
--
-- Under a webinar's era:  line  zset key -> position. The webinar's field `tail` is the last position given.
-- An offer (JSON) is { endsAt, deliveries }, or '' when free seats are offered to nobody. Its deliveries name nobody
-- yet: '%k' and '%v' in an id stand for the key of whoever gets the offer and for the version that it makes, and so do
-- `key` and `version` of what a fan-out is about.

local function join_waitlist(webinar, waitlist, key)
  redis.call('ZADD', waitlist, redis.call('HINCRBY', webinar, 'tail', 1), key)
end

-- Puts whoever got an offer into one of its deliveries.
local function name_first(delivery, key, version)
  local id, named = string.gsub(delivery.id, '%%k', key)
  if named == 0 then return end
  delivery.id = string.gsub(id, '%%v', tostring(version))
  local body = cjson.decode(delivery.body)
  body.id, body.matter.what.key, body.matter.what.version = delivery.id, key, version
  delivery.body = cjson.encode(body)
end

-- Offers a free seat to whoever is first in the waiting list; they hold it from then on. Answers whether anybody was
-- offered it: no when nobody waits or no seat is free. `at` has the keys: webinar, of_era (the prefix of the era), log,
-- lanes.
local function offer_seat(at, now, offer_json)
  if offer_json == '' then return false end
  local waitlist = at.of_era .. 'line'
  local key = redis.call('ZRANGE', waitlist, 0, 0)[1]
  if not key then return false end
  local held, cap = unpack(redis.call('HMGET', at.webinar, 'held', 'cap'))
  if tonumber(held) >= tonumber(cap) then return false end
  local registration = at.of_era .. 'r:' .. key
  local version, status, ordinal, person = unpack(redis.call('HMGET', registration, 'v', 's', 'n', 'p'))
  if status ~= 'waitlisted' then return false end
  local offer = cjson.decode(offer_json)
  local new_version = change_status({
    webinar = at.webinar, of_era = at.of_era, log = at.log,
    key = key, version = version, ordinal = ordinal, person = person, from = status, to = 'offered', seats = 1,
    now = now, by = 'line', way = 'line', act = 'moved',
  })
  redis.call('ZREM', waitlist, key)
  redis.call('HSET', registration, 'e', offer.endsAt)
  for _, delivery in ipairs(offer.deliveries) do
    name_first(delivery, key, new_version)
    enqueue(at.lanes, tonumber(now), delivery)
  end
  return true
end
