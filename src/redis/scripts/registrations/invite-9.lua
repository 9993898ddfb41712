-- Invites people not invited yet; at most a hundred in one call.
-- KEYS 1 webinar  2 addresses  3 registration IDs  4 invitees  5 log  6 request  7 lanes prefix  8 webinar prefix
--      9 prefix of what people have
-- ARGV 1 now  2 by  3 code  4 startsAt  5 request kept for (ms)  6 version read  7 way  then per invitee:
--      address, key, person, registration ID or '', deliveries (JSON)
-- Answers { 'done', invited, known }, or { 'moved' } when the webinar changed or an address has another key meanwhile
-- (nothing is changed then).
--@include shared/lanes.lua
local repeated = redis.call('GET', KEYS[6])
if repeated then return cjson.decode(repeated) end
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[6] then return { 'moved' } end
for i = 8, #ARGV, 5 do
  local key = redis.call('HGET', KEYS[2], ARGV[i])
  if key and key ~= ARGV[i + 1] then return { 'moved' } end
end
local invited, known = 0, 0
for i = 8, #ARGV, 5 do
  local address, key, person, id, deliveries = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  if redis.call('ZSCORE', KEYS[4], key) then
    known = known + 1
  else
    invited = invited + 1
    redis.call('HSET', KEYS[2], address, key)
    if id ~= '' then redis.call('HSETNX', KEYS[3], key, id) end
    redis.call('HSET', KEYS[8] .. 'invitee:' .. key, 'address', address, 'person', person, 'at', ARGV[1], 'by', ARGV[2])
    redis.call('ZADD', KEYS[4], ARGV[1], key)
    redis.call('ZADD', KEYS[9] .. person, ARGV[4], ARGV[3] .. ':' .. key)
    redis.call('XADD', KEYS[5], '*', 'at', ARGV[1], 'act', 'invited', 'key', key, 'by', ARGV[2], 'way', ARGV[7])
    enqueue_all(KEYS[7], tonumber(ARGV[1]), deliveries)
  end
end
local answer = { 'done', invited, known }
redis.call('SET', KEYS[6], cjson.encode(answer), 'PX', ARGV[5])
return answer
