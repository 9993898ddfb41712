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
--@include shared/order.lua
--@include shared/reported.lua
--@include shared/invited.lua
--@include shared/status.lua
--@include shared/pairs.lua
--@include shared/waitlist.lua
local webinar, prefix, lanes, persons = unpack(KEYS)
local now, era, version_read, key, code, offer, deliveries, way, counts_stay, seat_holding = unpack(ARGV)
local log, of_era = prefix .. 'log', prefix .. 'e' .. era .. ':'

local version, status, keeps, digest, address, decision = unpack(
  redis.call('HMGET', of_era .. 'r:' .. key, 'v', 's', 'k', 'g', 'a', 'd'))
if redis.call('HGET', webinar, 'era') ~= era or (version or '0') ~= version_read then return { 'moved' } end

-- Erases a record, and what leads to it from its person and its address. Answers how many there were.
local function erase_record(record, person, owner)
  if person then take_entry(persons .. person, code, key) end
  if owner and pair_of(prefix .. 'addresses', owner) == key then redis.call('HDEL', prefix .. 'addresses', owner) end
  return redis.call('DEL', record)
end

local function erase_registration(in_era)
  local of_that_era = prefix .. 'e' .. in_era .. ':'
  local registration = of_that_era .. 'r:' .. key
  local ordinal, in_status, person, owner, tag = unpack(redis.call('HMGET', registration, 'n', 's', 'p', 'a', 'T'))
  if ordinal then
    leave_order(of_that_era .. 'order', ordinal)
    mark_status(of_that_era, ordinal, in_status, nil)
    count_out(of_that_era, tonumber(ordinal), owner, tag)
  end
  redis.call('ZREM', of_that_era .. 'line', key)
  redis.call('DEL', registration .. ':inquiries')
  return erase_record(registration, person, owner)
end

local function uncount()
  redis.call('HINCRBY', webinar, 'n:' .. status, -1)
  local domain = domain_of(address)
  if status == 'approved' and decision then
    local approvals = of_era .. 'approvals'
    if redis.call('HINCRBY', approvals, domain, -1) <= 0 then redis.call('HDEL', approvals, domain) end
  end
  if not digest then return end
  local counts = of_era .. 'digest:' .. digest
  redis.call('HINCRBY', counts, 'total', -1)
  redis.call('HINCRBY', counts, status, -1)
  redis.call('ZINCRBY', counts .. ':domains', -1, domain)
  redis.call('ZREMRANGEBYSCORE', counts .. ':domains', '-inf', 0)
end

local erased = erase_registration(era)
local archived = 0
for former = 1, tonumber(era) - 1 do archived = archived + erase_registration(string.format('%.0f', former)) end
local invitee = prefix .. 'invitee:' .. key
local invited_person, invited_address, invited_ordinal = unpack(redis.call('HMGET', invitee, 'person', 'address', 'n'))
if invited_ordinal then leave_invited(prefix, invited_ordinal) end
local invitations = erase_record(invitee, invited_person, invited_address)
if erased + archived + invitations == 0 then return { 'done', 0, 0, 0 } end

note(log, { at = now, act = 'erased', by = way == 'operator' and way or 'somebody', way = way })
enqueue_all(lanes, now, deliveries)
if erased == 1 and counts_stay == '' then
  uncount()
  if keeps == '1' or is_among(seat_holding, status) then
    redis.call('HINCRBY', webinar, 'held', -1)
    local at = { webinar = webinar, of_era = of_era, log = log, lanes = lanes, counts = read_counts(webinar) }
    offer_seat(at, now, offer)
  end
end
return { 'done', erased, invitations, archived }
