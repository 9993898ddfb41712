-- Reads some of those whom a webinar's hosts invited, in the order in which they were, from a cursor on.
-- KEYS 1 invitees: string of slots  2 prefix of registrations  3 prefix of invitees
-- ARGV 1 the cursor's time or ''  2 the cursor's key or ''  3 how many
-- Answers { whether there are more (0 or 1), { key, time, registration fields, invitee fields } … }.
--@include shared/order.lua
local order, registrations, invitees = unpack(KEYS)
local cursor_at, cursor_key, limit = unpack(ARGV)
limit = tonumber(limit)

-- The ordinal of the first after the cursor. The cursor's person may be gone, or have come again: then those of the
-- same instant are met once more, which changes nothing.
local function first_after_cursor()
  if cursor_at == '' then return 0 end
  local ordinal = tonumber(redis.call('HGET', invitees .. cursor_key, 'n'))
  local key, at
  if ordinal then key, at = slot_in(slots_from(order, ordinal, 1), 0) end
  if key == cursor_key and at == tonumber(cursor_at) then return ordinal + 1 end
  return first_from(order, tonumber(cursor_at))
end

local found = slots_until(order, first_after_cursor(), limit + 1)
local answer = { #found > limit and 1 or 0 }
for n = 1, math.min(limit, #found) do
  local key, at = found[n].key, found[n].at
  answer[n + 1] = {
    key, string.format('%.0f', at), redis.call('HGETALL', registrations .. key), redis.call('HGETALL', invitees .. key),
  }
end
return answer
