-- Stores a series, and gives its form to all its webinars; one that leaves keeps that form as its own.
-- KEYS 1 series  2 all series  3 prefix of webinars  4 forms  5 request
-- ARGV 1 now  2 version read (0: a new one)  3 code  4 settings (JSON)  5 form's id  6 form (JSON)  7 by
--      8 request kept for (ms)  9 way  10 how many of the rest are in it  then codes that are in it, then codes that leave it
-- Answers { 'done', the code it is stored under }, { 'moved' } when the series changed since it was read or its code is taken, or { 'taken', code }
-- for a webinar that is gone or in another series.
local made = redis.call('GET', KEYS[5])
if made then return { 'done', made } end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[2] then return { 'moved' } end
local inside = 10 + tonumber(ARGV[10])
for i = 11, inside do
  local webinar = redis.call('HMGET', KEYS[3] .. ARGV[i] .. ':settings', 'version', 'series')
  if not webinar[1] or (webinar[2] and webinar[2] ~= ARGV[3]) then return { 'taken', ARGV[i] } end
end
local function changed(code)
  redis.call('HINCRBY', KEYS[3] .. code .. ':settings', 'version', 1)
  redis.call('XADD', KEYS[3] .. code .. ':log', '*', 'at', ARGV[1], 'act', 'series_changed', 'by', ARGV[7], 'way', ARGV[9])
end
for i = 11, inside do
  local webinar = KEYS[3] .. ARGV[i] .. ':settings'
  local before = redis.call('HMGET', webinar, 'series', 'formId')
  if before[1] ~= ARGV[3] or before[2] ~= ARGV[5] then
    redis.call('HSET', webinar, 'series', ARGV[3], 'formId', ARGV[5], 'form', ARGV[6])
    changed(ARGV[i])
  end
end
for i = inside + 1, #ARGV do
  local webinar = KEYS[3] .. ARGV[i] .. ':settings'
  if redis.call('HGET', webinar, 'series') == ARGV[3] then
    redis.call('HDEL', webinar, 'series')
    changed(ARGV[i])
  end
end
redis.call('HSET', KEYS[1], 'settings', ARGV[4], 'form', ARGV[6], 'version', tonumber(ARGV[2]) + 1)
redis.call('HSETNX', KEYS[4], ARGV[5], ARGV[6])
redis.call('ZADD', KEYS[2], 'NX', ARGV[1], ARGV[3])
redis.call('SET', KEYS[5], ARGV[3], 'PX', ARGV[8])
return { 'done', ARGV[3] }
