-- One piece of a change that concerns everybody: what its people are told is stored together with how far it is.
-- KEYS 1 lanes prefix  2 webinar  3 prefix of registrations  4 prefix of what people have  5 log  6 line
-- ARGV 1 now  2 lane  3 id  4 token  5 the cursor, or '' when all is done  6 deliveries (JSON)
--      7 the webinar's start, when it moved, or ''  8 code  9 statuses that wait, with commas around
--      10 who is said to have done it  then key, person, 'cancelled' or '' …; at most 500
-- Answers 1, or 0 when another worker holds it meanwhile.
--@include shared/lanes.lua
local p, now = KEYS[1], tonumber(ARGV[1])
local lane, id = ARGV[2], ARGV[3]
local record, queue = p .. 'd:' .. id, p .. 'q:' .. lane
if redis.call('HGET', record, 'token') ~= ARGV[4] or redis.call('LINDEX', queue, 0) ~= id then return 0 end
local function cancel(key)
  local registration = KEYS[3] .. key
  local before = redis.call('HMGET', registration, 'status', 'version', 'history')
  if not before[1] or not string.find(ARGV[9], ',' .. before[1] .. ',', 1, true) then return end
  local version = tonumber(before[2]) + 1
  redis.call('HSET', registration, 'status', 'cancelled', 'version', version,
    'history', before[3] .. version .. ' cancelled ' .. ARGV[1] .. ' ' .. ARGV[10] .. ';')
  redis.call('HDEL', registration, 'offerEndsAt')
  redis.call('ZREM', KEYS[6], key)
  redis.call('HINCRBY', KEYS[2], 'n:' .. before[1], -1)
  redis.call('HINCRBY', KEYS[2], 'n:cancelled', 1)
  if before[1] == 'offered' then redis.call('HINCRBY', KEYS[2], 'held', -1) end
  redis.call('XADD', KEYS[5], '*', 'at', ARGV[1], 'act', 'moved', 'key', key, 'from', before[1], 'to', 'cancelled', 'by', ARGV[10])
end
for i = 11, #ARGV, 3 do
  if ARGV[7] ~= '' then redis.call('ZADD', KEYS[4] .. ARGV[i + 1], 'XX', ARGV[7], ARGV[8] .. ':' .. ARGV[i]) end
  if ARGV[i + 2] == 'cancelled' then cancel(ARGV[i]) end
end
enqueue_all(p, now, ARGV[6])
redis.call('HDEL', record, 'token')
redis.call('ZREM', p .. 'leased', lane)
if ARGV[5] == '' then
  redis.call('LPOP', queue)
  redis.call('HDEL', record, 'body', 'cursor')
  redis.call('HSET', record, 'state', 'sent')
  redis.call('PEXPIRE', record, SENT_KEPT_MS)
else
  redis.call('HSET', record, 'cursor', ARGV[5], 'state', 'queued', 'attempts', '0')
end
if redis.call('EXISTS', queue) == 1 then redis.call('ZADD', p .. 'ready', now, lane) end
return 1
