-- A webinar's fields as callers read them. Its settings, its form and its series change with its version alone, so that
-- a caller who knows the version need not be told them again.

-- What is told every time: the version, and what scripts go by, which changes without it.
local COUNTED = { 'version', 'era', 'cap', 'held', 'n:pending', 'n:approved', 'n:rejected', 'n:cancelled',
  'n:waitlisted', 'n:offered' }

local function counts_of(webinar) return redis.call('HMGET', webinar, unpack(COUNTED)) end

-- The same by their names, as numbers, for a script that goes by them and changes them; nil for no webinar.
local function read_counts(webinar)
  local found = counts_of(webinar)
  if not found[1] then return nil end
  local counts = {}
  for i, field in ipairs(COUNTED) do counts[field] = tonumber(found[i] or 0) end
  return counts
end

-- The same in the order of `counts_of`.
local function list_counts(counts)
  local list = {}
  for i, field in ipairs(COUNTED) do list[i] = counts[field] end
  return list
end

-- Answers nil for no webinar, { counts }, or { counts, { settings, form, series } } unless the caller knows them.
local function read_webinar(webinar, known_version)
  local counts = counts_of(webinar)
  if not counts[1] then return nil end
  if counts[1] == known_version then return { counts } end
  return { counts, redis.call('HMGET', webinar, 'settings', 'form', 'series') }
end
