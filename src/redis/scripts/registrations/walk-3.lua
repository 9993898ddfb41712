-- Some of everybody that a webinar knows, in the order in which they came, from a cursor on.
-- KEYS 1 zset of keys by time  2 prefix of registrations  3 prefix of invitees
-- ARGV 1 the cursor's time or ''  2 the cursor's key or ''  3 how many
-- Answers { whether there are more (0 or 1), { key, time, registration fields, invitee fields } … }.
local start = 0
if ARGV[2] ~= '' then
  local at = redis.call('ZSCORE', KEYS[1], ARGV[2])
  if at and tonumber(at) == tonumber(ARGV[1]) then
    start = redis.call('ZRANK', KEYS[1], ARGV[2]) + 1
  else
    -- Whom the cursor stands on left, or came again: those of the same instant are met once more, which changes nothing.
    start = redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. ARGV[1])
  end
end
local known = redis.call('ZCARD', KEYS[1])
local last = math.min(start + tonumber(ARGV[3]), known) - 1
local answer = { last < known - 1 and 1 or 0 }
if last < start then return answer end
local some = redis.call('ZRANGE', KEYS[1], start, last, 'WITHSCORES')
for i = 1, #some, 2 do
  answer[#answer + 1] = {
    some[i],
    some[i + 1],
    redis.call('HGETALL', KEYS[2] .. some[i]),
    redis.call('HGETALL', KEYS[3] .. some[i]),
  }
end
return answer
