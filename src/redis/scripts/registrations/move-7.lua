-- Moves a registration from one status to another. The seat count, the waiting list, the history and the deliveries
-- change in the same step, and a seat that becomes free is offered to the first in the waiting list.
-- KEYS 1 webinar  2 prefix of the era (names below it are built here)  3 log  4 request  5 lanes prefix  6 bulk
--      7 list of what the bulk did
-- ARGV 1 now  2 version read  3 statuses it may come from, with commas around  4 to  5 by  6 '1' for a host's decision
--      7 statuses that hold a seat, with commas around  8 deliveries  9 request kept for (ms)  10 key
--      11 era read  12 the offer of a seat that becomes free, or '' when it is offered to nobody
--      13 '1' for a rejection that keeps its seat
--      14 the cap may be raised by one up to this, or ''  15 way
--      16 domain whose approvals go up by one for a decision and down by one for anything else, or ''
--      17 'done' or 'undone' for one of a bulk, else ''
--      18 how many of the rest are field, value … to set; then these, then fields to delete
-- Answers { 'done', version, the webinar's counts as shared/webinar.lua answers them }; { 'repeated' } when this request
-- moved it before; { 'moved' } when the registration changed since it was read; { 'full' } when a seat is needed and
-- none is free.
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/seats.lua
--@include shared/waitlist.lua
local webinar, of_era, log, request, lanes, bulk, bulk_done = unpack(KEYS)
local now, version_read, sources, to, by, decision, seat_holding, deliveries, request_kept_ms, key, era, offer, keeping,
  cap_limit, way, domain, bulk_part, fact_count = unpack(ARGV, 1, 18)
local FIRST_FACT = 19
local LAST_FACT = FIRST_FACT + fact_count - 1
local is_decision, keeps_seat = decision == '1', keeping == '1'
local registration, waitlist = of_era .. 'r:' .. key, of_era .. 'line'

local counts = read_counts(webinar)
if not counts or counts.era ~= tonumber(era) then return { 'moved' } end
if version_made_by(request, era) then return { 'repeated' } end
local version, status, ordinal, person, kept, digest =
  unpack(redis.call('HMGET', registration, 'v', 's', 'n', 'p', 'k', 'g'))
if version ~= version_read or not is_among(sources, status) then return { 'moved' } end

local held_until_now = kept == '1' or is_among(seat_holding, status)
local holds = keeps_seat or is_among(seat_holding, to)
local seats = (holds and 1 or 0) - (held_until_now and 1 or 0)
-- seat check: a seat that was not held is taken only where one is free
if seats > 0 and not find_seat(webinar, counts, cap_limit) then return { 'full' } end

-- What the registration says from now on, as field, value … to be set and fields to be deleted.
local function facts_of(new_version)
  local set = { unpack(ARGV, FIRST_FACT, LAST_FACT) }
  local deleted = { unpack(ARGV, LAST_FACT + 1) }
  local function keep(field, value) set[#set + 1], set[#set + 2] = field, value end
  local function drop(field) deleted[#deleted + 1] = field end
  -- An undo brings the decision before it back, as one of the facts to set.
  if is_decision then keep('d', new_version) else drop('d') end
  if keeps_seat then keep('k', '1') elseif kept then drop('k') end
  if status == 'offered' then drop('e') end
  return set, deleted
end

-- Takes the registration out of the waiting list, or puts it there.
local function change_waitlist()
  if status == 'waitlisted' then redis.call('ZREM', waitlist, key) end
  if to == 'waitlisted' then
    join_waitlist(webinar, waitlist, key)
    redis.call('HINCRBY', registration, 'i', 1)
  end
end

-- Counts the change where hosts see it: among a domain's approvals, in a crowd's digest, and in a bulk.
local function count(new_version)
  if domain ~= '' then redis.call('HINCRBY', of_era .. 'approvals', domain, is_decision and 1 or -1) end
  if digest then
    redis.call('HINCRBY', of_era .. 'digest:' .. digest, status, -1)
    redis.call('HINCRBY', of_era .. 'digest:' .. digest, to, 1)
  end
  if bulk_part ~= '' then redis.call('HINCRBY', bulk, 'n:' .. bulk_part, 1) end
  if bulk_part == 'done' then
    redis.call('RPUSH', bulk_done, key .. ' ' .. new_version)
    redis.call('PEXPIRE', bulk_done, request_kept_ms)
  end
end

local set, deleted = facts_of(version + 1)
-- The first write must be one that a full Redis refuses, so nothing is deleted before.
local new_version = change_status({
  webinar = webinar, of_era = of_era, log = log, counts = counts,
  key = key, version = version, ordinal = ordinal, person = person, from = status, to = to, seats = seats,
  now = now, by = by, way = way, act = 'moved',
})
if #deleted > 0 then redis.call('HDEL', registration, unpack(deleted)) end
if #set > 0 then redis.call('HSET', registration, unpack(set)) end
change_waitlist()
count(new_version)
remember_version(request, era, new_version, request_kept_ms)
enqueue_all(lanes, now, deliveries, new_version)
if seats < 0 then
  offer_seat({ webinar = webinar, of_era = of_era, log = log, lanes = lanes, counts = counts }, now, offer)
end
return { 'done', new_version, list_counts(counts) }
