-- What every change of a registration's status writes. Included by every script that changes one.
--@include shared/audit.lua

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

-- The newest entries of a history, each of which ends with ';'.
local function newest_of(history)
  local _, entries = string.gsub(history, ';', '')
  local from = 1
  for _ = HISTORY_KEPT + 1, entries do from = string.find(history, ';', from, true) + 1 end
  return string.sub(history, from)
end

-- Writes the next version of a registration: its status and history, the webinar's counts, and the log. Answers the
-- version. The first write is one that a full Redis refuses, so that nothing is written then. `change` has:
--   webinar, registration, log  the keys
--   key, version, history       the registration's key; its version and history until now (nil where there is none)
--   from, to                    its status until now, as the webinar counts it (nil where it does not), and from now on
--   seats                       how many more seats the webinar holds: 1, 0 or -1
--   now, by, way, act           what the log says; only the act 'moved' says `from`
local function change_status(change)
  local version = change.version + 1
  local history = (change.history or '') .. version .. ' ' .. change.to .. ' ' .. change.now .. ' ' .. change.by .. ';'
  if version > HISTORY_KEPT then history = newest_of(history) end
  redis.call('HSET', change.registration, 'status', change.to, 'version', version, 'history', history)
  if change.from then redis.call('HINCRBY', change.webinar, 'n:' .. change.from, -1) end
  redis.call('HINCRBY', change.webinar, 'n:' .. change.to, 1)
  if change.seats ~= 0 then redis.call('HINCRBY', change.webinar, 'held', change.seats) end
  if change.act == 'moved' then
    note(change.log, 'at', change.now, 'act', 'moved', 'key', change.key,
      'from', change.from, 'to', change.to, 'by', change.by, 'way', change.way)
  else
    note(change.log, 'at', change.now, 'act', change.act, 'key', change.key,
      'to', change.to, 'by', change.by, 'way', change.way)
  end
  return version
end
