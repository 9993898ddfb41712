-- Reads some of a webinar's registrations in the order in which they came, from a cursor on: all, or those with one
-- status.
-- KEYS 1 prefix of the era (names below it are built here)  2 prefix of invitees
-- ARGV 1 the cursor's time or ''  2 the cursor's key or ''  3 how many  4 the status, or '' for all
-- Answers { whether there are more (0 or 1), { key, registration fields, invitee fields } … }.
--@include shared/order.lua
local of_era, invitees = unpack(KEYS)
local cursor_at, cursor_key, limit, status = unpack(ARGV)
local order, bitmap = of_era .. 'order', status ~= '' and of_era .. 'in:' .. status
limit = tonumber(limit)

-- The ordinal of the first after the cursor. The cursor's registration may be gone, or have come again: then those of
-- the same instant are met once more, which changes nothing.
local function first_after_cursor()
  if cursor_at == '' then return 0 end
  local ordinal, at = unpack(redis.call('HMGET', of_era .. 'r:' .. cursor_key, 'n', 't'))
  if ordinal and at == cursor_at then return ordinal + 1 end
  return first_from(order, tonumber(cursor_at))
end

local keys, count = {}, slot_count(order)

-- Adds the keys of all from an ordinal on, until there is one more than asked for.
local function add_all(ordinal)
  for n, slot in ipairs(slots_until(order, ordinal, limit + 1)) do keys[n] = slot.key end
end

-- The same of those whom the bitmap has.
local function add_marked(ordinal)
  local next = next_in(bitmap, ordinal)
  while next and next < count and #keys <= limit do
    keys[#keys + 1] = slot_in(slots_from(order, next, 1), 0)
    next = next_in(bitmap, next + 1)
  end
end

if bitmap then add_marked(first_after_cursor()) else add_all(first_after_cursor()) end
local answer = { #keys > limit and 1 or 0 }
for n = 1, math.min(limit, #keys) do
  answer[n + 1] =
    { keys[n], redis.call('HGETALL', of_era .. 'r:' .. keys[n]), redis.call('HGETALL', invitees .. keys[n]) }
end
return answer
