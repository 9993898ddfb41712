-- Stores a host's question about a registration, or its answer in its place, with the deliveries that tell of it.
-- KEYS 1 inquiries  2 log  3 request  4 lanes prefix  5 registration
-- ARGV 1 now  2 id  3 the inquiry as it was read (JSON), or '' for a new one  4 the inquiry from now on (JSON)
--      5 how many there may be  6 key  7 by  8 way  9 act  10 deliveries  11 request kept for (ms)
-- Answers 'done', 'moved' when the inquiry changed since it was read or its registration is gone, or 'too_many'.
--@include shared/audit.lua
--@include shared/lanes.lua
local inquiries, log, request, lanes, registration = unpack(KEYS)
local now, id, before, after, limit, key, by, way, act, deliveries, request_kept_ms = unpack(ARGV)
if redis.call('EXISTS', request) == 1 then return 'done' end
if redis.call('EXISTS', registration) == 0 then return 'moved' end
if (redis.call('HGET', inquiries, id) or '') ~= before then return 'moved' end
if before == '' and redis.call('HLEN', inquiries) >= tonumber(limit) then return 'too_many' end
redis.call('HSET', inquiries, id, after)
redis.call('SET', request, id, 'PX', request_kept_ms)
note(log, { at = now, act = act, key = key, by = by, way = way })
enqueue_all(lanes, now, deliveries)
return 'done'
