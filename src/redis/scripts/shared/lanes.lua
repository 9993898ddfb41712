-- Lanes: what must be told waits in order, one queue per recipient or channel. Included by every script that tells.
--@include shared/now.lua
--
-- Under the prefix p = '{pNN}lanes:', and for mail '{pNN}lanes:mail/', so that slow mail takes no worker from chat.
-- (Names are built here, not declared in KEYS: they come from data, and all share the prefix's hash tag, which is what
-- Redis Cluster checks.)
--   p..'ready'      zset lane -> the instant (ms) from which its head may be sent
--   p..'leased'     zset lane -> the instant at which the lease of the worker that holds it ends
--   p..'due'        zset delivery id -> the instant at which it enters its lane
--   p..'q:'..lane   list of delivery ids, first in first out
--   p..'gap:'..lane the instant before which a lane may not send again
--   p..'urgent:'..lane  the last delivery that went before others
--   p..'d:'..id     hash: lane, body, state (due, queued, sending, sent, dead), attempts, token, cursor, and again: the
--                   instant from which what is being sent is wanted once more; group, once it was given up
--   p..'dead'       zset delivery id -> when it was given up
--   p..'dead:'..group  the same, of those that are told, and tried again, as one

local SENT_KEPT_MS = 86400000
local URGENT_KEPT_MS = 3600000

local MAIL = 'mail/'

-- The prefix under which a lane stands, from either of the two.
local function prefix_of(p, lane)
  local root = string.sub(p, -#MAIL) == MAIL and string.sub(p, 1, -#MAIL - 1) or p
  return string.sub(lane, 1, 5) == 'mail:' and root .. MAIL or root
end

-- Puts an urgent delivery behind the last urgent one that waits; else right behind the head, which may be being sent.
local function push_urgent(p, id, lane)
  local queue, last_urgent = p .. 'q:' .. lane, p .. 'urgent:' .. lane
  local last = redis.call('GET', last_urgent)
  local length = last and redis.call('LINSERT', queue, 'AFTER', last, id) or -1
  if length < 1 then
    local head = redis.call('LINDEX', queue, 0)
    if head then redis.call('LINSERT', queue, 'AFTER', head, id) else redis.call('RPUSH', queue, id) end
  end
  redis.call('SET', last_urgent, id, 'PX', URGENT_KEPT_MS)
end

-- Lets a lane's head be sent from `at` on, and not before its gap is over.
local function make_ready(p, lane, at)
  redis.call('ZADD', p .. 'ready', math.max(at, tonumber(redis.call('GET', p .. 'gap:' .. lane) or 0)), lane)
end

-- Lets a lane rest until `at`, as its recipient's platform asked.
local function rest_lane(p, now, lane, at)
  local gap = p .. 'gap:' .. lane
  if at <= tonumber(redis.call('GET', gap) or now) then return end
  redis.call('SET', gap, at, 'PX', at - now + 1000)
  redis.call('ZADD', p .. 'ready', 'XX', 'GT', at, lane)
end

local function join_lane(p, now, id, lane, is_urgent)
  if is_urgent then push_urgent(p, id, lane) else redis.call('RPUSH', p .. 'q:' .. lane, id) end
  redis.call('HSET', p .. 'd:' .. id, 'state', 'queued')
  if not redis.call('ZSCORE', p .. 'ready', lane) and not redis.call('ZSCORE', p .. 'leased', lane) then
    make_ready(p, lane, now)
  end
end

-- Marks a delivery as sent. Its id is kept for a day, so that a repeat is known, and not to whom it went.
local function mark_sent(record)
  redis.call('HDEL', record, 'body', 'cursor', 'lane')
  redis.call('HSET', record, 'state', 'sent')
  redis.call('PEXPIRE', record, SENT_KEPT_MS)
end

-- Takes a delivery from among those that were given up.
local function forget_dead(p, id)
  redis.call('ZREM', p .. 'dead', id)
  local group = redis.call('HGET', p .. 'd:' .. id, 'group')
  if group then redis.call('ZREM', p .. 'dead:' .. group, id) end
end

-- Stores one delivery: { id, lane, body, level, at, urgent, rest }. The same id twice is one delivery. A level-triggered one
-- shows the present state when it is sent: one that waits stands for both, one that is being sent is sent once more.
-- `at` is an instant of the caller's clock, and so is `caller_now`: what counts is how far they are apart. `rest` is for
-- how many ms the platform wants nothing more in this lane.
local function enqueue(prefix, caller_now, delivery)
  local p = prefix_of(prefix, delivery.lane)
  local now = lanes_now(caller_now)
  local at = delivery.at and now + (delivery.at - caller_now)
  local record = p .. 'd:' .. delivery.id
  local state = redis.call('HGET', record, 'state')
  if state == 'sending' and delivery.level then
    redis.call('HSETNX', record, 'again', at or now)
    return
  end
  -- What shows the present state is due by the earliest of what asked for it.
  if state == 'due' and delivery.level and at then
    redis.call('ZADD', p .. 'due', 'XX', 'LT', at, delivery.id)
  end
  if state == 'due' or state == 'queued' or (state and not delivery.level) then return end
  redis.call('HSET', record, 'lane', delivery.lane, 'body', delivery.body, 'attempts', '0')
  redis.call('PERSIST', record)
  forget_dead(p, delivery.id)
  if delivery.rest then rest_lane(p, now, delivery.lane, now + delivery.rest) end
  if at and at > now then
    redis.call('HSET', record, 'state', 'due')
    redis.call('ZADD', p .. 'due', at, delivery.id)
  else
    join_lane(p, now, delivery.id, delivery.lane, delivery.urgent)
  end
end

-- Stores deliveries, a JSON array; '%v' in an id stands for the version that the script has just made.
local function enqueue_all(p, now, json, version)
  now = tonumber(now)
  for _, delivery in ipairs(cjson.decode(json)) do
    if version then delivery.id = string.gsub(delivery.id, '%%v', tostring(version)) end
    enqueue(p, now, delivery)
  end
end
