-- Brings registrations back from an archive, each as it was, under the next version.
-- KEYS 1 webinar  2 prefix of the archive's era  3 prefix of the present era  4 log  5 lanes prefix  6 archives
--      7 prefix of persons  8 addresses
-- ARGV 1 now  2 version read  3 the archive's era  4 statuses that hold a seat, with commas around  5 who did it
--      6 code  then key, deliveries, the end of an offer or '',
--      a registration ID for who has none or '', by what they are found …; at most 500
-- Answers { 'done', how many, { key, 'seat_gone' or 'registered_anew' } … }; or { 'moved' } when the webinar changed
-- since it was read.
--@include shared/known.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/reported.lua
--@include shared/invited.lua
--@include shared/terms.lua
--@include shared/status.lua
--@include shared/pairs.lua
--@include shared/waitlist.lua
local webinar, archived, of_era, log, lanes, archives, persons, addresses = unpack(KEYS)
local now, version_read, era, seat_holding, by, code = unpack(ARGV, 1, 6)
local FIRST_REGISTRATION = 7
local NOT_RESTORED = { 'g', 'k', 'u', 'b' }

local counts = read_counts(webinar)
if not counts or counts.version ~= tonumber(version_read) then return { 'moved' } end

local function has_free_seat() return counts.held < counts.cap end

local function bring_back(key, status, address, deliveries, offer_ends_at, terms)
  local former, registration = archived .. 'r:' .. key, of_era .. 'r:' .. key
  local version, former_ordinal, person, at, tag = unpack(redis.call('HMGET', former, 'v', 'n', 'p', 't', 'T'))
  local ordinal = join_order(of_era .. 'order', key, tonumber(at))
  redis.call('HSET', registration, unpack(redis.call('HGETALL', former)))
  redis.call('HSET', registration, 'n', ordinal)
  -- The webinar does not count it yet: the counts of the archive's era went with it.
  change_status({
    webinar = webinar, of_era = of_era, log = log, counts = counts,
    key = key, version = version, ordinal = ordinal, person = person, to = status,
    seats = is_among(seat_holding, status) and 1 or 0, now = now, by = by, way = 'operator', act = 'restored',
  })
  redis.call('HDEL', registration, unpack(NOT_RESTORED))
  if offer_ends_at ~= '' then redis.call('HSET', registration, 'e', offer_ends_at) end
  add_terms(of_era, terms, ordinal)
  count_in(of_era, ordinal, address, tag)
  mark_came_before(of_era, ordinal, prefix_of(of_era) .. 'attendees', key)
  note_registered(prefix_of(of_era), key)
  if is_known(persons .. person) then give_entry(persons .. person, code, key) end
  if status == 'waitlisted' then join_waitlist(webinar, of_era .. 'line', key) end
  if redis.call('EXISTS', former .. ':inquiries') == 1 then
    redis.call('RENAME', former .. ':inquiries', registration .. ':inquiries')
  end
  redis.call('DEL', former)
  leave_order(archived .. 'order', former_ordinal)
  mark_status(archived, former_ordinal, status, nil)
  redis.call('ZREM', archived .. 'line', key)
  enqueue_all(lanes, now, deliveries)
end

local restored, not_restored = 0, {}
for i = FIRST_REGISTRATION, #ARGV, 5 do
  local key, deliveries, offer_ends_at, registration_id, terms = unpack(ARGV, i, i + 4)
  local status, address = unpack(redis.call('HMGET', archived .. 'r:' .. key, 's', 'a'))
  if status then
    if redis.call('HEXISTS', of_era .. 'r:' .. key, 's') == 1 then
      not_restored[#not_restored + 1] = { key, 'registered_anew' }
    elseif is_among(seat_holding, status) and not has_free_seat() then
      not_restored[#not_restored + 1] = { key, 'seat_gone' }
    else
      keep_pair(addresses, address, key, registration_id)
      bring_back(key, status, address, deliveries, offer_ends_at, terms)
      restored = restored + 1
    end
  end
end
if count_all(archived) == 0 then redis.call('HDEL', archives, era) end
return { 'done', restored, unpack(not_restored) }
