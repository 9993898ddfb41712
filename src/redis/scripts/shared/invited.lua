-- Whom a webinar's hosts invited, in the order in which they were, and who of them did not register. Included, after
-- order.lua, by every script that invites, registers, begins an era, or reads invitees in their order.
--
-- Under the webinar's prefix:
--   invitee:<key>      hash: address, person, at (when), by; n, the ordinal; declined, when they said no;
--                      nudged, when they were reminded to answer
--   invited            string of slots, as an era's `order` has them: an invitee's place in it is their ordinal
--   invited:all        bitmap: whether the invitee with this ordinal is there still
--   invited:silent     bitmap: they have no registration in the present era, and did not decline
--   invited:declined   bitmap: they have no registration in the present era, and declined
--   invited:t:<term>, invited:terms   by what they are found, see terms.lua
local INVITED_BITMAPS = { 'all', 'silent', 'declined' }

-- The bitmaps of a webinar's invitees.
local function invited_bitmaps(prefix)
  local bitmaps = {}
  for i, name in ipairs(INVITED_BITMAPS) do bitmaps[i] = prefix .. 'invited:' .. name end
  return bitmaps
end

-- The webinar's prefix, from the one of an era.
local function prefix_of(of_era) return string.match(of_era, '^(.*:)e%d+:$') end

-- Where an invitee without a registration stands: 'silent' or 'declined'; nil for one who registered.
local function mark_invitee(prefix, ordinal, answer)
  for _, name in ipairs({ 'silent', 'declined' }) do
    redis.call('SETBIT', prefix .. 'invited:' .. name, ordinal, answer == name and 1 or 0)
  end
end

-- Gives an invitee the next ordinal, and answers it. They are silent, unless they registered before they were invited.
local function join_invited(prefix, key, at, is_registered)
  local ordinal = join_order(prefix .. 'invited', key, at)
  redis.call('HSET', prefix .. 'invitee:' .. key, 'n', ordinal)
  redis.call('SETBIT', prefix .. 'invited:all', ordinal, 1)
  if not is_registered then mark_invitee(prefix, ordinal, 'silent') end
  return ordinal
end

local function leave_invited(prefix, ordinal)
  leave_order(prefix .. 'invited', ordinal)
  for _, bitmap in ipairs(invited_bitmaps(prefix)) do redis.call('SETBIT', bitmap, ordinal, 0) end
end

-- An invitee registers. That they declined before counts no more.
local function note_registered(prefix, key)
  local invitee = prefix .. 'invitee:' .. key
  local ordinal = redis.call('HGET', invitee, 'n')
  if not ordinal then return end
  redis.call('HDEL', invitee, 'declined')
  mark_invitee(prefix, ordinal, nil)
end

-- An invitee without a registration says no.
local function note_declined(prefix, key, at)
  local invitee = prefix .. 'invitee:' .. key
  local ordinal = redis.call('HGET', invitee, 'n')
  if not ordinal then return end
  redis.call('HSET', invitee, 'declined', at)
  mark_invitee(prefix, ordinal, 'declined')
end

-- In a new era nobody is registered: all who did not decline are silent again.
local function begin_era(prefix)
  local all, silent, declined = unpack(invited_bitmaps(prefix))
  redis.call('BITOP', 'XOR', silent, all, declined)
end
