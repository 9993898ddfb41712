-- Erases what waits for somebody, or was given up. What tells of an entry that is there stays: somebody who registers
-- again at this moment is told.
-- KEYS 1 lanes prefix  2 prefix of webinars
-- ARGV 1 how many lanes  then the lanes, then ids of further deliveries: those that are due later, and dead ones
-- Answers how many deliveries were erased.
--@include shared/lanes.lua
local p, webinars = unpack(KEYS)
local FIRST_LANE = 2
local last_lane = FIRST_LANE + tonumber(ARGV[1]) - 1
local erased = 0

local function has_entry(matter)
  if not matter.key then return false end
  local webinar = webinars .. matter.code .. ':'
  local era = redis.call('HGET', webinar .. 'webinar', 'era') or ''
  return redis.call('EXISTS', webinar .. 'e' .. era .. ':r:' .. matter.key,
    webinar .. 'invitee:' .. matter.key) > 0
end

local function tells_of_entry(record)
  local is_body, body = pcall(cjson.decode, record.body)
  return is_body and type(body) == 'table' and type(body.matter) == 'table' and has_entry(body.matter)
end

local function tidy(lane)
  if redis.call('EXISTS', p .. 'q:' .. lane) > 0 then return end
  redis.call('DEL', p .. 'urgent:' .. lane)
  redis.call('ZREM', p .. 'ready', lane)
  redis.call('ZREM', p .. 'leased', lane)
end

local function erase(id)
  local record = get_record(p, id)
  if record and tells_of_entry(record) then return false end
  -- It was due later when it was found, and may have come into its lane since.
  if record and record.lane ~= '' and redis.call('LREM', p .. 'q:' .. record.lane, 0, id) > 0 then
    tidy(record.lane)
  end
  forget_dead(p, id, record and record.group or '')
  erased = erased + redis.call('DEL', p .. 'd:' .. id)
  redis.call('ZREM', p .. 'due', id)
  return true
end

for i = last_lane + 1, #ARGV do erase(ARGV[i]) end
for i = FIRST_LANE, last_lane do
  local lane = ARGV[i]
  local queue = p .. 'q:' .. lane
  for _, id in ipairs(redis.call('LRANGE', queue, 0, -1)) do
    if erase(id) then redis.call('LREM', queue, 0, id) end
  end
  tidy(lane)
end
return erased
