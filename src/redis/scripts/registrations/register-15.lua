-- Registers somebody: the seat, the registration, and the deliveries that tell of it, in one step.
-- KEYS 1 webinar  2 addresses  3 registration  4 registrations by time  5 registration IDs  6 person
--      7 log  8 request  9 lanes prefix  10 waiting list  11 requests that wait  12 when the last ones came  13 digests
--      14 prefix of digests  15 prefix of registrations
-- ARGV 1 now  2 webinar version read  3 registration version read (0: none)  4 key  5 address  6 status
--      7 registration ID or ''  8 deliveries  9 request kept for (ms)  10 person's id  11 code
--      12 statuses that hold a seat, with commas around  13 way
--      14 the request's own card, or '' where it has none  15 the card of the crowd it may come in
--      then field, value … of the registration
-- Answers { 'registered', version }; { 'full' }; { 'gone' } when the person was erased since they were read; or
-- { 'moved' } when what was read has changed since.
--@include shared/known.lua
--@include shared/lanes.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, addresses, registration, registrations, registration_ids, person_record, log, request, lanes, waitlist,
  pending, arrivals, digests, digest_prefix, registration_prefix = unpack(KEYS)
local now, webinar_version_read, version_read, key, address, status, registration_id, deliveries, request_kept_ms,
  person, code, seat_holding, way, own_card, crowd_card = unpack(ARGV, 1, 15)
local FIRST_FIELD = 16

local webinar_version, held, cap, era = unpack(redis.call('HMGET', webinar, 'version', 'held', 'cap', 'era'))
local made = version_made_by(request, era)
if made then return { 'registered', made } end

if not is_known(person_record) then return { 'gone' } end
if webinar_version ~= webinar_version_read then return { 'moved' } end
local known_key = redis.call('HGET', addresses, address)
if known_key and known_key ~= key then return { 'moved' } end
local former_version, former_status, history = unpack(redis.call('HMGET', registration, 'version', 'status', 'history'))
if (former_version or '0') ~= version_read then return { 'moved' } end

local holds = is_among(seat_holding, status)
local waiting = redis.call('ZCARD', waitlist)
-- seat check: the one place where a newcomer is given a seat
if holds and tonumber(held) >= tonumber(cap) then return { 'full' } end
-- While somebody waits, a newcomer does not take a freed seat; and nobody waits while one is free.
if holds and waiting > 0 then return { 'full' } end
if status == 'waitlisted' and waiting == 0 and tonumber(held) < tonumber(cap) then return { 'moved' } end

-- The registration. The first write must be one that a full Redis refuses, as that of `change_status` is: after a
-- deletion, Redis would no longer refuse the whole.
local version = change_status({
  webinar = webinar, registration = registration, log = log,
  key = key, version = version_read, history = history, from = former_status, to = status, seats = holds and 1 or 0,
  now = now, by = person, way = way, act = 'registered',
})
redis.call('HDEL', registration, 'decidedBy', 'decidedAt', 'offerEndsAt', 'expired', 'how', 'reason', 'reasonTold',
  'undoUntil', 'wasBefore', 'keeps', 'late', 'claimed', 'confirmed', 'digest')
redis.call('HSET', registration, 'address', address, 'person', person, unpack(ARGV, FIRST_FIELD))
redis.call('UNLINK', registration_prefix .. key .. ':inquiries')

-- The lists that it is in.
if status == 'waitlisted' then join_waitlist(webinar, waitlist, key) end
if status == 'pending' then redis.call('ZADD', pending, now, key) end
redis.call('HSET', addresses, address, key)
if registration_id ~= '' then redis.call('HSETNX', registration_ids, key, registration_id) end
redis.call('ZADD', registrations, now, key)
give_entry(person_record, code, key)

remember_version(request, era, version, request_kept_ms)
enqueue_all(lanes, now, deliveries, version)
if own_card == '' then return { 'registered', version } end

-- The number of the digest in which a request that comes now is gathered (N5): nil unless five others came within a
-- minute before it.
local function digest_now()
  local CROWD, CROWD_WITHIN_MS = 5, 60000
  local fifth = redis.call('LINDEX', arrivals, CROWD - 1)
  redis.call('LPUSH', arrivals, now)
  redis.call('LTRIM', arrivals, 0, CROWD - 1)
  if not fifth or tonumber(now) - tonumber(fifth) >= CROWD_WITHIN_MS then
    redis.call('HSET', digests, 'on', '0')
    return nil
  end
  if redis.call('HGET', digests, 'on') == '1' then return redis.call('HGET', digests, 'n') end
  redis.call('HSET', digests, 'on', '1')
  return redis.call('HINCRBY', digests, 'n', 1)
end

local function count_in_digest(digest)
  local counts = digest_prefix .. digest
  redis.call('HSET', registration, 'digest', digest)
  redis.call('HINCRBY', counts, 'total', 1)
  redis.call('HINCRBY', counts, status, 1)
  redis.call('ZINCRBY', counts .. ':domains', 1, string.match(address, '@([^@]*)$') or '')
end

-- Stores the crowd's card, with the digest's number in its ids and its matter.
local function enqueue_crowd_card(digest) enqueue_named(lanes, now, crowd_card, { n = digest }) end

-- The card that shows the request: its own, or the crowd's.
local digest = digest_now()
if digest then
  count_in_digest(digest)
  enqueue_crowd_card(digest)
else
  enqueue_all(lanes, now, own_card)
end
return { 'registered', version }
