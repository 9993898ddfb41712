-- Takes a delivery that was sent or given up out of its lane, and stores what follows from that in the same step.
-- KEYS 1 lanes prefix  2 hash to remember the message in, or the prefix again when there is nothing to remember
--      3 hash that counts how people were reached, or the prefix again when this counts nowhere
--      4 hash of who cannot be told by a way: whose address mail servers refuse for good, by key, and who has not got
--        the app, as 'app:' and the key; or the prefix again when this tells nobody anything
-- ARGV 1 now  2 lane  3 id  4 token  5 'sent' or 'dead'  6 in how many ms the lane may send again
--      7 message id or ''  8 ids of messages that are gone, one a line, or ''
--      9 deliveries that follow when it is given up; '%f' in an id stands for when the first of its group was
--      10 the group in which it is tried again when it is given up, or ''  11 the name to remember the message by
--      12 the way by which it tells somebody about a webinar, 'dm' or 'mail', or ''  13 the webinar's code or ''
--      14 its field in 4 of whom this tells something, or ''  15 the code by which they are refused for good, or ''
--      16 deliveries that follow where that is news
--      17 the field in 2 of what the card's messages show, or ''  18 what that is
--      19 the field in 2 of those of somebody's messages that offer a seat, or ''  20 such messages, one a line
--      21 messages that offer none, one a line
-- Answers 1, or 0 when another worker holds the delivery by now.
--@include shared/lanes.lua
--@include shared/messages.lua
local p, messages, reached, refused = unpack(KEYS)
local caller_now, lane, id, token, outcome, gap_ms, message_id, gone, follow_ups, group, name, way, code, whom, refusal,
  tellings, shown, shows, offers, offering, offering_not = unpack(ARGV)
local now = lanes_now(caller_now)
local next_at = now + tonumber(gap_ms)
local queue, urgent = p .. 'q:' .. lane, p .. 'urgent:' .. lane

local function remember_messages()
  if gone ~= '' then drop_messages(messages, name, gone) end
  if message_id == '' then return end
  -- A card may have several messages; of somebody's news only the last is remembered.
  if name == id then add_message(messages, name, message_id) else redis.call('HSET', messages, name, message_id) end
end

local function remember_offers()
  if offers == '' then return end
  drop_messages(messages, offers, offering_not)
  for message in string.gmatch(offering, '[^\n]+') do add_message(messages, offers, message) end
end

local record = get_record(p, id)
if not record or record.token ~= token or redis.call('LINDEX', queue, 0) ~= id then
  remember_messages()
  -- A message that was posted twice offers the seat twice. What was edited too late is edited anew.
  if message_id ~= '' then remember_offers() end
  return 0
end

-- First a write that a full Redis allows: once a script has written, the rest of it is allowed too.
redis.call('LPOP', queue)
if shown ~= '' then redis.call('HSET', messages, shown, shows) end
remember_offers()
if is_marked(record, 'u') and redis.call('GET', urgent) == id then redis.call('DEL', urgent) end
remember_messages()

-- How many of a webinar's people have not got the app.
local function count_without_app(change)
  if string.sub(whom, 1, 4) == 'app:' then redis.call('HINCRBY', reached, 'no_app', change) end
end

local function give_up()
  record.state, record.token, record.group = 'dead', '', group
  set_record(p, id, record)
  redis.call('ZADD', p .. 'dead', now, id)
  local first = now
  if group ~= '' then
    redis.call('ZADD', p .. 'dead:' .. group, now, id)
    first = redis.call('ZRANGE', p .. 'dead:' .. group, 0, 0, 'WITHSCORES')[2]
  end
  if way ~= '' then redis.call('ZADD', p .. 'dead:' .. code, now, id) end
  enqueue_named(p, caller_now, follow_ups, { f = first })
  if refusal ~= '' and redis.call('HSETNX', refused, whom, refusal) == 1 then
    count_without_app(1)
    enqueue_named(p, caller_now, tellings, { f = first })
  end
end

local function settle()
  if outcome ~= 'sent' then return give_up() end
  mark_sent(p, now, id, record)
  if way ~= '' then redis.call('HINCRBY', reached, way, 1) end
  if whom ~= '' and redis.call('HDEL', refused, whom) == 1 then count_without_app(-1) end
end

if record.again ~= '' then put_back(p, now, id, record) else settle() end

redis.call('ZREM', p .. 'leased', lane)
if next_at > now or redis.call('EXISTS', queue) == 1 then make_ready(p, lane, next_at) end
return 1
