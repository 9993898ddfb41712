-- Lanes: what must be told waits in line, one line per recipient or channel. Included by every script that tells.
--
-- Under the prefix p = '{pNN}lanes:' (built here, not declared in KEYS: the names come from data, and all share the
-- prefix's hash tag, which is what Redis Cluster checks):
--   p..'ready'      zset lane -> the instant (ms) from which its head may be sent
--   p..'leased'     zset lane -> the instant at which the worker that holds it is taken for dead
--   p..'due'        zset delivery id -> the instant at which it enters its lane
--   p..'q:'..lane   list of delivery ids, first in first out
--   p..'gap:'..lane the instant before which an empty lane may not send again
--   p..'d:'..id     hash: lane, body, state (due, queued, sending, sent, dead), attempts, token, again
--   p..'dead'       zset delivery id -> when it was given up

local SENT_KEPT_MS = 86400000

local function join_lane(p, now, id, lane)
  redis.call('RPUSH', p .. 'q:' .. lane, id)
  redis.call('HSET', p .. 'd:' .. id, 'state', 'queued')
  if not redis.call('ZSCORE', p .. 'ready', lane) and not redis.call('ZSCORE', p .. 'leased', lane) then
    redis.call('ZADD', p .. 'ready', redis.call('GET', p .. 'gap:' .. lane) or now, lane)
  end
end

-- One delivery: { id, lane, body, level, at }. Twice the same id is once; a level-triggered one shows the present
-- state when it is sent, so one that waits stands for both, and one that is being sent is followed by another.
local function enqueue(p, now, delivery)
  local record = p .. 'd:' .. delivery.id
  local state = redis.call('HGET', record, 'state')
  if state == 'sending' and delivery.level then
    redis.call('HSET', record, 'again', '1')
    return
  end
  if state == 'due' or state == 'queued' or (state and not delivery.level) then return end
  redis.call('HSET', record, 'lane', delivery.lane, 'body', delivery.body, 'attempts', '0')
  redis.call('PERSIST', record)
  redis.call('ZREM', p .. 'dead', delivery.id)
  if delivery.at and delivery.at > now then
    redis.call('HSET', record, 'state', 'due')
    redis.call('ZADD', p .. 'due', delivery.at, delivery.id)
  else
    join_lane(p, now, delivery.id, delivery.lane)
  end
end

-- Deliveries as a JSON array; '%v' in them stands for the version that the script has just made.
local function enqueue_all(p, now, json, version)
  if version then json = string.gsub(json, '%%v', tostring(version)) end
  for _, delivery in ipairs(cjson.decode(json)) do enqueue(p, now, delivery) end
end
