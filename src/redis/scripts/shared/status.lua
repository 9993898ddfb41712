-- What every change of a registration's status writes. Included, after order.lua, by every script that changes one; it
-- brings audit.lua and webinar.lua.
--
-- A registration is a hash, `r:` and its key under the prefix of the era. Field names are short, and no value that
-- Usher chooses is longer than 64 bytes: with either, Redis would keep the hash in three times the memory.
--   s status  v version  n ordinal  a address  p person  f first name  l last name  F form  c chat or page
--   t when it was made  o round (absent: 1)  x the webinar's sequence (absent: 0)  d the version that a host's decision
--   made  e end of an offer  i offers that expired  w how it was decided without a host  r reason  R the reason is told
--   u until when it can be undone  b status before that  k keeps its seat  m when a seat was claimed
--   y confirmed version  A the host who registered them  T the tag by which they came  g digest
--   q:<question> what was answered
--   z what was changed of name and answers, as JSON
--   h<version> a change: the first letter of the status, the time, and after a space who did it, unless the registrant
-- A text that is longer goes on in `<field>+1`, `<field>+2` … (records/registration.ts).
--@include shared/audit.lua
--@include shared/webinar.lua

-- Whether a value is in a list that has a comma before and after each value.
local function is_among(list, value) return string.find(list, ',' .. value .. ',', 1, true) ~= nil end

-- The version that a repeated request made, or nil. A request of another era changed another registration.
local function version_made_by(request, era)
  local made_in, version = string.match(redis.call('GET', request) or '', '^(%d+):(%d+)$')
  return made_in == era and tonumber(version) or nil
end

local function remember_version(request, era, version, kept_ms)
  redis.call('SET', request, era .. ':' .. version, 'PX', kept_ms)
end

-- So many changes are kept with a registration; its version counts them all.
local HISTORY_KEPT = 20

-- What there is of none.
local NO_HISTORY = { version = '0', history = {} }

-- What a registration was until now, for one that takes its place: its version ('0' for none), status, ordinal, and the
-- changes that are kept, as fields and values.
local function read_history(registration)
  local former = { history = {} }
  local version, status, ordinal = unpack(redis.call('HMGET', registration, 'v', 's', 'n'))
  if not version then return NO_HISTORY end
  former.version, former.status, former.ordinal = version, status, tonumber(ordinal)
  for made = math.max(1, version - HISTORY_KEPT + 1), version do
    local change = redis.call('HGET', registration, 'h' .. made)
    if change then
      former.history[#former.history + 1] = 'h' .. made
      former.history[#former.history + 1] = change
    end
  end
  return former
end

-- Counts a change where the webinar counts: `from` is nil where it does not count what was. Then the two fields are
-- one, which HSET writes twice with one value.
local function count_change(webinar, counts, from, to, seats)
  local from_field, to_field = 'n:' .. (from or to), 'n:' .. to
  if from then counts[from_field] = counts[from_field] - 1 end
  counts[to_field], counts.held = counts[to_field] + 1, counts.held + seats
  redis.call('HSET', webinar, 'held', counts.held, from_field, counts[from_field], to_field, counts[to_field])
end

-- Writes the next version of a registration: its status and history, the webinar's counts, and the log. Answers the
-- version. Its first write, HSET, is one that a full Redis refuses, so that nothing is written then. `change` has:
--   webinar, of_era, log        the keys
--   counts                      the webinar's, as `read_counts` reads them; they are changed as well
--   key, version, ordinal       the registration's key; its version until now (0 for none); its ordinal
--   person                      whose it is
--   from, to                    its status until now (nil where there is none), and from now on
--   seats                       how many more seats the webinar holds: 1, 0 or -1
--   now, by, way, act           what the log says
--   fields                      field, value … of the registration to be written besides (nil for none)
local function change_status(change)
  local registration, version = change.of_era .. 'r:' .. change.key, change.version + 1
  local made = string.sub(change.to, 1, 1) .. change.now
  if change.by ~= change.person then made = made .. ' ' .. change.by end
  redis.call('HSET', registration, 's', change.to, 'v', version, 'h' .. version, made, unpack(change.fields or {}))
  if version > HISTORY_KEPT then redis.call('HDEL', registration, 'h' .. version - HISTORY_KEPT) end
  mark_status(change.of_era, change.ordinal, change.from, change.to)
  count_change(change.webinar, change.counts, change.from, change.to, change.seats)
  note(change.log, {
    at = change.now, act = change.act, key = change.key, from = change.act == 'moved' and change.from or nil,
    to = change.to, by = change.by, way = change.way,
  })
  return version
end
