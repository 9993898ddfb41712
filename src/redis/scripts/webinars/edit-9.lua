-- A webinar becomes another: its settings, its form, and, when its registrations go, the next era.
-- KEYS 1 webinar  2 webinars by start  3 past  4 archives  5 forms  6 log  7 request  8 lanes prefix
--      9 prefix of what people host
-- ARGV 1 now  2 version read  3 code  4 startsAt  5 settings (JSON)  6 cap  7 form's id  8 form (JSON)  9 by  10 act
--      11 deliveries (JSON)  12 request kept for (ms)  13 the settings until now, to be remembered (JSON), or ''
--      14 how many registrations go, or ''  15 what their archive is (JSON)  16 way  17 how many of the rest are hosts
--      then host and cohosts, then who is none any more
-- Answers 'done', or 'moved' when the webinar changed since it was read, or holds more or fewer registrations.
--@include shared/lanes.lua
local PAST_KEPT = 50
if redis.call('EXISTS', KEYS[7]) == 1 then return 'done' end
local before = redis.call('HMGET', KEYS[1], 'version', 'era')
if before[1] ~= ARGV[2] then return 'moved' end
if ARGV[14] ~= '' then
  local fields = redis.call('HGETALL', KEYS[1])
  local counts, count = {}, 0
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 2) == 'n:' then
      counts[#counts + 1] = fields[i]
      count = count + tonumber(fields[i + 1])
    end
  end
  if count ~= tonumber(ARGV[14]) then return 'moved' end
  redis.call('HSET', KEYS[4], before[2], ARGV[15])
  redis.call('HSET', KEYS[1], 'era', tonumber(before[2]) + 1, 'held', '0')
  if #counts > 0 then redis.call('HDEL', KEYS[1], unpack(counts)) end
end
if ARGV[13] ~= '' then
  redis.call('HSET', KEYS[3], before[1], ARGV[13])
  local versions = redis.call('HKEYS', KEYS[3])
  if #versions > PAST_KEPT then
    local oldest = math.huge
    for _, version in ipairs(versions) do oldest = math.min(oldest, tonumber(version)) end
    redis.call('HDEL', KEYS[3], string.format('%.0f', oldest))
  end
end
redis.call('HSET', KEYS[1], 'settings', ARGV[5], 'cap', ARGV[6], 'formId', ARGV[7], 'form', ARGV[8],
  'version', tonumber(before[1]) + 1)
redis.call('HSETNX', KEYS[5], ARGV[7], ARGV[8])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
local hosts = 17 + tonumber(ARGV[17])
for i = 18, hosts do redis.call('ZADD', KEYS[9] .. ARGV[i], ARGV[4], ARGV[3]) end
for i = hosts + 1, #ARGV do redis.call('ZREM', KEYS[9] .. ARGV[i], ARGV[3]) end
redis.call('XADD', KEYS[6], '*', 'at', ARGV[1], 'act', ARGV[10], 'by', ARGV[9], 'way', ARGV[16])
redis.call('SET', KEYS[7], ARGV[3], 'PX', ARGV[12])
enqueue_all(KEYS[8], tonumber(ARGV[1]), ARGV[11])
return 'done'
