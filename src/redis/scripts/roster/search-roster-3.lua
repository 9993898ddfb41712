-- Looks through one part of a webinar's roster, up or down from a place, for those who may be meant: the caller looks
-- at each.
-- KEYS 1 webinar prefix (names below it are built here)  2 prefix of the era  3 prefix of persons
-- ARGV 1 statuses, or 'silent', 'declined'; with a comma between; '' where terms alone decide  2 the part, 'r' or 'i'
--      3 the ordinal to begin with, or '' for the end  4 '1' to look down  5 how many at most
--      then terms: of each argument, with a comma between them, one must lead to somebody
-- Answers { the ordinal to go on with or '' at the end, { row, first and last name of an invitee } … }. It ends before
-- so many were found where it has looked at very many.
--@include shared/order.lua
--@include shared/terms.lua
--@include roster/cursors.lua
--@include roster/parts.lua
--@include shared/people.lua
local prefix, of_era, persons = unpack(KEYS)
local tabs, part_name, from, downwards, limit = unpack(ARGV, 1, 5)
local FIRST_TERMS = 6
local is_registrations, is_down = part_name == 'r', downwards == '1'
limit = tonumber(limit)
-- Takes some milliseconds.
local work = { left = 1500 }

local parts = parts_of(prefix, of_era, tabs, tabs)
local part = is_registrations and parts[1] or parts[2]
local sets = {}
for i = FIRST_TERMS, #ARGV do
  local cursors = {}
  for term in string.gmatch(ARGV[i], '[^,]+') do
    cursors[#cursors + 1] = term_cursor(is_registrations and of_era or prefix .. 'invited:', term)
  end
  sets[#sets + 1] = cursors
end
if #part.bitmaps > 0 then
  local cursors = {}
  for i, bitmap in ipairs(part.bitmaps) do cursors[i] = bitmap_cursor(bitmap) end
  sets[#sets + 1] = cursors
end
if #sets == 0 then return { '' } end

local ordinal = from == '' and slot_count(part.order) - 1 or tonumber(from)
-- One status and one term, up: from the rarer of the two.
local status, term = sets[2] and sets[2][1], sets[1][1]
local is_rare = not is_down and #sets == 2 and #sets[1] == 1 and #sets[2] == 1 and status.up == bitmap_up and
  redis.call('BITCOUNT', status.key) < term.count
local found, stopped_at = {}, nil
while ordinal and ordinal >= 0 and #found < limit do
  local next
  if is_rare then
    next, stopped_at = seek_rare(status, term, ordinal, work)
  else
    next, stopped_at = seek_all(sets, ordinal, is_down, work)
  end
  ordinal = nil
  if next then
    local row = read_row(prefix, of_era, part, next)
    if row then
      local names = is_registrations and {} or redis.call('HMGET', persons .. (by_field(row[5]).person or ''), 'f', 'l')
      found[#found + 1] = { row, names[1] or '', names[2] or '' }
    end
    ordinal = is_down and next - 1 or next + 1
  end
end
local goes_on_at = stopped_at or ordinal
if goes_on_at and (goes_on_at < 0 or goes_on_at >= slot_count(part.order)) then goes_on_at = nil end
return { goes_on_at and tostring(goes_on_at) or '', unpack(found) }
