-- Reads a page of some tabs of a webinar's roster, from a place on.
-- KEYS 1 webinar prefix (names below it are built here)  2 prefix of the era
-- ARGV 1 statuses  2 'silent', 'declined', both with a comma between, or ''  3 the part of the place, 'r' or 'i'
--      4 its ordinal  5 how many at most
-- Answers { how many stand before the page, where the next one begins, where the one before begins, rows … }: a place
-- as its part and ordinal; '' at the end, and where the page before is the first; '-' where there is none before.
--@include shared/order.lua
--@include shared/terms.lua
--@include roster/cursors.lua
--@include roster/parts.lua
local prefix, of_era = unpack(KEYS)
local statuses, answers, from_part, from, limit = unpack(ARGV)
from, limit = tonumber(from), tonumber(limit)
local parts = parts_of(prefix, of_era, statuses, answers)
if from_part == 'r' then parts[1].from = from else parts[1].passed, parts[2].from = true, from end

local function count_in(part)
  local count = 0
  for _, bitmap in ipairs(part.bitmaps) do count = count + redis.call('BITCOUNT', bitmap) end
  return count
end

local rows, next, before = {}, '', 0
for _, part in ipairs(parts) do
  if part.passed then
    before = before + count_in(part)
  else
    if part.from then before = before + count_under(part.bitmaps, part.from) end
    local cursors = {}
    for i, bitmap in ipairs(part.bitmaps) do cursors[i] = bitmap_cursor(bitmap) end
    local ordinal = seek_any(cursors, part.from or 0)
    while ordinal and next == '' do
      if #rows == limit then
        next = part.name .. ordinal
      else
        rows[#rows + 1] = read_row(prefix, of_era, part, ordinal)
        ordinal = seek_any(cursors, ordinal + 1)
      end
    end
  end
end

-- The place of the nth in all parts.
local function place_of_nth(n)
  local first = count_in(parts[1])
  local part = n < first and parts[1] or parts[2]
  return part.name .. nth_in(part.bitmaps, n < first and n or n - first)
end

local previous = before == 0 and '-' or before <= limit and '' or place_of_nth(before - limit)
return { before, next, previous, unpack(rows) }
