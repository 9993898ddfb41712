-- Lanes: what must be told waits in order, one queue per recipient or channel. Included by every script that tells.
--
-- Under the prefix p = '{pNN}lanes:', and for mail '{pNN}lanes:mail/', so that slow mail takes no worker from chat.
-- (Names are built here, not declared in KEYS: they come from data, and all share the prefix's hash tag, which is what
-- Redis Cluster checks.)
--   p..'ready'      zset lane -> the instant (ms) from which its head may be sent
--   p..'leased'     zset lane -> the instant at which the lease of the worker that holds it ends
--   p..'due'        zset delivery id -> the instant at which it enters its lane
--   p..'q:'..lane   list of delivery ids, first in first out
--   p..'gap:'..lane the instant before which an empty lane may not send again
--   p..'urgent:'..lane  the last delivery that went before others
--   p..'d:'..id     hash: lane, body, state (due, queued, sending, sent, dead), attempts, token, cursor, and again: the
--                   instant from which what is being sent is wanted once more
--   p..'dead'       zset delivery id -> when it was given up

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

local function join_lane(p, now, id, lane, is_urgent)
  if is_urgent then push_urgent(p, id, lane) else redis.call('RPUSH', p .. 'q:' .. lane, id) end
  redis.call('HSET', p .. 'd:' .. id, 'state', 'queued')
  if not redis.call('ZSCORE', p .. 'ready', lane) and not redis.call('ZSCORE', p .. 'leased', lane) then
    redis.call('ZADD', p .. 'ready', redis.call('GET', p .. 'gap:' .. lane) or now, lane)
  end
end

-- Marks a delivery as sent. Its id is kept for a day, so that a repeat is known, and not to whom it went.
local function mark_sent(record)
  redis.call('HDEL', record, 'body', 'cursor', 'lane')
  redis.call('HSET', record, 'state', 'sent')
  redis.call('PEXPIRE', record, SENT_KEPT_MS)
end

-- Stores one delivery: { id, lane, body, level, at, urgent }. The same id twice is one delivery. A level-triggered one
-- shows the present state when it is sent: one that waits stands for both, one that is being sent is sent once more.
local function enqueue(prefix, now, delivery)
  local p = prefix_of(prefix, delivery.lane)
  local record = p .. 'd:' .. delivery.id
  local state = redis.call('HGET', record, 'state')
  if state == 'sending' and delivery.level then
    redis.call('HSETNX', record, 'again', delivery.at or now)
    return
  end
  -- What shows the present state is due by the earliest of what asked for it.
  if state == 'due' and delivery.level and delivery.at then
    redis.call('ZADD', p .. 'due', 'XX', 'LT', delivery.at, delivery.id)
  end
  if state == 'due' or state == 'queued' or (state and not delivery.level) then return end
  redis.call('HSET', record, 'lane', delivery.lane, 'body', delivery.body, 'attempts', '0')
  redis.call('PERSIST', record)
  redis.call('ZREM', p .. 'dead', delivery.id)
  if delivery.at and delivery.at > now then
    redis.call('HSET', record, 'state', 'due')
    redis.call('ZADD', p .. 'due', delivery.at, delivery.id)
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
