-- Takes a host's message back before it is sent.
-- KEYS 1 message  2 the webinar's messages of the last day  3 log  4 lanes prefix
-- ARGV 1 now  2 id  3 until when it can be taken back  4 by  5 way  6 deliveries
-- Answers 'done', also where it was taken back before, or 'too_late'.
--@include shared/audit.lua
--@include shared/lanes.lua
local message, recent, log, lanes = unpack(KEYS)
local now, id, until_when, by, way, deliveries = unpack(ARGV)
if redis.call('HEXISTS', message, 'undone') == 1 then return 'done' end
if tonumber(now) >= tonumber(until_when) or redis.call('HEXISTS', message, 'message') == 0 then return 'too_late' end
redis.call('HSET', message, 'undone', now)
redis.call('ZREM', recent, id)
note(log, { at = now, act = 'unwrote', by = by, way = way })
enqueue_all(lanes, now, deliveries)
return 'done'
