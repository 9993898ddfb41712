-- The waiting list. Included, after lanes.lua, by every script that frees a seat or lets somebody wait.
--
-- Under a webinar's era:  line  zset key -> position; the webinar's `tail` is the last position given.
-- An offer is { key, version, deliveries, endsAt }: the head of the line as the caller read it, with what tells them.

-- Whoever is first, when `leaving` has left the line.
local function head_of(line, leaving)
  local first = redis.call('ZRANGE', line, 0, 1)
  if first[1] == leaving then return first[2] or '' end
  return first[1] or ''
end

-- Whether an offer is to this head of the line, as it stands there; `ahead` is 1 where its version is still to be made.
local function is_offer_to(head, registrations, json, ahead)
  if head == '' or json == '' then return head == '' and json == '' end
  local offer = cjson.decode(json)
  local version = tonumber(redis.call('HGET', registrations .. head, 'version') or '0')
  return offer.key == head and offer.version == version + ahead
end

local function to_tail(webinar, line, key)
  redis.call('ZADD', line, redis.call('HINCRBY', webinar, 'tail', 1), key)
end

-- Gives a free seat to whom it was read for; who is offered it holds it. Nothing when no seat is free.
local function offer_seat(webinar, line, registrations, log, lanes, now, json)
  if json == '' then return end
  local offer = cjson.decode(json)
  local seats = redis.call('HMGET', webinar, 'held', 'cap')
  if tonumber(seats[1]) >= tonumber(seats[2]) then return end
  local registration = registrations .. offer.key
  local before = redis.call('HMGET', registration, 'version', 'status', 'history')
  if before[2] ~= 'waitlisted' or before[1] ~= tostring(offer.version) then return end
  local version = offer.version + 1
  redis.call('ZREM', line, offer.key)
  redis.call('HSET', registration, 'status', 'offered', 'version', version, 'offerEndsAt', offer.endsAt,
    'history', before[3] .. version .. ' offered ' .. now .. ' line;')
  redis.call('HINCRBY', webinar, 'n:waitlisted', -1)
  redis.call('HINCRBY', webinar, 'n:offered', 1)
  redis.call('HINCRBY', webinar, 'held', 1)
  redis.call('XADD', log, '*', 'at', now, 'act', 'moved', 'key', offer.key, 'from', 'waitlisted', 'to', 'offered', 'by', 'line', 'way', 'line')
  for _, delivery in ipairs(offer.deliveries) do enqueue(lanes, tonumber(now), delivery) end
end
