-- Brings registrations back from an archive, each as it was, under the next version.
-- KEYS 1 webinar  2 the archive's registrations by time  3 the archive's prefix of registrations
--      4 registrations by time  5 prefix of registrations  6 log  7 lanes prefix  8 archives  9 waiting list
--      10 the archive's waiting list  11 prefix of persons  12 requests that wait
--      13 registration IDs
-- ARGV 1 now  2 version read  3 the archive's era  4 statuses that hold a seat, with commas around  5 who did it
--      6 code  then key, deliveries, the end of an offer or '',
--      a registration ID for who has none or '' …; at most 500
-- Answers { 'done', how many, { key, 'seat_gone' or 'registered_anew' } … }; or { 'moved' } when the webinar changed
-- since it was read.
--@include shared/known.lua
--@include shared/lanes.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, archived, archive_prefix, registrations, registration_prefix, log, lanes, archives, waitlist,
  archived_waitlist, persons, pending, registration_ids = unpack(KEYS)
local now, version_read, era, seat_holding, by, code = unpack(ARGV, 1, 6)
local FIRST_REGISTRATION = 7
local NOT_RESTORED = { 'digest', 'keeps', 'undoUntil', 'wasBefore' }

local function has_free_seat()
  local held, cap = unpack(redis.call('HMGET', webinar, 'held', 'cap'))
  return tonumber(held) < tonumber(cap)
end

local function bring_back(key, status, deliveries, offer_ends_at)
  local former, registration = archive_prefix .. key, registration_prefix .. key
  local version, history, person = unpack(redis.call('HMGET', former, 'version', 'history', 'person'))
  local at = redis.call('ZSCORE', archived, key)
  redis.call('HSET', registration, unpack(redis.call('HGETALL', former)))
  -- The webinar does not count it yet: the counts of the archive's era went with it.
  change_status({
    webinar = webinar, registration = registration, log = log,
    key = key, version = version, history = history, to = status, seats = is_among(seat_holding, status) and 1 or 0,
    now = now, by = by, way = 'operator', act = 'restored',
  })
  redis.call('HDEL', registration, unpack(NOT_RESTORED))
  if offer_ends_at ~= '' then redis.call('HSET', registration, 'offerEndsAt', offer_ends_at) end
  redis.call('ZADD', registrations, at, key)
  if is_known(persons .. person) then give_entry(persons .. person, code, key) end
  if status == 'pending' then redis.call('ZADD', pending, at, key) end
  if status == 'waitlisted' then join_waitlist(webinar, waitlist, key) end
  if redis.call('EXISTS', former .. ':inquiries') == 1 then
    redis.call('RENAME', former .. ':inquiries', registration .. ':inquiries')
  end
  redis.call('DEL', former)
  redis.call('ZREM', archived, key)
  redis.call('ZREM', archived_waitlist, key)
  enqueue_all(lanes, now, deliveries)
end

if redis.call('HGET', webinar, 'version') ~= version_read then return { 'moved' } end
local restored, not_restored = 0, {}
for i = FIRST_REGISTRATION, #ARGV, 4 do
  local key, deliveries, offer_ends_at, registration_id = unpack(ARGV, i, i + 3)
  local status = redis.call('HGET', archive_prefix .. key, 'status')
  if not status then
    redis.call('ZREM', archived, key)
  elseif redis.call('HEXISTS', registration_prefix .. key, 'status') == 1 then
    not_restored[#not_restored + 1] = { key, 'registered_anew' }
  elseif is_among(seat_holding, status) and not has_free_seat() then
    not_restored[#not_restored + 1] = { key, 'seat_gone' }
  else
    if registration_id ~= '' then redis.call('HSETNX', registration_ids, key, registration_id) end
    bring_back(key, status, deliveries, offer_ends_at)
    restored = restored + 1
  end
end
if redis.call('ZCARD', archived) == 0 then redis.call('HDEL', archives, era) end
return { 'done', restored, unpack(not_restored) }
