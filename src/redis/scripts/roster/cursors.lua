-- Cursors over ordinals that rise: those of a bitmap, or those that a term leads to (terms.lua). Each is asked for the
-- next one from an ordinal on, or down from it, and reads a part at a time. Included after terms.lua.
local WINDOW_BYTES, WINDOW_PLACES = 256, 512
-- Eight places are passed over at once.
local STRIDE = 8 * PLACE

local BITS = { 128, 64, 32, 16, 8, 4, 2, 1 }

-- The first and the last bit of a byte that is not 0, counted from its high end.
local function first_bit(byte)
  for at = 0, 7 do if byte >= BITS[at + 1] then return at end end
end
local function last_bit(byte)
  for at = 7, 0, -1 do if byte % 2 ^ (8 - at) >= 2 ^ (7 - at) then return at end end
end

local function read_bytes(cursor, first)
  cursor.first = first
  cursor.bytes = redis.call('GETRANGE', cursor.key, first, first + WINDOW_BYTES - 1)
end

local function is_read(cursor, byte) return byte >= cursor.first and byte < cursor.first + #cursor.bytes end

local function bitmap_up(cursor, ordinal)
  local at = math.floor(ordinal / 8)
  if not is_read(cursor, at) then read_bytes(cursor, at) end
  local rest = (string.byte(cursor.bytes, at - cursor.first + 1) or 0) % 2 ^ (8 - ordinal % 8)
  if rest > 0 then return at * 8 + first_bit(rest) end
  local next = string.find(cursor.bytes, '%Z', at - cursor.first + 2)
  if not next then
    local found = redis.call('BITPOS', cursor.key, 1, cursor.first + #cursor.bytes)
    if found < 0 then return nil end
    read_bytes(cursor, math.floor(found / 8))
    next = 1
  end
  return (cursor.first + next - 1) * 8 + first_bit(string.byte(cursor.bytes, next))
end

local function bitmap_down(cursor, ordinal)
  local at, above = math.floor(ordinal / 8), 2 ^ (7 - ordinal % 8)
  while at >= 0 do
    if not is_read(cursor, at) then
      read_bytes(cursor, math.max(0, at - WINDOW_BYTES + 1))
      if not string.find(cursor.bytes, '%Z') then
        at, above = cursor.first, 256
      elseif not is_read(cursor, at) then
        at, above = cursor.first + #cursor.bytes - 1, 1
      end
    end
    local byte = string.byte(cursor.bytes, at - cursor.first + 1) or 0
    byte = byte - byte % above
    if byte > 0 then return at * 8 + last_bit(byte) end
    at, above = at - 1, 1
  end
  return nil
end

local function bitmap_cursor(key) return { key = key, first = 0, bytes = '', up = bitmap_up, down = bitmap_down } end

local function read_places(cursor, first)
  cursor.first = first
  cursor.places = redis.call('GETRANGE', cursor.key, first * PLACE, (first + WINDOW_PLACES) * PLACE - 1)
  cursor.read = #cursor.places / PLACE
end

local function place_of(cursor, n)
  local at = n - cursor.first
  if at >= 0 and at < cursor.read then return place_in(cursor.places, at) end
  return place_in(redis.call('GETRANGE', cursor.key, n * PLACE, (n + 1) * PLACE - 1), 0)
end

local function last_read(cursor) return cursor.first + cursor.read - 1 end

-- Narrows where an ordinal may stand, by what was read.
local function narrow(cursor, ordinal, low, high)
  local first, last = cursor.first, last_read(cursor)
  if last < first then return low, high end
  if place_of(cursor, first) > ordinal then return low, math.min(high, first) end
  if place_of(cursor, last) < ordinal then return math.max(low, last + 1), high end
  return math.max(low, first), math.min(high, last)
end

-- How many ordinals stand before this one, which is known to be between two bounds.
local function halve(cursor, ordinal, low, high)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if place_of(cursor, middle) < ordinal then low = middle + 1 else high = middle end
  end
  return low
end

-- The same, where it is a little above the one that was found last; nil where it is not.
local function count_near(cursor, ordinal)
  local at, last, step = cursor.at, last_read(cursor), 1
  if not at or at < cursor.first or at > last or place_of(cursor, at) >= ordinal then return nil end
  while at + step <= last and place_of(cursor, at + step) < ordinal do at, step = at + step, step * 2 end
  return at + step <= last and halve(cursor, ordinal, at + 1, at + step) or nil
end

-- How many ordinals stand before this one.
local function places_before(cursor, ordinal)
  local near = count_near(cursor, ordinal)
  if near then return near end
  local low, high = narrow(cursor, ordinal, 0, cursor.count)
  -- Who goes through all of them needs the next part, or the one before.
  if low > last_read(cursor) then
    read_places(cursor, low)
  elseif high == cursor.first then
    read_places(cursor, math.max(0, high - WINDOW_PLACES))
  end
  low, high = narrow(cursor, ordinal, low, high)
  while high - low > WINDOW_PLACES do
    local middle = math.floor((low + high) / 2)
    if place_of(cursor, middle) < ordinal then low = middle + 1 else high = middle end
  end
  if low < high and (low < cursor.first or high - 1 > last_read(cursor)) then read_places(cursor, low) end
  return halve(cursor, ordinal, low, high)
end

local function places_up(cursor, ordinal)
  local n = places_before(cursor, ordinal)
  cursor.at = n
  return n < cursor.count and place_of(cursor, n) or nil
end

local function places_down(cursor, ordinal)
  local n = places_before(cursor, ordinal + 1) - 1
  return n >= 0 and place_of(cursor, n) or nil
end

local function term_cursor(prefix, term)
  local key = prefix .. 't:' .. term
  return {
    key = key, first = 0, read = 0, places = '', count = redis.call('STRLEN', key) / PLACE,
    up = places_up, down = places_down,
  }
end

-- The next ordinal that any of these cursors has.
local function seek_any(cursors, ordinal, is_down)
  local found
  for _, cursor in ipairs(cursors) do
    local one = is_down and cursor:down(ordinal) or not is_down and cursor:up(ordinal) or nil
    if one and (not found or (is_down and one > found) or (not is_down and one < found)) then found = one end
  end
  return found
end

-- The next ordinal that each of these sets of cursors has, or nil at the end. `work` counts down how often it is looked;
-- where that ends first, answers nil and the ordinal from which to go on.
local function seek_all(sets, ordinal, is_down, work)
  local agreed = 0
  while true do
    for _, cursors in ipairs(sets) do
      if work.left <= 0 then return nil, ordinal end
      work.left = work.left - 1
      local found = seek_any(cursors, ordinal, is_down)
      if not found then return nil end
      agreed = found == ordinal and agreed + 1 or 1
      ordinal = found
      if agreed == #sets then return ordinal end
    end
  end
end

-- Reads the places from an ordinal on as numbers, one a byte; answers whether there are any. Without any, the cursor is
-- through: its last is -1.
local function unpack_places(cursor, ordinal)
  local from = places_before(cursor, ordinal) * PLACE
  local bytes = { string.byte(redis.call('GETRANGE', cursor.key, from, from + WINDOW_PLACES * PLACE - 1), 1, -1) }
  cursor.bytes, cursor.byte = bytes, 1
  local high, middle, low = unpack(bytes, math.max(1, #bytes - 2))
  cursor.last = low and (high * 256 + middle) * 256 + low or -1
  return low ~= nil
end

-- Whether a term leads to this ordinal, asked of ordinals that only rise. Without calls: it is asked very often.
local function leads_to(cursor, ordinal)
  if cursor.last == -1 then return false end
  if not cursor.bytes or ordinal > cursor.last then
    if not unpack_places(cursor, ordinal) then return false end
  end
  local bytes, at = cursor.bytes, cursor.byte
  local near = #bytes - STRIDE
  while at <= near and (bytes[at + STRIDE - 3] * 256 + bytes[at + STRIDE - 2]) * 256 + bytes[at + STRIDE - 1] < ordinal do
    at = at + STRIDE
  end
  local there = (bytes[at] * 256 + bytes[at + 1]) * 256 + bytes[at + 2]
  while there < ordinal do
    at = at + PLACE
    there = (bytes[at] * 256 + bytes[at + 1]) * 256 + bytes[at + 2]
  end
  cursor.byte = at
  return there == ordinal
end

-- The next ordinal of a bitmap to which a term leads, as `seek_all` answers it: where the bitmap has fewer ordinals than
-- the term, only its own are looked at.
local function seek_rare(bitmap, term, ordinal, work)
  while work.left > 0 do
    work.left = work.left - 1
    ordinal = bitmap_up(bitmap, ordinal)
    if not ordinal or leads_to(term, ordinal) then return ordinal end
    if term.last == -1 then return nil end
    ordinal = ordinal + 1
  end
  return nil, ordinal
end

local function popcount(byte)
  local count = 0
  while byte > 0 do
    count = count + byte % 2
    byte = math.floor(byte / 2)
  end
  return count
end

-- How many ordinals below this one some bitmaps have, of which none has what another has.
local function count_under(bitmaps, ordinal)
  local bytes, count = math.floor(ordinal / 8), 0
  for _, bitmap in ipairs(bitmaps) do
    if bytes > 0 then count = count + redis.call('BITCOUNT', bitmap, 0, bytes - 1) end
    local byte = string.byte(redis.call('GETRANGE', bitmap, bytes, bytes)) or 0
    count = count + popcount(byte - byte % 2 ^ (8 - ordinal % 8))
  end
  return count
end

-- The nth ordinal, from 0 on, of such bitmaps.
local function nth_in(bitmaps, n)
  local low, high = 0, 0
  for _, bitmap in ipairs(bitmaps) do high = math.max(high, redis.call('STRLEN', bitmap)) end
  while high - low > 1 do
    local middle, count = math.floor((low + high) / 2), 0
    for _, bitmap in ipairs(bitmaps) do count = count + redis.call('BITCOUNT', bitmap, low, middle - 1) end
    if n < count then high = middle else low, n = middle, n - count end
  end
  local byte = 0
  for _, bitmap in ipairs(bitmaps) do byte = byte + (string.byte(redis.call('GETRANGE', bitmap, low, low)) or 0) end
  while n > 0 do
    byte, n = byte - 2 ^ (7 - first_bit(byte)), n - 1
  end
  return low * 8 + first_bit(byte)
end
