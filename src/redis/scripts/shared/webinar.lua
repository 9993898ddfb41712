-- A webinar's fields as callers read them. A caller who knows its settings, its form and its series need not be told
-- them again. They go by what stands there, not by the version: Redis may lose a version, which others then make anew.

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

-- Answers nil for no webinar, { counts } to who knows the rest by its mark, and else
-- { counts, { settings, form, series, whether that is announced, mark } }.
local function read_webinar(webinar, known_mark)
  local counts = counts_of(webinar)
  if not counts[1] then return nil end
  local lasting = redis.call('HMGET', webinar, 'settings', 'form', 'series', 'seriesAnnounced')
  local mark = redis.sha1hex((lasting[1] or '') .. '\n' .. (lasting[2] or '') .. '\n' .. (lasting[3] or '')
    .. '\n' .. (lasting[4] or ''))
  if mark == known_mark then return { counts } end
  lasting[5] = mark
  return { counts, lasting }
end
