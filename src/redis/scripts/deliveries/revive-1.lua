-- Puts deliveries that were given up back into their lanes.
-- KEYS 1 lanes prefix
-- ARGV 1 now  then ids
-- Answers how many there were.
--@include shared/lanes.lua
local root = unpack(KEYS)
local now = tonumber(ARGV[1])
local FIRST_ID = 2

local function revive(p, id)
  local record = p .. 'd:' .. id
  local state, lane = unpack(redis.call('HMGET', record, 'state', 'lane'))
  if state ~= 'dead' then return 0 end
  redis.call('ZREM', p .. 'dead', id)
  redis.call('HSET', record, 'attempts', '0')
  join_lane(p, now, id, lane)
  return 1
end

local revived = 0
for _, p in ipairs({ root, root .. MAIL }) do
  for i = FIRST_ID, #ARGV do revived = revived + revive(p, ARGV[i]) end
end
return revived
