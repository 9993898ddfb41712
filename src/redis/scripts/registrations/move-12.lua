-- A registration goes from one status to another: the seat count, the line, the history and the deliveries in the same
-- step, and a seat that is freed by it is offered to the first in line.
-- KEYS 1 webinar  2 registration  3 log  4 request  5 lanes prefix  6 line  7 prefix of registrations  8 approvals by domain
--      9 requests that wait  10 prefix of digests  11 bulk  12 what the bulk did
-- ARGV 1 now  2 version read  3 statuses it may come from, with commas around  4 to  5 by  6 '1' for a host's decision
--      7 statuses that hold a seat, with commas around  8 deliveries (JSON)  9 request kept for (ms)  10 key  11 era read
--      12 request id  13 the offer to whom is first in line after this (JSON), '' when nobody waits, '-' for none any more
--      14 '1' for a rejection that keeps its seat  15 the cap may be raised by one up to this, or ''  16 way
--      17 facts to set (JSON list of field, value …)  18 facts that are no more (JSON list)  19 domain to count an approval of, or for what is no decision to take one back, or ''
--      20 'done' or 'undone' for one of a bulk, else ''
-- Answers { 'done', version }; { 'moved' } when the registration or the line is no longer as it was read; { 'full' } when
-- a seat is wanted that is not there.
--@include shared/lanes.lua
--@include shared/waitlist.lua
if redis.call('HGET', KEYS[1], 'era') ~= ARGV[11] then return { 'moved' } end
-- What was done in another era was done to another registration.
local era, made = string.match(redis.call('GET', KEYS[4]) or '', '^(%d+):(%d+)$')
if era == ARGV[11] then return { 'done', tonumber(made) } end
local before = redis.call('HMGET', KEYS[2], 'version', 'status', 'history', 'keeps', 'digest')
if before[1] ~= ARGV[2] or not string.find(ARGV[3], ',' .. before[2] .. ',', 1, true) then return { 'moved' } end
local function holds(status) return string.find(ARGV[7], ',' .. status .. ',', 1, true) and 1 or 0 end
local change = math.max(holds(ARGV[4]), ARGV[14] == '1' and 1 or 0) - math.max(holds(before[2]), before[4] == '1' and 1 or 0)
local seats = redis.call('HMGET', KEYS[1], 'held', 'cap')
-- seat check: a seat that was not held is taken only where one is free
if change > 0 and tonumber(seats[1]) >= tonumber(seats[2]) then
  -- One more must suffice: the cap may have been lowered below what is held.
  local isShort = tonumber(seats[1]) > tonumber(seats[2])
  if ARGV[15] == '' or isShort or tonumber(seats[2]) >= tonumber(ARGV[15]) then return { 'full' } end
  redis.call('HINCRBY', KEYS[1], 'cap', 1)
  redis.call('HINCRBY', KEYS[1], 'version', 1)
end
if change < 0 and ARGV[13] ~= '-' then
  local head = head_of(KEYS[6], ARGV[10])
  if head == '' and ARGV[4] == 'waitlisted' then head = ARGV[10] end
  if not is_offer_to(head, KEYS[7], ARGV[13], head == ARGV[10] and 1 or 0) then return { 'moved' } end
end
local version = tonumber(ARGV[2]) + 1
redis.call('HSET', KEYS[2], 'status', ARGV[4], 'version', version, 'movedBy', ARGV[12],
  'history', before[3] .. version .. ' ' .. ARGV[4] .. ' ' .. ARGV[1] .. ' ' .. ARGV[5] .. ';')
if ARGV[6] == '1' then
  redis.call('HSET', KEYS[2], 'decidedBy', ARGV[5], 'decidedAt', ARGV[1])
else
  redis.call('HDEL', KEYS[2], 'decidedBy', 'decidedAt')
end
local lost = cjson.decode(ARGV[18])
if #lost > 0 then redis.call('HDEL', KEYS[2], unpack(lost)) end
local facts = cjson.decode(ARGV[17])
if #facts > 0 then redis.call('HSET', KEYS[2], unpack(facts)) end
if ARGV[14] == '1' then redis.call('HSET', KEYS[2], 'keeps', '1') else redis.call('HDEL', KEYS[2], 'keeps') end
if ARGV[19] ~= '' then redis.call('HINCRBY', KEYS[8], ARGV[19], ARGV[6] == '1' and 1 or -1) end
if before[2] == 'waitlisted' then redis.call('ZREM', KEYS[6], ARGV[10]) end
if before[2] == 'pending' then redis.call('ZREM', KEYS[9], ARGV[10]) end
if ARGV[4] == 'pending' then redis.call('ZADD', KEYS[9], redis.call('HGET', KEYS[2], 'at') or ARGV[1], ARGV[10]) end
if before[2] == 'offered' then redis.call('HDEL', KEYS[2], 'offerEndsAt') end
if ARGV[4] == 'waitlisted' then
  to_tail(KEYS[1], KEYS[6], ARGV[10])
  redis.call('HINCRBY', KEYS[2], 'expired', 1)
end
redis.call('HINCRBY', KEYS[1], 'n:' .. before[2], -1)
redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[4], 1)
redis.call('HINCRBY', KEYS[1], 'held', change)
if before[5] then
  redis.call('HINCRBY', KEYS[10] .. before[5], before[2], -1)
  redis.call('HINCRBY', KEYS[10] .. before[5], ARGV[4], 1)
end
if ARGV[20] ~= '' then redis.call('HINCRBY', KEYS[11], 'n:' .. ARGV[20], 1) end
if ARGV[20] == 'done' then
  redis.call('RPUSH', KEYS[12], ARGV[10] .. ' ' .. version)
  redis.call('PEXPIRE', KEYS[12], ARGV[9])
end
redis.call('XADD', KEYS[3], '*', 'at', ARGV[1], 'act', 'moved', 'key', ARGV[10], 'from', before[2], 'to', ARGV[4], 'by', ARGV[5], 'way', ARGV[16])
redis.call('SET', KEYS[4], ARGV[11] .. ':' .. version, 'PX', ARGV[9])
enqueue_all(KEYS[5], tonumber(ARGV[1]), ARGV[8], version)
if change < 0 and ARGV[13] ~= '-' then offer_seat(KEYS[1], KEYS[6], KEYS[7], KEYS[3], KEYS[5], ARGV[1], ARGV[13]) end
return { 'done', version }
