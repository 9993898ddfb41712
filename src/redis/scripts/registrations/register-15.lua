-- One registration: the seat, the record, and the deliveries that tell of it, in one step.
-- KEYS 1 webinar  2 addresses  3 registration  4 registrations by time  5 registration IDs  6 what the person has
--      7 log  8 request  9 lanes prefix  10 line  11 requests that wait  12 when the last ones came  13 digests
--      14 prefix of digests  15 prefix of registrations
-- ARGV 1 now  2 webinar version read  3 registration version read (0: none)  4 key  5 address  6 status
--      7 registration ID or ''  8 deliveries (JSON)  9 request kept for (ms)  10 person  11 CODE:KEY  12 startsAt
--      13 statuses that hold a seat, with commas around  14 way
--      15 the request's own card (JSON), or '' where it has none  16 the card of the crowd it may come in (JSON)
--      then field, value … of the record
-- Answers { 'registered', version }, { 'full' }, or { 'moved' } when what was read is no longer so.
--@include shared/lanes.lua
--@include shared/waitlist.lua
local CROWD, WITHIN_MS = 5, 60000
-- The number of the digest in which a request that comes now is gathered, when more than five come within a minute (N5).
local function digest_of(now)
  local fifth = redis.call('LINDEX', KEYS[12], CROWD - 1)
  redis.call('LPUSH', KEYS[12], now)
  redis.call('LTRIM', KEYS[12], 0, CROWD - 1)
  if not fifth or now - tonumber(fifth) >= WITHIN_MS then
    redis.call('HSET', KEYS[13], 'on', '0')
    return nil
  end
  if redis.call('HGET', KEYS[13], 'on') == '1' then return redis.call('HGET', KEYS[13], 'n') end
  redis.call('HSET', KEYS[13], 'on', '1')
  return redis.call('HINCRBY', KEYS[13], 'n', 1)
end
local function gather(digest)
  local name = KEYS[14] .. digest
  redis.call('HSET', KEYS[3], 'digest', digest)
  redis.call('HINCRBY', name, 'total', 1)
  redis.call('HINCRBY', name, ARGV[6], 1)
  redis.call('ZINCRBY', name .. ':domains', 1, string.match(ARGV[5], '@([^@]*)$') or '')
  for _, delivery in ipairs(cjson.decode(ARGV[16])) do
    delivery.id = string.gsub(delivery.id, '%%n', tostring(digest))
    local body = cjson.decode(delivery.body)
    body.id = delivery.id
    body.matter.digest = tonumber(digest)
    delivery.body = cjson.encode(body)
    enqueue(KEYS[9], tonumber(ARGV[1]), delivery)
  end
end
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
for i = 17, #ARGV do record[#record + 1] = ARGV[i] end
-- First the write that a full Redis refuses: after a deletion nothing could be refused whole any more.
redis.call('HSET', KEYS[3], 'status', ARGV[6], 'version', version, 'address', ARGV[5], 'person', ARGV[10],
  'history', (before[3] or '') .. version .. ' ' .. ARGV[6] .. ' ' .. ARGV[1] .. ' ' .. ARGV[10] .. ';')
redis.call('HDEL', KEYS[3], 'decidedBy', 'decidedAt', 'offerEndsAt', 'expired', 'how', 'reason', 'reasonTold',
  'undoUntil', 'wasBefore', 'keeps', 'late', 'confirmed', 'digest')
redis.call('HSET', KEYS[3], unpack(record))
if ARGV[6] == 'waitlisted' then to_tail(KEYS[1], KEYS[10], ARGV[4]) end
redis.call('HSET', KEYS[2], ARGV[5], ARGV[4])
if ARGV[7] ~= '' then redis.call('HSETNX', KEYS[5], ARGV[4], ARGV[7]) end
redis.call('ZADD', KEYS[4], ARGV[1], ARGV[4])
redis.call('ZADD', KEYS[6], ARGV[12], ARGV[11])
if ARGV[6] == 'pending' then redis.call('ZADD', KEYS[11], ARGV[1], ARGV[4]) end
if before[2] then redis.call('HINCRBY', KEYS[1], 'n:' .. before[2], -1) end
redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[6], 1)
if holds then redis.call('HINCRBY', KEYS[1], 'held', 1) end
redis.call('UNLINK', KEYS[15] .. ARGV[4] .. ':inquiries')
redis.call('XADD', KEYS[7], '*', 'at', ARGV[1], 'act', 'registered', 'key', ARGV[4], 'to', ARGV[6], 'by', ARGV[10], 'way', ARGV[14])
redis.call('SET', KEYS[8], webinar[4] .. ':' .. version, 'PX', ARGV[9])
enqueue_all(KEYS[9], tonumber(ARGV[1]), ARGV[8], version)
if ARGV[15] ~= '' then
  local digest = digest_of(tonumber(ARGV[1]))
  if digest then gather(digest) else enqueue_all(KEYS[9], tonumber(ARGV[1]), ARGV[15]) end
end
return { 'registered', version }
