-- Lanes: what must be told waits in order, one queue per recipient or channel. Included by every script that tells.
--@include shared/now.lua
--
-- Under the prefix p = '{pNN}lanes:', and for mail '{pNN}lanes:mail/', so that slow mail takes no worker from chat.
-- (Names are built here, not declared in KEYS: they come from data, and all share the prefix's hash tag, which is what
-- Redis Cluster checks.)
--   p..'ready'      zset lane -> the instant (ms) from which its head may be sent. A lane that ran empty stays until
--                   then: its recipient's platform wants a gap between two messages.
--   p..'leased'     zset lane -> the instant at which the lease of the worker that holds it ends
--   p..'due'        zset delivery id -> the instant at which it enters its lane
--   p..'q:'..lane   list of delivery ids, first in first out. As long as one waits, its lane is in `ready` or `leased`:
--                   so only who puts the first one in makes the lane ready.
--   p..'urgent:'..lane  the last delivery that went before others
--   p..'d:'..id     the record of a delivery that is not sent yet, see `read_record`
--   p..'sent:'..day set of the ids of deliveries that were sent on that day, so that a repeat is known
--   p..'dead'       zset delivery id -> when it was given up
--   p..'dead:'..group  the same, of those that are told, and tried again, as one
--   p..'dead:'..CODE   the same, of those that tell people something about one webinar
--
-- Deliveries come as a text, which records/delivery.ts writes: parts with U+001F between them and U+001E at the end,
-- which stand in no part.

local DAY_MS = 86400000
local URGENT_KEPT_MS = 3600000

local MAIL = 'mail/'

-- What stands between the parts of a delivery, and of a record.
local SEPARATOR = '\31'

-- The parts of a delivery, and of a record, and where their last part begins: the body, which is too long for a pattern.
local DELIVERY = '^([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31()'
local RECORD = '^([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31()'

-- Reads a delivery's record; nil where there is none. One that is damaged has no body. Its parts, in their order:
--   state     'waiting' (in its lane, or in `due`), 'sending', or 'dead' when it was given up
--   attempts  how many have begun
--   marks     letters: l level-triggered, u urgent, n new (its id is made from a version, so that none had it before),
--             t a template, d one that was given up stays so
--   lane
--   token     of the worker that sends it
--   cursor    how far it is, when it concerns many
--   again     the instant from which what is being sent is wanted once more
--   group     with which it is tried again, when it was given up
--   body      JSON
local function read_record(text)
  if not text then return nil end
  local state, attempts, marks, lane, token, cursor, again, group, body_at = string.match(text, RECORD)
  return {
    state = state, attempts = tonumber(attempts) or 0, marks = marks or '', lane = lane or '', token = token or '',
    cursor = cursor or '', again = again or '', group = group or '', body = body_at and string.sub(text, body_at) or '',
  }
end

local function get_record(p, id) return read_record(redis.call('GET', p .. 'd:' .. id)) end

local function set_record(p, id, record)
  redis.call('SET', p .. 'd:' .. id, table.concat({
    record.state, record.attempts, record.marks, record.lane, record.token, record.cursor, record.again, record.group,
    record.body,
  }, SEPARATOR))
end

local function is_marked(record, mark) return string.find(record.marks, mark, 1, true) ~= nil end

-- Lets a lane be sent to from `at` on, and not before its gap is over.
local function make_ready(p, lane, at) redis.call('ZADD', p .. 'ready', 'GT', at, lane) end

-- Puts an urgent delivery behind the last urgent one that waits; else right behind the head, which may be being sent.
-- Answers how many there are in the lane.
local function push_urgent(p, id, lane)
  local queue, last_urgent = p .. 'q:' .. lane, p .. 'urgent:' .. lane
  local last = redis.call('GET', last_urgent)
  local length = last and redis.call('LINSERT', queue, 'AFTER', last, id) or -1
  if length < 1 then
    local head = redis.call('LINDEX', queue, 0)
    length = head and redis.call('LINSERT', queue, 'AFTER', head, id) or redis.call('RPUSH', queue, id)
  end
  redis.call('SET', last_urgent, id, 'PX', URGENT_KEPT_MS)
  return length
end

local function join_lane(p, now, id, lane, is_urgent)
  local length = is_urgent and push_urgent(p, id, lane) or redis.call('RPUSH', p .. 'q:' .. lane, id)
  if length == 1 then make_ready(p, lane, now) end
end

local function sent_on(p, day) return p .. 'sent:' .. day end

local function was_sent(p, now, id)
  local today = math.floor(now / DAY_MS)
  return redis.call('SISMEMBER', sent_on(p, today), id) == 1 or redis.call('SISMEMBER', sent_on(p, today - 1), id) == 1
end

-- Forgets a delivery that was sent. Its id is kept until the next day is over, so that a repeat is known; not that of
-- one that may come again, nor of one that cannot.
local function mark_sent(p, now, id, record)
  redis.call('DEL', p .. 'd:' .. id)
  if is_marked(record, 'l') or is_marked(record, 'n') then return end
  local sent = sent_on(p, math.floor(now / DAY_MS))
  redis.call('SADD', sent, id)
  if redis.call('SCARD', sent) == 1 then redis.call('PEXPIRE', sent, 2 * DAY_MS) end
end

-- Takes a delivery from among those that were given up.
local function forget_dead(p, id, group)
  redis.call('ZREM', p .. 'dead', id)
  if group == '' then return end
  redis.call('ZREM', p .. 'dead:' .. group, id)
  -- A group's name begins with the code.
  redis.call('ZREM', p .. 'dead:' .. string.match(group, '^[^:]*'), id)
end

local function state_of(text) return string.match(text, '^%a*') end

-- Asks once more for a level-triggered delivery that is there. It shows the present state when it is sent: one that
-- waits stands for both, and is due by the earliest of what asked for it; one that is being sent is sent once more.
local function ask_again(p, now, id, at, former)
  if state_of(former) ~= 'sending' then
    if at then redis.call('ZADD', p .. 'due', 'XX', 'LT', at, id) end
    return
  end
  local record = read_record(former)
  if record.again ~= '' then return end
  record.again = at or now
  set_record(p, id, record)
end

-- Puts back what was wanted once more while it was being sent.
local function put_back(p, now, id, record)
  local at = tonumber(record.again)
  record.state, record.attempts, record.token, record.again = 'waiting', 0, '', ''
  set_record(p, id, record)
  if at > now then redis.call('ZADD', p .. 'due', at, id) else redis.call('RPUSH', p .. 'q:' .. record.lane, id) end
end

-- Stores one delivery. The same id twice is one delivery, unless it is level-triggered. `marks` are as in a record; `at`
-- is the instant from which it is due, or nil; `rest` is for how many ms the platform wants nothing more in this lane, or
-- nil. One marked as new is stored without a look whether its id waits or was sent.
local function enqueue(p, now, id, lane, marks, at, rest, body)
  local name = p .. 'd:' .. id
  local is_level, is_new = string.find(marks, 'l', 1, true), string.find(marks, 'n', 1, true)
  local former = not is_new and redis.call('GET', name)
  if former and not is_level then return end
  if not former and not is_level and not is_new and was_sent(p, now, id) then return end
  if former and state_of(former) ~= 'dead' then return ask_again(p, now, id, at, former) end
  if former and string.find(marks, 'd', 1, true) then return end
  -- State, attempts, marks, lane; no token, cursor, again and group yet; the body.
  redis.call('SET', name, 'waiting' .. SEPARATOR .. '0' .. SEPARATOR .. marks .. SEPARATOR .. lane .. SEPARATOR
    .. SEPARATOR .. SEPARATOR .. SEPARATOR .. SEPARATOR .. body)
  if former then forget_dead(p, id, read_record(former).group) end
  if rest then make_ready(p, lane, now + rest) end
  if at and at > tonumber(now) then
    redis.call('ZADD', p .. 'due', at, id)
  else
    join_lane(p, now, id, lane, string.find(marks, 'u', 1, true))
  end
end

-- Stores deliveries. `names` (or nil) are what the script has just made, by letter: %v the version of a registration,
-- %k its key, %n the number of a digest, %f when the first of a group was given up. They are put into ids, and into the
-- bodies of templates. An instant in `deliveries` is one of the caller's clock, as `caller_now` is: what counts is how
-- far they are apart.
local function enqueue_named(prefix, caller_now, deliveries, names)
  if deliveries == '' then return end
  local root = string.sub(prefix, -#MAIL) == MAIL and string.sub(prefix, 1, -#MAIL - 1) or prefix
  local instant = lanes_now(caller_now)
  local clock_difference = instant - tonumber(caller_now)
  -- Redis takes longer for a number than for its digits.
  local now = string.format('%.0f', instant)
  local from = 1
  while from <= #deliveries do
    local id, lane, marks, at, rest, body_at = string.match(deliveries, DELIVERY, from)
    local ends = string.find(deliveries, '\30', body_at, true)
    local body = string.sub(deliveries, body_at, ends - 1)
    from = ends + 1
    if names and string.find(id, '%', 1, true) then
      id = string.gsub(id, '%%([vknf])', names)
      if string.find(marks, 't', 1, true) then body = string.gsub(body, '%%([vknf])', names) end
    end
    at = tonumber(at)
    local p = string.sub(lane, 1, 5) == 'mail:' and root .. MAIL or root
    enqueue(p, now, id, lane, marks, at and at + clock_difference, tonumber(rest), body)
  end
end

-- Stores deliveries; '%v' in an id stands for the version that the script has just made.
local function enqueue_all(prefix, now, deliveries, version)
  enqueue_named(prefix, now, deliveries, version and { v = version })
end
