-- Reads some of those whom a webinar's hosts invited, in the order in which they were, from a cursor on.
-- KEYS 1 invitees: zset of keys by time  2 prefix of registrations  3 prefix of invitees
-- ARGV 1 the cursor's time or ''  2 the cursor's key or ''  3 how many
-- Answers { whether there are more (0 or 1), { key, time, registration fields, invitee fields } … }.
local people, registrations, invitees = unpack(KEYS)
local cursor_at, cursor_key, limit = unpack(ARGV)

-- The rank of the first after the cursor.
local function rank_after_cursor()
  if cursor_key == '' then return 0 end
  local at = redis.call('ZSCORE', people, cursor_key)
  if at and tonumber(at) == tonumber(cursor_at) then return redis.call('ZRANK', people, cursor_key) + 1 end
  -- The cursor's person left, or came again: those of the same instant are met once more, which changes nothing.
  return redis.call('ZCOUNT', people, '-inf', '(' .. cursor_at)
end

local first, count = rank_after_cursor(), redis.call('ZCARD', people)
local last = math.min(first + tonumber(limit), count) - 1
local answer = { last < count - 1 and 1 or 0 }
if last < first then return answer end
local some = redis.call('ZRANGE', people, first, last, 'WITHSCORES')
for i = 1, #some, 2 do
  local key, at = some[i], some[i + 1]
  answer[#answer + 1] =
    { key, at, redis.call('HGETALL', registrations .. key), redis.call('HGETALL', invitees .. key) }
end
return answer
