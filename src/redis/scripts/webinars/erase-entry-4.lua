-- Erases what one webinar holds under one key: the registration with its answers and inquiries, the invitation, the ID,
-- and what is archived of it. A seat that becomes free is offered to the first in the waiting list.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here: they come from the eras)  3 lanes prefix
--      4 prefix of persons
-- ARGV 1 now  2 era read  3 version read (0: no registration)  4 key  5 code
--      6 the offer of a seat that becomes free, or '' when it is offered to nobody  7 deliveries  8 way
--      9 '1' where the counts stay: the webinar is over  10 statuses that hold a seat, with commas around
-- Answers { 'done', registrations, invitations, archived registrations that were erased }; or { 'moved' } when the
-- registration changed since it was read.
--@include shared/known.lua
--@include shared/lanes.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, prefix, lanes, persons = unpack(KEYS)
local now, era, version_read, key, code, offer, deliveries, way, counts_stay, seat_holding = unpack(ARGV)
local log, registrations = prefix .. 'log', prefix .. 'e' .. era .. ':registration:'

local version, status, keeps, digest, address, decided_by = unpack(
  redis.call('HMGET', registrations .. key, 'version', 'status', 'keeps', 'digest', 'address', 'decidedBy'))
if redis.call('HGET', webinar, 'era') ~= era or (version or '0') ~= version_read then return { 'moved' } end

-- Erases a record, and what leads to it from its person and its address. Answers how many there were.
local function erase_record(record)
  local person, owner = unpack(redis.call('HMGET', record, 'person', 'address'))
  if person then take_entry(persons .. person, code, key) end
  if owner and redis.call('HGET', prefix .. 'addresses', owner) == key then
    redis.call('HDEL', prefix .. 'addresses', owner)
  end
  return redis.call('DEL', record)
end

local function erase_registration(in_era)
  local of_era = prefix .. 'e' .. in_era .. ':'
  for _, list in ipairs({ 'registrations', 'line', 'pending' }) do redis.call('ZREM', of_era .. list, key) end
  redis.call('DEL', of_era .. 'registration:' .. key .. ':inquiries')
  return erase_record(of_era .. 'registration:' .. key)
end

local function uncount()
  redis.call('HINCRBY', webinar, 'n:' .. status, -1)
  local domain = string.match(address, '@([^@]*)$') or ''
  if status == 'approved' and decided_by then
    local approvals = prefix .. 'e' .. era .. ':approvals'
    if redis.call('HINCRBY', approvals, domain, -1) <= 0 then redis.call('HDEL', approvals, domain) end
  end
  if not digest then return end
  local counts = prefix .. 'e' .. era .. ':digest:' .. digest
  redis.call('HINCRBY', counts, 'total', -1)
  redis.call('HINCRBY', counts, status, -1)
  redis.call('ZINCRBY', counts .. ':domains', -1, domain)
  redis.call('ZREMRANGEBYSCORE', counts .. ':domains', '-inf', 0)
end

local erased = erase_registration(era)
local archived = 0
for former = 1, tonumber(era) - 1 do archived = archived + erase_registration(string.format('%.0f', former)) end
local invitations = erase_record(prefix .. 'invitee:' .. key)
redis.call('ZREM', prefix .. 'invitees', key)
redis.call('HDEL', prefix .. 'ids', key)
if erased + archived + invitations == 0 then return { 'done', 0, 0, 0 } end

note(log, 'at', now, 'act', 'erased', 'by', way == 'operator' and way or 'somebody', 'way', way)
enqueue_all(lanes, now, deliveries)
if erased == 1 and counts_stay == '' then
  uncount()
  if keeps == '1' or is_among(seat_holding, status) then
    redis.call('HINCRBY', webinar, 'held', -1)
    offer_seat({
      webinar = webinar, waitlist = prefix .. 'e' .. era .. ':line', registrations = registrations, log = log,
      lanes = lanes,
    }, now, offer)
  end
end
return { 'done', erased, invitations, archived }
