-- Stores one piece of a change that concerns everybody: what its people are told, together with how far it is.
-- KEYS 1 lanes prefix  2 webinar  3 prefix of registrations  4 log  5 waiting list
--      6 registration IDs
-- ARGV 1 now  2 lane  3 id  4 token  5 the cursor, or '' when all is done  6 deliveries
--      7 statuses of the waiting list, with commas around  8 who is said to have done it
--      then key, 'cancelled' or '', a registration ID for who has none or '' …; at most 500
-- Answers 1, or 0 when another worker holds it by now.
--@include shared/lanes.lua
--@include shared/status.lua
local lanes, webinar, registrations, log, waitlist, registration_ids = unpack(KEYS)
local now, lane, id, token, cursor, deliveries, waiting, by = unpack(ARGV, 1, 8)
local FIRST_PERSON = 9
local queue = lanes .. 'q:' .. lane
local record = get_record(lanes, id)

-- Ends somebody's waiting, whether for a seat or with an offer of one.
local function cancel(key)
  local registration = registrations .. key
  local status, version, history = unpack(redis.call('HMGET', registration, 'status', 'version', 'history'))
  if not status or not is_among(waiting, status) then return end
  change_status({
    webinar = webinar, registration = registration, log = log,
    key = key, version = version, history = history, from = status, to = 'cancelled',
    seats = status == 'offered' and -1 or 0, now = now, by = by, way = 'line', act = 'moved',
  })
  redis.call('HDEL', registration, 'offerEndsAt')
  redis.call('ZREM', waitlist, key)
end

if not record or record.token ~= token or redis.call('LINDEX', queue, 0) ~= id then return 0 end

for i = FIRST_PERSON, #ARGV, 3 do
  local key, becomes, registration_id = unpack(ARGV, i, i + 2)
  if registration_id ~= '' then redis.call('HSETNX', registration_ids, key, registration_id) end
  if becomes == 'cancelled' then cancel(key) end
end
enqueue_all(lanes, now, deliveries)

redis.call('ZREM', lanes .. 'leased', lane)
if cursor == '' then
  redis.call('LPOP', queue)
  mark_sent(lanes, lanes_now(now), id, record)
else
  record.state, record.token, record.cursor, record.attempts = 'waiting', '', cursor, 0
  set_record(lanes, id, record)
end
if redis.call('EXISTS', queue) == 1 then make_ready(lanes, lane, lanes_now(now)) end
return 1
