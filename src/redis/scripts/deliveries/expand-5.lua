-- Stores one piece of a change that concerns everybody: what its people are told, together with how far it is.
-- KEYS 1 lanes prefix  2 webinar  3 prefix of the era (names below it are built here)  4 log  5 addresses
-- ARGV 1 now  2 lane  3 id  4 token  5 the cursor, or '' when all is done  6 deliveries
--      7 statuses of the waiting list, with commas around  8 who is said to have done it
--      9 how far the log was read for what hosts are told with this, or ''
--      then key, address, 'cancelled', 'nudged' or '', a registration ID for who has none or '' …; at most 500
-- Answers 1, or 0 when another worker holds it by now.
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/pairs.lua
local lanes, webinar, of_era, log, addresses = unpack(KEYS)
local now, lane, id, token, cursor, deliveries, waiting, by, news = unpack(ARGV, 1, 9)
local FIRST_PERSON = 10
local queue = lanes .. 'q:' .. lane
local record = get_record(lanes, id)

local counts = read_counts(webinar)

-- Ends somebody's waiting, whether for a seat or with an offer of one.
local function cancel(key)
  local registration = of_era .. 'r:' .. key
  local status, version, ordinal, person = unpack(redis.call('HMGET', registration, 's', 'v', 'n', 'p'))
  if not status or not is_among(waiting, status) then return end
  change_status({
    webinar = webinar, of_era = of_era, log = log, counts = counts,
    key = key, version = version, ordinal = ordinal, person = person, from = status, to = 'cancelled',
    seats = status == 'offered' and -1 or 0, now = now, by = by, way = 'line', act = 'moved',
  })
  redis.call('HDEL', registration, 'e')
  redis.call('ZREM', of_era .. 'line', key)
end

-- Notes that an invitee was reminded to answer; who was erased meanwhile is none any more.
local function note_nudged(key)
  local invitee = string.match(webinar, '^(.*:)webinar$') .. 'invitee:' .. key
  if redis.call('HEXISTS', invitee, 'person') == 1 then redis.call('HSET', invitee, 'nudged', now) end
end

if not record or record.token ~= token or redis.call('LINDEX', queue, 0) ~= id then return 0 end

for i = FIRST_PERSON, #ARGV, 4 do
  local key, address, becomes, registration_id = unpack(ARGV, i, i + 3)
  if registration_id ~= '' then keep_pair(addresses, address, key, registration_id) end
  if becomes == 'cancelled' then cancel(key) elseif becomes == 'nudged' then note_nudged(key) end
end
if news ~= '' then redis.call('HSET', webinar, 'news', news) end
enqueue_all(lanes, now, deliveries)
-- It may be among them: then it is wanted once more.
record = get_record(lanes, id)

local instant = lanes_now(now)
redis.call('ZREM', lanes .. 'leased', lane)
if cursor == '' then
  redis.call('LPOP', queue)
  if record.again ~= '' then put_back(lanes, instant, id, record) else mark_sent(lanes, instant, id, record) end
else
  record.state, record.token, record.cursor, record.attempts = 'waiting', '', cursor, 0
  set_record(lanes, id, record)
end
if redis.call('EXISTS', queue) == 1 then make_ready(lanes, lane, instant) end
return 1
