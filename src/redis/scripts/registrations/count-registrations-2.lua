-- Counts some registrations for the report (P32) that came before the counts were kept, from the last of them on.
-- KEYS 1 prefix of the era (names below it are built here)  2 attendees
-- ARGV 1 how many ordinals at most
-- Answers how many ordinals are left to count.
--@include shared/order.lua
--@include shared/reported.lua
local of_era, attendees = unpack(KEYS)
local limit = tonumber(ARGV[1])
local order = of_era .. 'order'

local from = tonumber(redis.call('GET', of_era .. 'counted') or slot_count(order))
local first = math.max(0, from - limit)
local slots = slots_from(order, first, from - first)
for n = 0, from - first - 1 do
  local key = slot_in(slots, n)
  if key then
    local address, tag = unpack(redis.call('HMGET', of_era .. 'r:' .. key, 'a', 'T'))
    if address then
      count_one(of_era, 1, address, tag)
      mark_came_before(of_era, first + n, attendees, key)
    end
  end
end
redis.call('SET', of_era .. 'counted', first)
return first
