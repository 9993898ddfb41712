-- Takes a host's message back before anybody is told it, by whatever clock: a process whose own is late may think there
-- is time left when another has begun.
-- KEYS 1 message  2 prefix of webinars  3 lanes prefix
-- ARGV 1 now  2 id  3 until when it can be taken back  4 by  5 way  6 deliveries  then codes of the webinars whose people
--      it is for
-- Answers 'done', also where it was taken back before, or 'too_late'.
--@include shared/audit.lua
--@include shared/lanes.lua
local message, webinars, lanes = unpack(KEYS)
local now, id, until_when, by, way, deliveries = unpack(ARGV, 1, 6)
local FIRST_WEBINAR = 7

if redis.call('HEXISTS', message, 'undone') == 1 then return 'done' end
if tonumber(now) >= tonumber(until_when) or redis.call('HEXISTS', message, 'message') == 0 then return 'too_late' end
if redis.call('HEXISTS', message, 'told') == 1 then return 'too_late' end
redis.call('HSET', message, 'undone', now)
for i = FIRST_WEBINAR, #ARGV do
  redis.call('ZREM', webinars .. ARGV[i] .. ':wrote', id)
  note(webinars .. ARGV[i] .. ':log', { at = now, act = 'unwrote', by = by, way = way })
end
enqueue_all(lanes, now, deliveries)
return 'done'
