-- Stores one piece of a change that concerns everybody: what its people are told, together with how far it is.
-- KEYS 1 lanes prefix  2 webinar  3 prefix of the era (names below it are built here)  4 prefix of what people have
--      5 log  6 addresses
-- ARGV 1 now  2 lane  3 id  4 token  5 the cursor, or '' when all is done  6 deliveries (JSON)
--      7 the webinar's start, when it moved, or ''  8 code  9 statuses of the waiting list, with commas around
--      10 who is said to have done it  then key, person, address, 'cancelled' or '',
--      a registration ID for who has none or '' …; at most 500
-- Answers 1, or 0 when another worker holds it by now.
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/pairs.lua
local lanes, webinar, of_era, entries, log, addresses = unpack(KEYS)
local now, lane, id, token, cursor, deliveries, starts_at, code, waiting, by = unpack(ARGV, 1, 10)
local FIRST_PERSON = 11
local record, queue = lanes .. 'd:' .. id, lanes .. 'q:' .. lane

-- Ends somebody's waiting, whether for a seat or with an offer of one.
local function cancel(key)
  local registration = of_era .. 'r:' .. key
  local status, version, ordinal, person = unpack(redis.call('HMGET', registration, 's', 'v', 'n', 'p'))
  if not status or not is_among(waiting, status) then return end
  change_status({
    webinar = webinar, of_era = of_era, log = log,
    key = key, version = version, ordinal = ordinal, person = person, from = status, to = 'cancelled',
    seats = status == 'offered' and -1 or 0, now = now, by = by, way = 'line', act = 'moved',
  })
  redis.call('HDEL', registration, 'e')
  redis.call('ZREM', of_era .. 'line', key)
end

if redis.call('HGET', record, 'token') ~= token or redis.call('LINDEX', queue, 0) ~= id then return 0 end

for i = FIRST_PERSON, #ARGV, 5 do
  local key, person, address, becomes, registration_id = unpack(ARGV, i, i + 4)
  if registration_id ~= '' then keep_pair(addresses, address, key, registration_id) end
  if starts_at ~= '' then redis.call('ZADD', entries .. person, 'XX', starts_at, code .. ':' .. key) end
  if becomes == 'cancelled' then cancel(key) end
end
enqueue_all(lanes, now, deliveries)

redis.call('HDEL', record, 'token')
redis.call('ZREM', lanes .. 'leased', lane)
if cursor == '' then
  redis.call('LPOP', queue)
  mark_sent(record)
else
  redis.call('HSET', record, 'cursor', cursor, 'state', 'queued', 'attempts', '0')
end
if redis.call('EXISTS', queue) == 1 then make_ready(lanes, lane, lanes_now(now)) end
return 1
