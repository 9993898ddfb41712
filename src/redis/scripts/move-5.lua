-- A registration goes from one status to another: the seat count, the history and the deliveries in the same step.
-- KEYS 1 webinar  2 registration  3 log  4 request  5 lanes prefix
-- ARGV 1 now  2 version read  3 statuses it may come from, with commas around  4 to  5 by  6 '1' for a host's decision
--      7 statuses that hold a seat, with commas around  8 deliveries (JSON)  9 request kept for (ms)  10 key  11 era read  12 request id
-- Answers { 'done', version }, or { 'moved' } when the registration is no longer as it was read.
--@include lanes.lua
local repeated = redis.call('GET', KEYS[4])
if repeated then return { 'done', tonumber(repeated) } end
if redis.call('HGET', KEYS[1], 'era') ~= ARGV[11] then return { 'moved' } end
local before = redis.call('HMGET', KEYS[2], 'version', 'status', 'history')
if before[1] ~= ARGV[2] or not string.find(ARGV[3], ',' .. before[2] .. ',', 1, true) then return { 'moved' } end
local function holds(status) return string.find(ARGV[7], ',' .. status .. ',', 1, true) and 1 or 0 end
local version = tonumber(ARGV[2]) + 1
redis.call('HSET', KEYS[2], 'status', ARGV[4], 'version', version, 'movedBy', ARGV[12],
  'history', before[3] .. version .. ' ' .. ARGV[4] .. ' ' .. ARGV[1] .. ' ' .. ARGV[5] .. ';')
if ARGV[6] == '1' then redis.call('HSET', KEYS[2], 'decidedBy', ARGV[5], 'decidedAt', ARGV[1]) end
redis.call('HINCRBY', KEYS[1], 'n:' .. before[2], -1)
redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[4], 1)
redis.call('HINCRBY', KEYS[1], 'held', holds(ARGV[4]) - holds(before[2]))
redis.call('XADD', KEYS[3], '*', 'at', ARGV[1], 'act', 'moved', 'key', ARGV[10], 'from', before[2], 'to', ARGV[4], 'by', ARGV[5])
redis.call('SET', KEYS[4], version, 'PX', ARGV[9])
enqueue_all(KEYS[5], tonumber(ARGV[1]), ARGV[8], version)
return { 'done', version }
