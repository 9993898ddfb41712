-- A delivery leaves its lane: sent, or given up. What follows from that is stored in the same step.
-- KEYS 1 lanes prefix  2 hash to remember the message in, or the prefix again when there is nothing to remember
-- ARGV 1 now  2 lane  3 id  4 token  5 'sent' or 'dead'  6 the lane's next instant  7 message id or ''
--      8 deliveries that follow when it is given up (JSON)
-- Answers 1, or 0 when another worker holds the delivery meanwhile.
--@include shared/lanes.lua
local p, now = KEYS[1], tonumber(ARGV[1])
local lane, id = ARGV[2], ARGV[3]
local record, queue = p .. 'd:' .. id, p .. 'q:' .. lane
if redis.call('HGET', record, 'token') ~= ARGV[4] or redis.call('LINDEX', queue, 0) ~= id then
  if ARGV[7] ~= '' then redis.call('HSET', KEYS[2], id, ARGV[7]) end
  return 0
end
-- First what a full Redis allows: once a script has written, the rest of it is allowed too.
redis.call('LPOP', queue)
if redis.call('GET', p .. 'urgent:' .. lane) == id then redis.call('DEL', p .. 'urgent:' .. lane) end
if ARGV[7] ~= '' then redis.call('HSET', KEYS[2], id, ARGV[7]) end
redis.call('HDEL', record, 'token')
local again = redis.call('HGET', record, 'again')
if again then
  redis.call('HDEL', record, 'again')
  redis.call('HSET', record, 'attempts', '0')
  if tonumber(again) > now then
    redis.call('HSET', record, 'state', 'due')
    redis.call('ZADD', p .. 'due', again, id)
  else
    redis.call('HSET', record, 'state', 'queued')
    redis.call('RPUSH', queue, id)
  end
elseif ARGV[5] == 'sent' then
  redis.call('HDEL', record, 'body')
  redis.call('HSET', record, 'state', 'sent')
  redis.call('PEXPIRE', record, SENT_KEPT_MS)
else
  redis.call('HSET', record, 'state', 'dead')
  redis.call('ZADD', p .. 'dead', now, id)
  enqueue_all(p, now, ARGV[8])
end
redis.call('ZREM', p .. 'leased', lane)
if redis.call('EXISTS', queue) == 1 then
  redis.call('ZADD', p .. 'ready', ARGV[6], lane)
elseif tonumber(ARGV[6]) > now then
  redis.call('SET', p .. 'gap:' .. lane, ARGV[6], 'PX', tonumber(ARGV[6]) - now + 1000)
end
return 1
