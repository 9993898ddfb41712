-- The roster of a webinar: its registrations, then the invitees without one. Included, after order.lua and cursors.lua,
-- by the scripts that read it.

-- Its parts: 'r' for registrations, 'i' for invitees. Each has the order in which its ordinals are places, and the
-- bitmaps of those tabs that are meant, which come with a comma between.
local function parts_of(prefix, of_era, statuses, answers)
  local function part(name, order, bitmap, tabs)
    local bitmaps = {}
    for tab in string.gmatch(tabs, '[^,]+') do bitmaps[#bitmaps + 1] = bitmap .. tab end
    return { name = name, order = order, bitmaps = bitmaps }
  end
  return {
    part('r', of_era .. 'order', of_era .. 'in:', statuses),
    part('i', prefix .. 'invited', prefix .. 'invited:', answers),
  }
end

-- Reads who stands at an ordinal: { part, ordinal, key, registration fields, invitee fields }; nil where nobody does.
local function read_row(prefix, of_era, part, ordinal)
  local key = slot_in(slots_from(part.order, ordinal, 1), 0)
  if not key then return nil end
  local registration = part.name == 'r' and redis.call('HGETALL', of_era .. 'r:' .. key) or {}
  return { part.name, ordinal, key, registration, redis.call('HGETALL', prefix .. 'invitee:' .. key) }
end
