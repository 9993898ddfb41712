-- Brings registrations back from an archive, each as it was, under the next version.
-- KEYS 1 webinar  2 the archive's registrations by time  3 the archive's prefix of registrations
--      4 registrations by time  5 prefix of registrations  6 log  7 lanes prefix  8 archives  9 line  10 the archive's line  11 prefix of what people have  12 requests that wait
-- ARGV 1 now  2 version read  3 the archive's era  4 statuses that hold a seat, with commas around
--      5 who did it  6 code  7 the webinar's start  then key, deliveries (JSON), the end of an offer or '' …; at most 500
-- Answers { 'done', how many, { key, 'seat_gone' or 'registered_anew' } … }, or { 'moved' } when the webinar changed.
--@include shared/lanes.lua
--@include shared/waitlist.lua
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then return { 'moved' } end
local answer = { 'done', 0 }
local room = redis.call('HMGET', KEYS[1], 'held', 'cap')
local held, cap = tonumber(room[1]), tonumber(room[2])
for i = 8, #ARGV, 3 do
  local key = ARGV[i]
  local old, new = KEYS[3] .. key, KEYS[5] .. key
  local before = redis.call('HMGET', old, 'status', 'version', 'history', 'person')
  local holds = before[1] and string.find(ARGV[4], ',' .. before[1] .. ',', 1, true)
  if not before[1] then
    redis.call('ZREM', KEYS[2], key)
  elseif redis.call('EXISTS', new) == 1 then
    answer[#answer + 1] = { key, 'registered_anew' }
  elseif holds and held >= cap then
    answer[#answer + 1] = { key, 'seat_gone' }
  else
    local version = tonumber(before[2]) + 1
    local at = redis.call('ZSCORE', KEYS[2], key)
    redis.call('HSET', new, unpack(redis.call('HGETALL', old)))
    redis.call('HSET', new, 'version', version,
      'history', before[3] .. version .. ' ' .. before[1] .. ' ' .. ARGV[1] .. ' ' .. ARGV[5] .. ';')
    redis.call('HDEL', new, 'digest', 'keeps', 'undoUntil', 'wasBefore')
    redis.call('ZADD', KEYS[4], at, key)
    if before[1] == 'pending' then redis.call('ZADD', KEYS[12], at, key) end
    if before[1] == 'waitlisted' then to_tail(KEYS[1], KEYS[9], key) end
    redis.call('DEL', old)
    redis.call('ZREM', KEYS[2], key)
    redis.call('ZREM', KEYS[10], key)
    if ARGV[i + 2] ~= '' then redis.call('HSET', new, 'offerEndsAt', ARGV[i + 2]) end
    redis.call('ZADD', KEYS[11] .. before[4], ARGV[7], ARGV[6] .. ':' .. key)
    redis.call('HINCRBY', KEYS[1], 'n:' .. before[1], 1)
    if holds then
      held = held + 1
      redis.call('HINCRBY', KEYS[1], 'held', 1)
    end
    redis.call('XADD', KEYS[6], '*', 'at', ARGV[1], 'act', 'restored', 'key', key, 'to', before[1], 'by', ARGV[5], 'way', 'operator')
    enqueue_all(KEYS[7], tonumber(ARGV[1]), ARGV[i + 1])
    answer[2] = answer[2] + 1
  end
end
if redis.call('ZCARD', KEYS[2]) == 0 then redis.call('HDEL', KEYS[8], ARGV[3]) end
return answer
