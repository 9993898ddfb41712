-- One registration: the seat, the record, and the deliveries that tell of it, in one step.
-- KEYS 1 webinar  2 addresses  3 registration  4 registrations by time  5 registration IDs  6 what the person has
--      7 log  8 request  9 lanes prefix  10 line
-- ARGV 1 now  2 webinar version read  3 registration version read (0: none)  4 key  5 address  6 status
--      7 registration ID or ''  8 deliveries (JSON)  9 request kept for (ms)  10 person  11 CODE:KEY  12 startsAt
--      13 statuses that hold a seat, with commas around  then field, value … of the record
-- Answers { 'registered', version }, { 'full' }, or { 'moved' } when what was read is no longer so.
--@include lanes.lua
--@include line.lua
local webinar = redis.call('HMGET', KEYS[1], 'version', 'held', 'cap', 'era')
-- What was done in another era was done to another registration.
local era, made = string.match(redis.call('GET', KEYS[8]) or '', '^(%d+):(%d+)$')
if era == webinar[4] then return { 'registered', tonumber(made) } end
if webinar[1] ~= ARGV[2] then return { 'moved' } end
local key = redis.call('HGET', KEYS[2], ARGV[5])
if key and key ~= ARGV[4] then return { 'moved' } end
local before = redis.call('HMGET', KEYS[3], 'version', 'status', 'history')
if (before[1] or '0') ~= ARGV[3] then return { 'moved' } end
local holds = string.find(ARGV[13], ',' .. ARGV[6] .. ',', 1, true)
local waits = redis.call('ZCARD', KEYS[10])
-- seat check: the one place where a seat is given
if holds and tonumber(webinar[2]) >= tonumber(webinar[3]) then return { 'full' } end
-- While somebody waits, a newcomer does not take a freed seat; and nobody waits while one is free.
if holds and waits > 0 then return { 'full' } end
if ARGV[6] == 'waitlisted' and waits == 0 and tonumber(webinar[2]) < tonumber(webinar[3]) then return { 'moved' } end
local version = tonumber(ARGV[3]) + 1
local record = {}
for i = 14, #ARGV do record[#record + 1] = ARGV[i] end
redis.call('HSET', KEYS[3], 'status', ARGV[6], 'version', version, 'address', ARGV[5], 'person', ARGV[10],
  'history', (before[3] or '') .. version .. ' ' .. ARGV[6] .. ' ' .. ARGV[1] .. ' ' .. ARGV[10] .. ';', unpack(record))
redis.call('HDEL', KEYS[3], 'decidedBy', 'decidedAt', 'offerEndsAt', 'expired')
if ARGV[6] == 'waitlisted' then to_tail(KEYS[1], KEYS[10], ARGV[4]) end
redis.call('HSET', KEYS[2], ARGV[5], ARGV[4])
if ARGV[7] ~= '' then redis.call('HSETNX', KEYS[5], ARGV[4], ARGV[7]) end
redis.call('ZADD', KEYS[4], ARGV[1], ARGV[4])
redis.call('ZADD', KEYS[6], ARGV[12], ARGV[11])
if before[2] then redis.call('HINCRBY', KEYS[1], 'n:' .. before[2], -1) end
redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[6], 1)
if holds then redis.call('HINCRBY', KEYS[1], 'held', 1) end
redis.call('XADD', KEYS[7], '*', 'at', ARGV[1], 'act', 'registered', 'key', ARGV[4], 'to', ARGV[6], 'by', ARGV[10])
redis.call('SET', KEYS[8], webinar[4] .. ':' .. version, 'PX', ARGV[9])
enqueue_all(KEYS[9], tonumber(ARGV[1]), ARGV[8], version)
return { 'registered', version }
