-- Registers somebody: the seat, the registration, and the deliveries that tell of it, in one step.
-- KEYS 1 webinar  2 prefix of the era (names below it are built here)  3 addresses  4 person  5 log  6 request
--      7 lanes prefix  8 the operator's lists
-- ARGV 1 now  2 webinar version read  3 registration version read (0: none)  4 key  5 address  6 status
--      7 registration ID or ''  8 deliveries  9 request kept for (ms)  10 person's id  11 code
--      12 statuses that hold a seat, with commas around  13 way
--      14 the request's own card, or '' where it has none  15 the card of the crowd it may come in
--      16 how the caller takes the address to be listed, or ''  17 and 18 the hash under which it is listed if it was
--      erased, and its domain  19 the host who registers them, or ''  20 then the cap may be raised by one up to this,
--      or ''  21 by what they are found  22 the tag by which they came, or ''
--      then field, value … of the registration
-- Answers { 'registered', version, registration ID or '', place in the waiting list or 0, number of the digest or '',
-- the webinar's counts as shared/webinar.lua answers them }; { 'repeated' } when this request registered them before;
-- { 'full' }; { 'listed', how or '' } when the address is listed otherwise; { 'gone' } when the person was erased since
-- they were read; or { 'moved' } when what was read has changed since.
--@include shared/known.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/reported.lua
--@include shared/status.lua
--@include shared/pairs.lua
--@include shared/listed.lua
--@include shared/invited.lua
--@include shared/terms.lua
--@include shared/seats.lua
--@include shared/waitlist.lua
local webinar, of_era, addresses, person_record, log, request, lanes, lists = unpack(KEYS)
local now, webinar_version_read, version_read, key, address, status, registration_id, deliveries, request_kept_ms,
  person, code, seat_holding, way, own_card, crowd_card, listed_read, erased_entry, domain_entry, added_by, cap_limit,
  terms, tag = unpack(ARGV, 1, 22)
local FIRST_FIELD = 23
local is_added = added_by ~= ''
local registration, waitlist = of_era .. 'r:' .. key, of_era .. 'line'

local counts = read_counts(webinar)
if not counts then return { 'moved' } end
local era = tostring(counts.era)
if version_made_by(request, era) then return { 'repeated' } end

local is_there, had = read_known(person_record, code)
if not is_there then return { 'gone' } end
if counts.version ~= tonumber(webinar_version_read) then return { 'moved' } end
local listed = listed_as(lists, { address, erased_entry, domain_entry })
if listed ~= listed_read then return { 'listed', listed } end
local known_key, id = pair_of(addresses, address)
if known_key and known_key ~= key then return { 'moved' } end
-- No pair, so no registration.
local former = known_key and read_history(registration) or NO_HISTORY
if former.version ~= version_read then return { 'moved' } end

local holds = is_among(seat_holding, status)
local waiting = counts['n:waitlisted']
-- For whom a host adds, the cap may be raised by one.
if is_added and not find_seat(webinar, counts, cap_limit) then return { 'full' } end
-- seat check: the one place where a newcomer is given a seat
if holds and counts.held >= counts.cap then return { 'full' } end
-- While somebody waits, a newcomer does not take a freed seat, unless a host gives it; nobody waits while one is free.
if holds and waiting > 0 and not is_added then return { 'full' } end
if status == 'waitlisted' and waiting == 0 and counts.held < counts.cap then return { 'moved' } end

-- The registration. The first write must be one that a full Redis refuses: after a deletion, Redis would no longer
-- refuse the whole.
local ordinal = join_order(of_era .. 'order', key, tonumber(now))
-- Registering again: the one before was cancelled, so it held no seat; the new one has an ordinal of its own, so the
-- old one's count and bit go here.
if former.ordinal then
  leave_order(of_era .. 'order', former.ordinal)
  mark_status(of_era, former.ordinal, former.status, nil)
  count_out(of_era, former.ordinal, address, redis.call('HGET', registration, 'T'))
  redis.call('UNLINK', registration, registration .. ':inquiries')
  redis.call('HSET', registration, unpack(former.history))
  counts['n:' .. former.status] = counts['n:' .. former.status] - 1
  redis.call('HINCRBY', webinar, 'n:' .. former.status, -1)
end
local version = change_status({
  webinar = webinar, of_era = of_era, log = log, counts = counts,
  key = key, version = version_read, ordinal = ordinal, person = person, to = status, seats = holds and 1 or 0,
  now = now, by = is_added and added_by or person, way = way, act = is_added and 'added' or 'registered',
  fields = { 'n', ordinal, 'a', address, 'p', person, unpack(ARGV, FIRST_FIELD) },
})

-- The lists that it is in.
if status == 'waitlisted' then join_waitlist(webinar, waitlist, key) end
add_terms(of_era, terms, ordinal)
count_in(of_era, ordinal, address, tag)
if known_key then mark_came_before(of_era, ordinal, prefix_of(of_era) .. 'attendees', key) end
note_registered(prefix_of(of_era), key)
id = keep_pair_as_read(addresses, address, known_key, id, key, registration_id)
give_entry_as_read(person_record, code, had, key)

remember_version(request, era, version, request_kept_ms)
enqueue_all(lanes, now, deliveries, version)

-- Notes when a request came. Answers the number of the digest in which it is gathered (N5): nil unless five others came
-- within a minute before it. What the hash keeps: `digests` in keys.ts.
local function note_arrival()
  local CROWD_WITHIN_MS = 60000
  local digests = of_era .. 'digests'
  local came, on, number = unpack(redis.call('HMGET', digests, 'came', 'on', 'n'))
  -- The latest five, the earliest first.
  local fifth = string.match(came or '', '^(%d+) %d+ %d+ %d+ %d+$')
  local is_crowd = fifth and tonumber(now) - tonumber(fifth) < CROWD_WITHIN_MS
  if is_crowd and on ~= '1' then number = tonumber(number or 0) + 1 end
  local latest = came and came .. ' ' .. now or now
  if fifth then latest = string.sub(latest, #fifth + 2) end
  redis.call('HSET', digests, 'came', latest, 'on', is_crowd and '1' or '0', 'n', number or '0')
  return is_crowd and number or nil
end

local function count_in_digest(digest)
  local digest_key = of_era .. 'digest:' .. digest
  redis.call('HSET', registration, 'g', digest)
  add_terms(of_era, digest_term(digest), ordinal)
  redis.call('HINCRBY', digest_key, 'total', 1)
  redis.call('HINCRBY', digest_key, status, 1)
  redis.call('ZINCRBY', digest_key .. ':domains', 1, string.match(address, '@([^@]*)$') or '')
end

-- Stores the crowd's card, with the digest's number in its ids and its matter.
local function enqueue_crowd_card(digest) enqueue_named(lanes, now, crowd_card, { n = digest }) end

-- The card that shows the request: its own, or the crowd's. Who waits for a seat has none.
local digest = own_card ~= '' and note_arrival()
if digest then
  count_in_digest(digest)
  enqueue_crowd_card(digest)
elseif own_card ~= '' then
  enqueue_all(lanes, now, own_card)
end
local place = status == 'waitlisted' and redis.call('ZRANK', waitlist, key) + 1 or 0
return { 'registered', version, id or '', place, digest and tostring(digest) or '', list_counts(counts) }
