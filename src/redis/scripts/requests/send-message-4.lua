-- Stores what a host writes to many people, with the deliveries that carry it out.
-- KEYS 1 message  2 prefix of webinars  3 request  4 lanes prefix
-- ARGV 1 now  2 id  3 the message (JSON)  4 how many there may be in a day  5 a day (ms)  6 kept for (ms)  7 by  8 way
--      9 deliveries  10 request kept for (ms)  then codes of the webinars whose people it is for
-- Answers 'done', also where it was stored before, or 'too_many' where one of them has had its number of the day.
--@include shared/audit.lua
--@include shared/lanes.lua
local message, webinars, request, lanes = unpack(KEYS)
local now, id, body, limit, day_ms, kept_ms, by, way, deliveries, request_kept_ms = unpack(ARGV, 1, 10)
local FIRST_WEBINAR = 11

if redis.call('EXISTS', request) == 1 then return 'done' end
for i = FIRST_WEBINAR, #ARGV do
  local recent = webinars .. ARGV[i] .. ':wrote'
  redis.call('ZREMRANGEBYSCORE', recent, '-inf', tonumber(now) - tonumber(day_ms))
  if redis.call('ZCARD', recent) >= tonumber(limit) then return 'too_many' end
end
for i = FIRST_WEBINAR, #ARGV do
  local of_webinar = webinars .. ARGV[i]
  redis.call('ZADD', of_webinar .. ':wrote', now, id)
  redis.call('PEXPIRE', of_webinar .. ':wrote', day_ms)
  note(of_webinar .. ':log', { at = now, act = 'wrote', by = by, way = way })
end
redis.call('HSET', message, 'message', body)
redis.call('PEXPIRE', message, kept_ms)
redis.call('SET', request, id, 'PX', request_kept_ms)
enqueue_all(lanes, now, deliveries)
return 'done'
