-- Stores a new webinar with its announcements.
-- KEYS 1 webinar  2 webinars by start  3 log  4 request  5 lanes prefix  6 forms  7 prefix of what people host
-- ARGV 1 now  2 code  3 startsAt  4 settings (JSON)  5 cap  6 deliveries (JSON)  7 host  8 request kept for (ms)
--      9 form's id  10 form (JSON)  11 way  then host and cohosts
-- Answers the webinar's code, or '' when the code is taken. A repeated request answers with the code that the first made.
--@include shared/lanes.lua
local made = redis.call('GET', KEYS[4])
if made then return made end
if redis.call('EXISTS', KEYS[1]) == 1 then return '' end
redis.call('HSET', KEYS[1], 'settings', ARGV[4], 'version', '1', 'era', '1', 'cap', ARGV[5], 'held', '0',
  'formId', ARGV[9], 'form', ARGV[10])
redis.call('HSETNX', KEYS[6], ARGV[9], ARGV[10])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
for i = 12, #ARGV do redis.call('ZADD', KEYS[7] .. ARGV[i], ARGV[3], ARGV[2]) end
redis.call('XADD', KEYS[3], '*', 'at', ARGV[1], 'act', 'scheduled', 'by', ARGV[7], 'way', ARGV[11])
redis.call('SET', KEYS[4], ARGV[2], 'PX', ARGV[8])
enqueue_all(KEYS[5], tonumber(ARGV[1]), ARGV[6])
return ARGV[2]
