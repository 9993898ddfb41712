-- Deliveries that were given up enter their lanes again.
-- KEYS 1 lanes prefix   ARGV 1 now  then ids
-- Answers how many were revived.
--@include shared/lanes.lua
local now, revived = tonumber(ARGV[1]), 0
for _, p in ipairs({ KEYS[1], KEYS[1] .. MAIL }) do
  for i = 2, #ARGV do
    local record = p .. 'd:' .. ARGV[i]
    if redis.call('HGET', record, 'state') == 'dead' then
      redis.call('ZREM', p .. 'dead', ARGV[i])
      redis.call('HSET', record, 'attempts', '0')
      join_lane(p, now, ARGV[i], redis.call('HGET', record, 'lane'))
      revived = revived + 1
    end
  end
end
return revived
