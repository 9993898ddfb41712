-- Takes a delivery that was sent or given up out of its lane, and stores what follows from that in the same step.
-- KEYS 1 lanes prefix  2 hash to remember the message in, or the prefix again when there is nothing to remember
-- ARGV 1 now  2 lane  3 id  4 token  5 'sent' or 'dead'  6 the instant from which the lane may send again
--      7 message id or ''  8 deliveries that follow when it is given up (JSON)  9 the name to remember the message by
-- Answers 1, or 0 when another worker holds the delivery by now.
--@include shared/lanes.lua
local p, messages = unpack(KEYS)
local now, lane, id, token, outcome, next_at, message_id, follow_ups, name = unpack(ARGV)
now, next_at = tonumber(now), tonumber(next_at)
local record, queue, urgent = p .. 'd:' .. id, p .. 'q:' .. lane, p .. 'urgent:' .. lane

if redis.call('HGET', record, 'token') ~= token or redis.call('LINDEX', queue, 0) ~= id then
  if message_id ~= '' then redis.call('HSET', messages, name, message_id) end
  return 0
end

-- First a write that a full Redis allows: once a script has written, the rest of it is allowed too.
redis.call('LPOP', queue)
if redis.call('GET', urgent) == id then redis.call('DEL', urgent) end
if message_id ~= '' then redis.call('HSET', messages, name, message_id) end
redis.call('HDEL', record, 'token')

local again = redis.call('HGET', record, 'again')
if again then
  -- It was wanted once more while it was being sent.
  redis.call('HDEL', record, 'again')
  redis.call('HSET', record, 'attempts', '0')
  if tonumber(again) > now then
    redis.call('HSET', record, 'state', 'due')
    redis.call('ZADD', p .. 'due', again, id)
  else
    redis.call('HSET', record, 'state', 'queued')
    redis.call('RPUSH', queue, id)
  end
elseif outcome == 'sent' then
  mark_sent(record)
else
  redis.call('HSET', record, 'state', 'dead')
  redis.call('ZADD', p .. 'dead', now, id)
  enqueue_all(p, now, follow_ups)
end

redis.call('ZREM', p .. 'leased', lane)
if redis.call('EXISTS', queue) == 1 then
  redis.call('ZADD', p .. 'ready', next_at, lane)
elseif next_at > now then
  redis.call('SET', p .. 'gap:' .. lane, next_at, 'PX', next_at - now + 1000)
end
return 1
