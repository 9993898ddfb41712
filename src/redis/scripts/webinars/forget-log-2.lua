-- Makes a webinar's log say nothing any more about whom its entries were about, keeps the last ones, and marks the
-- webinar as forgotten.
-- KEYS 1 log  2 webinar
-- ARGV 1 now  2 how many entries are kept  then who is still named as having done something
-- Answers nothing.
--@include shared/audit.lua
local log, webinar = unpack(KEYS)
local now, limit = unpack(ARGV, 1, 2)
local FIRST_NAMED = 3
local PERSONAL = { key = true, attendee = true }

local is_named = {}
for i = FIRST_NAMED, #ARGV do is_named[ARGV[i]] = true end

local function without_people(fields)
  local kept = {}
  for i = 1, #fields, 2 do
    local field, value = fields[i], fields[i + 1]
    if field == 'by' and value ~= '' and not is_named[value] then value = 'somebody' end
    kept[#kept + 1] = field
    kept[#kept + 1] = PERSONAL[field] and '' or value
  end
  return kept
end

if redis.call('HSETNX', webinar, 'forgotten', now) == 0 then return end
local entries = redis.call('XREVRANGE', log, '+', '-', 'COUNT', limit)
redis.call('DEL', log)
for i = #entries, 1, -1 do redis.call('XADD', log, entries[i][1], unpack(without_people(entries[i][2]))) end
note(log, { at = now, act = 'forgotten', by = 'nobody', way = 'timeout' })
