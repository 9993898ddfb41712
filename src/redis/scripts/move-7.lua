-- A registration goes from one status to another: the seat count, the line, the history and the deliveries in the same
-- step, and a seat that is freed by it is offered to the first in line.
-- KEYS 1 webinar  2 registration  3 log  4 request  5 lanes prefix  6 line  7 prefix of registrations
-- ARGV 1 now  2 version read  3 statuses it may come from, with commas around  4 to  5 by  6 '1' for a host's decision
--      7 statuses that hold a seat, with commas around  8 deliveries (JSON)  9 request kept for (ms)  10 key  11 era read
--      12 request id  13 the offer to whom is first in line after this (JSON), '' when nobody waits, '-' for none any more
-- Answers { 'done', version }; { 'moved' } when the registration or the line is no longer as it was read; { 'full' } when
-- a seat is wanted that is not there.
--@include lanes.lua
--@include line.lua
if redis.call('HGET', KEYS[1], 'era') ~= ARGV[11] then return { 'moved' } end
-- What was done in another era was done to another registration.
local era, made = string.match(redis.call('GET', KEYS[4]) or '', '^(%d+):(%d+)$')
if era == ARGV[11] then return { 'done', tonumber(made) } end
local before = redis.call('HMGET', KEYS[2], 'version', 'status', 'history')
if before[1] ~= ARGV[2] or not string.find(ARGV[3], ',' .. before[2] .. ',', 1, true) then return { 'moved' } end
local function holds(status) return string.find(ARGV[7], ',' .. status .. ',', 1, true) and 1 or 0 end
local change = holds(ARGV[4]) - holds(before[2])
local seats = redis.call('HMGET', KEYS[1], 'held', 'cap')
-- seat check: a seat that was not held is taken only where one is free
if change > 0 and tonumber(seats[1]) >= tonumber(seats[2]) then return { 'full' } end
if change < 0 and ARGV[13] ~= '-' then
  local head = head_of(KEYS[6], ARGV[10])
  if head == '' and ARGV[4] == 'waitlisted' then head = ARGV[10] end
  if not is_offer_to(head, KEYS[7], ARGV[13], head == ARGV[10] and 1 or 0) then return { 'moved' } end
end
local version = tonumber(ARGV[2]) + 1
redis.call('HSET', KEYS[2], 'status', ARGV[4], 'version', version, 'movedBy', ARGV[12],
  'history', before[3] .. version .. ' ' .. ARGV[4] .. ' ' .. ARGV[1] .. ' ' .. ARGV[5] .. ';')
if ARGV[6] == '1' then redis.call('HSET', KEYS[2], 'decidedBy', ARGV[5], 'decidedAt', ARGV[1]) end
if before[2] == 'waitlisted' then redis.call('ZREM', KEYS[6], ARGV[10]) end
if before[2] == 'offered' then redis.call('HDEL', KEYS[2], 'offerEndsAt') end
if ARGV[4] == 'waitlisted' then
  to_tail(KEYS[1], KEYS[6], ARGV[10])
  redis.call('HINCRBY', KEYS[2], 'expired', 1)
end
redis.call('HINCRBY', KEYS[1], 'n:' .. before[2], -1)
redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[4], 1)
redis.call('HINCRBY', KEYS[1], 'held', change)
redis.call('XADD', KEYS[3], '*', 'at', ARGV[1], 'act', 'moved', 'key', ARGV[10], 'from', before[2], 'to', ARGV[4], 'by', ARGV[5])
redis.call('SET', KEYS[4], ARGV[11] .. ':' .. version, 'PX', ARGV[9])
enqueue_all(KEYS[5], tonumber(ARGV[1]), ARGV[8], version)
if change < 0 and ARGV[13] ~= '-' then offer_seat(KEYS[1], KEYS[6], KEYS[7], KEYS[3], KEYS[5], ARGV[1], ARGV[13]) end
return { 'done', version }
