-- Claims the heads of lanes that are ready for a worker: only the first delivery of each lane, so that order holds.
-- KEYS 1 lanes prefix
-- ARGV 1 now  2 lease (ms)  3 how many at most  4 token
-- Answers { wait, claimed }: `wait` is in how many ms the next lane or due delivery is ready, or -1; `claimed` is a list
-- of { lane, id, body, attempts, cursor or '' }. An attempt counts from its beginning, so that one that ends its
-- worker counts too.
--@include shared/lanes.lua
local p = unpack(KEYS)
local caller_now, lease_ms, limit, token = unpack(ARGV)
local now = lanes_now(caller_now)
local AT_ONCE = 100
-- Takes some milliseconds, when nothing waits in them.
local MOST_LANES = 4000

local function first_instant(set) return tonumber(redis.call('ZRANGE', p .. set, 0, 0, 'WITHSCORES')[2] or math.huge) end

-- When something is ready, due, or free again because its worker is taken for dead.
local function next_instant() return math.min(first_instant('ready'), first_instant('due'), first_instant('leased')) end

local function answer(next, claimed)
  return { next == math.huge and '-1' or string.format('%.0f', math.max(next - now, 0)), claimed }
end

local next = next_instant()
if next > now then return answer(next, {}) end

-- Takes those out of a sorted set whose instant has come.
local function take_from(set, max)
  local members = redis.call('ZRANGEBYSCORE', p .. set, '-inf', now, 'LIMIT', 0, max)
  if #members > 0 then redis.call('ZREM', p .. set, unpack(members)) end
  return members
end

-- Leases that ended: their workers are taken for dead.
for _, lane in ipairs(take_from('leased', AT_ONCE)) do make_ready(p, lane, now) end

-- Deliveries whose time has come enter their lanes.
for _, id in ipairs(take_from('due', AT_ONCE)) do
  local record = get_record(p, id)
  if record and record.lane ~= '' then join_lane(p, now, id, record.lane) end
end

local claimed, leases = {}, {}
local function claim(lane)
  local id = redis.call('LINDEX', p .. 'q:' .. lane, 0)
  if not id then return end
  local record = get_record(p, id) or read_record('')
  record.state, record.attempts, record.lane, record.token = 'sending', record.attempts + 1, lane, token
  set_record(p, id, record)
  leases[#leases + 1], leases[#leases + 2] = now + tonumber(lease_ms), lane
  claimed[#claimed + 1] = { lane, id, record.body, record.attempts, record.cursor }
end

-- A lane whose gap is over while a worker still holds it stays with that worker.
local function claim_all(lanes)
  if #lanes == 0 then return end
  for i, held_until in ipairs(redis.call('ZMSCORE', p .. 'leased', unpack(lanes))) do
    if not held_until then claim(lanes[i]) end
  end
end

-- Lanes in which nothing waits take no place.
local looked_at = 0
repeat
  local wanted = tonumber(limit) - #claimed
  local lanes = take_from('ready', wanted)
  claim_all(lanes)
  looked_at = looked_at + #lanes
until #lanes < wanted or #claimed == tonumber(limit) or looked_at >= MOST_LANES
if #leases > 0 then redis.call('ZADD', p .. 'leased', unpack(leases)) end
return answer(next_instant(), claimed)
