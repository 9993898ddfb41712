-- Converts some deliveries of layout 1, each a hash, to the record or the member of a set that shared/lanes.lua writes,
-- and gaps, each a key of its own, to an instant in `ready`. What is converted already stays as it is.
-- KEYS 1 lanes prefix
-- ARGV 1 how many ids of deliveries  then these, then the lanes whose gaps they are; at most 500 in all
-- Answers how many it converted.
--@include shared/lanes.lua
local p = unpack(KEYS)
local FIRST_ID = 2
local last_id = FIRST_ID + tonumber(ARGV[1]) - 1
local seconds = unpack(redis.call('TIME'))
local now = tonumber(seconds) * 1000
local converted = 0

local function marks_of(body)
  local is_level = string.find(body, '"level":true', 1, true)
  local is_urgent = string.find(body, '"urgent":true', 1, true)
  return (is_level and 'l' or '') .. (is_urgent and 'u' or '')
end

local function convert_delivery(id)
  local name = p .. 'd:' .. id
  if redis.call('TYPE', name).ok ~= 'hash' then return end
  local state, attempts, lane, body, token, cursor, again, group = unpack(
    redis.call('HMGET', name, 'state', 'attempts', 'lane', 'body', 'token', 'cursor', 'again', 'group'))
  if state == 'sent' then
    mark_sent(p, now, id, { marks = '' })
  else
    body = body or ''
    -- Those that waited had two names: in their lane, and due later.
    local is_waiting = state ~= 'sending' and state ~= 'dead'
    set_record(p, id, {
      state = is_waiting and 'waiting' or state, attempts = attempts or 0, marks = marks_of(body), lane = lane or '',
      token = token or '', cursor = cursor or '', again = again or '', group = group or '', body = body,
    })
  end
  converted = converted + 1
end

local function convert_gap(lane)
  local gap = redis.call('GET', p .. 'gap:' .. lane)
  if not gap then return end
  make_ready(p, lane, gap)
  redis.call('DEL', p .. 'gap:' .. lane)
  converted = converted + 1
end

for i = FIRST_ID, last_id do convert_delivery(ARGV[i]) end
for i = last_id + 1, #ARGV do convert_gap(ARGV[i]) end
return converted
