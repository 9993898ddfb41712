-- Puts a delivery that was given up back into its lane, and with it all others of its group; or all that tell people
-- something about one webinar.
-- KEYS 1 lanes prefix  2 request
-- ARGV 1 now  2 id, or ''  3 how many at most  4 request kept for (ms)  5 the webinar's code, or '' where there is an id
-- Answers how many there were; -1 when there is none, and this request had revived them before.
--@include shared/lanes.lua
local root, request = unpack(KEYS)
local caller_now, id, max, request_kept_ms, code = unpack(ARGV)
local now = lanes_now(caller_now)

local function revive(p, one)
  local record = get_record(p, one)
  if not record or record.state ~= 'dead' then return 0 end
  forget_dead(p, one, record.group)
  record.state, record.attempts, record.group = 'waiting', 0, ''
  set_record(p, one, record)
  join_lane(p, now, one, record.lane)
  return 1
end

-- In the order in which they were given up.
local function revive_group(p)
  local record = get_record(p, id)
  local group = record and record.group or code
  local revived = 0
  for _, one in ipairs(group ~= '' and redis.call('ZRANGE', p .. 'dead:' .. group, 0, tonumber(max) - 1) or {}) do
    revived = revived + revive(p, one)
  end
  return revived + revive(p, id)
end

local revived = revive_group(root) + revive_group(root .. MAIL)
if revived == 0 then return redis.call('EXISTS', request) == 1 and -1 or 0 end
redis.call('SET', request, revived, 'PX', request_kept_ms)
return revived
