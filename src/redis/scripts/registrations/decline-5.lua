-- Stores that an invitee declined, with what tells of it.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here)  3 log  4 request  5 lanes prefix
-- ARGV 1 now  2 era read  3 key  4 who declines  5 way  6 deliveries  7 request kept for (ms)
-- Answers { 'done', when they declined }, also where they had before; { 'moved' } when the era is another, or they are no
-- invitee, or have a registration by now.
--@include shared/audit.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/invited.lua
local webinar, prefix, log, request, lanes = unpack(KEYS)
local now, era, key, by, way, deliveries, request_kept_ms = unpack(ARGV)

local person, declined = unpack(redis.call('HMGET', prefix .. 'invitee:' .. key, 'person', 'declined'))
if declined then return { 'done', tonumber(declined) } end
if redis.call('HGET', webinar, 'era') ~= era or not person then return { 'moved' } end
if redis.call('EXISTS', prefix .. 'e' .. era .. ':r:' .. key) == 1 then return { 'moved' } end
-- Registering since took it back, and that registration was deleted: this is the earlier act, sent again.
if redis.call('EXISTS', request) == 1 then return { 'done', tonumber(now) } end
note_declined(prefix, key, now)
note(log, { at = now, act = 'declined', key = key, by = by, way = way })
redis.call('SET', request, 'declined', 'PX', request_kept_ms)
enqueue_all(lanes, now, deliveries)
return { 'done', tonumber(now) }
