-- Converts a piece of a webinar's invitees of layout 2, a zset of keys by time, to slots and bitmaps.
-- KEYS 1 webinar prefix (names below it are built here)
-- ARGV 1 how many at most
-- Answers how many it converted.
--@include shared/order.lua
--@include shared/invited.lua
local prefix = unpack(KEYS)
local limit = unpack(ARGV)
local invitees = prefix .. 'invitees'
local of_era = prefix .. 'e' .. (redis.call('HGET', prefix .. 'webinar', 'era') or '') .. ':'

local some = redis.call('ZRANGE', invitees, 0, limit - 1, 'WITHSCORES')
for i = 1, #some, 2 do
  local key, at = some[i], some[i + 1]
  if redis.call('HEXISTS', prefix .. 'invitee:' .. key, 'person') == 1 then
    join_invited(prefix, key, tonumber(at), redis.call('HEXISTS', of_era .. 'r:' .. key, 's') == 1)
  end
  redis.call('ZREM', invitees, key)
end
return #some / 2
