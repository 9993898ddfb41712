-- Stores what a host writes to many people, with the deliveries that carry it out.
-- KEYS 1 message  2 the webinar's messages of the last day  3 log  4 request  5 lanes prefix
-- ARGV 1 now  2 id  3 the message (JSON)  4 how many there may be in a day  5 a day (ms)  6 kept for (ms)  7 by  8 way
--      9 deliveries  10 request kept for (ms)
-- Answers 'done', also where it was stored before, or 'too_many'.
--@include shared/audit.lua
--@include shared/lanes.lua
local message, recent, log, request, lanes = unpack(KEYS)
local now, id, body, limit, day_ms, kept_ms, by, way, deliveries, request_kept_ms = unpack(ARGV)
if redis.call('EXISTS', request) == 1 then return 'done' end
redis.call('ZREMRANGEBYSCORE', recent, '-inf', tonumber(now) - tonumber(day_ms))
if redis.call('ZCARD', recent) >= tonumber(limit) then return 'too_many' end
redis.call('ZADD', recent, now, id)
redis.call('PEXPIRE', recent, day_ms)
redis.call('HSET', message, 'message', body)
redis.call('PEXPIRE', message, kept_ms)
redis.call('SET', request, id, 'PX', request_kept_ms)
note(log, { at = now, act = 'wrote', by = by, way = way })
enqueue_all(lanes, now, deliveries)
return 'done'
