-- Moves a registration from one status to another. The seat count, the waiting list, the history and the deliveries
-- change in the same step, and a seat that becomes free is offered to the first in the waiting list.
-- KEYS 1 webinar  2 registration  3 log  4 request  5 lanes prefix  6 waiting list  7 prefix of registrations
--      8 approvals by domain  9 requests that wait  10 prefix of digests  11 bulk  12 list of what the bulk did
-- ARGV 1 now  2 version read  3 statuses it may come from, with commas around  4 to  5 by  6 '1' for a host's decision
--      7 statuses that hold a seat, with commas around  8 deliveries  9 request kept for (ms)  10 key
--      11 era read  12 request id  13 the offer of a seat that becomes free, or '' when it is offered to nobody
--      14 '1' for a rejection that keeps its seat
--      15 the cap may be raised by one up to this, or ''  16 way
--      17 facts to set (JSON list of field, value …)  18 facts to delete (JSON list of fields)
--      19 domain whose approvals go up by one for a decision and down by one for anything else, or ''
--      20 'done' or 'undone' for one of a bulk, else ''
-- Answers { 'done', version }; { 'moved' } when the registration changed since it was read; { 'full' } when a seat is
-- needed and none is free.
--@include shared/lanes.lua
--@include shared/status.lua
--@include shared/waitlist.lua
local webinar, registration, log, request, lanes, waitlist, registrations, approvals, pending, digests, bulk,
  bulk_done = unpack(KEYS)
local now, version_read, sources, to, by, decision, seat_holding, deliveries, request_kept_ms, key, era, request_id,
  offer, keeping, cap_limit, way, facts, deleted_facts, domain, bulk_part = unpack(ARGV)
local is_decision, keeps_seat = decision == '1', keeping == '1'

if redis.call('HGET', webinar, 'era') ~= era then return { 'moved' } end
local made = version_made_by(request, era)
if made then return { 'done', made } end
local version, status, history, kept, digest =
  unpack(redis.call('HMGET', registration, 'version', 'status', 'history', 'keeps', 'digest'))
if version ~= version_read or not is_among(sources, status) then return { 'moved' } end

-- Whether one more seat can be held. Where the caller allows it, the cap is raised by one for that.
local function find_seat()
  local held, cap = unpack(redis.call('HMGET', webinar, 'held', 'cap'))
  held, cap = tonumber(held), tonumber(cap)
  if held < cap then return true end
  -- One more must suffice: the cap may have been lowered below what is held.
  if cap_limit == '' or held > cap or cap >= tonumber(cap_limit) then return false end
  redis.call('HINCRBY', webinar, 'cap', 1)
  redis.call('HINCRBY', webinar, 'version', 1)
  return true
end

local held_until_now = kept == '1' or is_among(seat_holding, status)
local holds = keeps_seat or is_among(seat_holding, to)
local seats = (holds and 1 or 0) - (held_until_now and 1 or 0)
-- seat check: a seat that was not held is taken only where one is free
if seats > 0 and not find_seat() then return { 'full' } end

local function set_facts()
  if is_decision then
    redis.call('HSET', registration, 'movedBy', request_id, 'decidedBy', by, 'decidedAt', now)
  else
    redis.call('HSET', registration, 'movedBy', request_id)
    redis.call('HDEL', registration, 'decidedBy', 'decidedAt')
  end
  local deleted, set = cjson.decode(deleted_facts), cjson.decode(facts)
  if #deleted > 0 then redis.call('HDEL', registration, unpack(deleted)) end
  if #set > 0 then redis.call('HSET', registration, unpack(set)) end
  if keeps_seat then redis.call('HSET', registration, 'keeps', '1') else redis.call('HDEL', registration, 'keeps') end
end

-- Takes the registration out of the lists of its former status and puts it into those of its new one.
local function change_lists()
  if status == 'waitlisted' then redis.call('ZREM', waitlist, key) end
  if status == 'pending' then redis.call('ZREM', pending, key) end
  if status == 'offered' then redis.call('HDEL', registration, 'offerEndsAt') end
  if to == 'pending' then redis.call('ZADD', pending, redis.call('HGET', registration, 'at') or now, key) end
  if to == 'waitlisted' then
    join_waitlist(webinar, waitlist, key)
    redis.call('HINCRBY', registration, 'expired', 1)
  end
end

-- Counts the change where hosts see it: among a domain's approvals, in a crowd's digest, and in a bulk.
local function count(new_version)
  if domain ~= '' then redis.call('HINCRBY', approvals, domain, is_decision and 1 or -1) end
  if digest then
    redis.call('HINCRBY', digests .. digest, status, -1)
    redis.call('HINCRBY', digests .. digest, to, 1)
  end
  if bulk_part ~= '' then redis.call('HINCRBY', bulk, 'n:' .. bulk_part, 1) end
  if bulk_part == 'done' then
    redis.call('RPUSH', bulk_done, key .. ' ' .. new_version)
    redis.call('PEXPIRE', bulk_done, request_kept_ms)
  end
end

local new_version = change_status({
  webinar = webinar, registration = registration, log = log,
  key = key, version = version, history = history, from = status, to = to, seats = seats,
  now = now, by = by, way = way, act = 'moved',
})
set_facts()
change_lists()
count(new_version)
remember_version(request, era, new_version, request_kept_ms)
enqueue_all(lanes, now, deliveries, new_version)
if seats < 0 then
  local at = { webinar = webinar, waitlist = waitlist, registrations = registrations, log = log, lanes = lanes }
  offer_seat(at, now, offer)
end
return { 'done', new_version }
