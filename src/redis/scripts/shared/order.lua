-- In which order registrations came, and which of them has which status. Included by every script that registers,
-- changes a status, or reads registrations in their order.
--
-- Under the prefix of a webinar's era:
--   order        string of slots of 29 bytes: a key (16), and when it came (ms, 13 digits). A registration's place in
--                it, from 0 on, is its ordinal, which its record keeps. A slot whose registration is gone has no key.
--   in:<status>  bitmap: whether the registration with this ordinal has the status
-- Times in `order` never fall, so that a time is found by halving: who comes by a clock that is behind comes with the
-- last one, and so does who is restored beside others that came meanwhile.
local SLOT, KEY, TIME = 29, 16, 13
local NO_KEY = string.rep('.', KEY)
local STATUSES = { 'pending', 'approved', 'rejected', 'cancelled', 'waitlisted', 'offered' }

local function slot_count(order) return redis.call('STRLEN', order) / SLOT end

-- The slots from one ordinal on, as one text.
local function slots_from(order, ordinal, count)
  return redis.call('GETRANGE', order, ordinal * SLOT, (ordinal + count) * SLOT - 1)
end

-- The key and the time of the nth slot, from 0 on, in such a text; no key where its registration is gone.
local function slot_in(slots, n)
  local key = string.sub(slots, n * SLOT + 1, n * SLOT + KEY)
  return key ~= NO_KEY and key or nil, tonumber(string.sub(slots, n * SLOT + KEY + 1, (n + 1) * SLOT))
end

-- The slots from one ordinal on that have a key, at most so many: each { key, at }.
local function slots_until(order, ordinal, limit)
  local AT_ONCE = 500
  local found, count = {}, slot_count(order)
  while ordinal < count and #found < limit do
    local some = math.min(AT_ONCE, count - ordinal)
    local slots = slots_from(order, ordinal, some)
    for n = 0, some - 1 do
      local key, at = slot_in(slots, n)
      if key and #found < limit then found[#found + 1] = { key = key, at = at } end
    end
    ordinal = ordinal + some
  end
  return found
end

-- Gives a registration the next slot. Answers its ordinal.
local function join_order(order, key, at)
  local last = tonumber(redis.call('GETRANGE', order, -TIME, -1)) or 0
  local slot = key .. string.format('%0' .. TIME .. '.0f', math.max(last, at))
  return redis.call('APPEND', order, slot) / SLOT - 1
end

local function leave_order(order, ordinal) redis.call('SETRANGE', order, ordinal * SLOT, NO_KEY) end

-- Takes the last ordinals of an order away, and from its bitmaps. Answers the keys that their slots had.
local function take_last(order, bitmaps, limit)
  local count = slot_count(order)
  local left = math.max(0, count - limit)
  local slots, keys = slots_from(order, left, count - left), {}
  for n = 0, count - left - 1 do keys[#keys + 1] = slot_in(slots, n) end
  for _, bitmap in ipairs(bitmaps) do
    for ordinal = left, count - 1 do redis.call('SETBIT', bitmap, ordinal, 0) end
  end
  if left == 0 then redis.call('DEL', order) else redis.call('SET', order, slots_from(order, 0, left)) end
  return keys
end

-- The first ordinal that came at `at` or later.
local function first_from(order, at)
  local low, high = 0, slot_count(order)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local _, came = slot_in(slots_from(order, middle, 1), 0)
    if came < at then low = middle + 1 else high = middle end
  end
  return low
end

-- The first ordinal from this one on that a bitmap has, or nil.
local function next_in(bitmap, ordinal)
  while ordinal % 8 ~= 0 do
    if redis.call('GETBIT', bitmap, ordinal) == 1 then return ordinal end
    ordinal = ordinal + 1
  end
  local found = redis.call('BITPOS', bitmap, 1, ordinal / 8)
  return found >= 0 and found or nil
end

-- How many of the ordinals below this one a bitmap has.
local function count_below(bitmap, ordinal)
  local bytes = math.floor(ordinal / 8)
  local count = bytes > 0 and redis.call('BITCOUNT', bitmap, 0, bytes - 1) or 0
  for one = bytes * 8, ordinal - 1 do count = count + redis.call('GETBIT', bitmap, one) end
  return count
end

-- The bitmaps of an era's statuses.
local function status_bitmaps(of_era)
  local bitmaps = {}
  for i, status in ipairs(STATUSES) do bitmaps[i] = of_era .. 'in:' .. status end
  return bitmaps
end

-- How many registrations an era has: each has one status.
local function count_all(of_era)
  local count = 0
  for _, status in ipairs(STATUSES) do count = count + redis.call('BITCOUNT', of_era .. 'in:' .. status) end
  return count
end

-- Sets what the bitmaps say of a registration: no status, or one.
local function mark_status(of_era, ordinal, from, to)
  if from then redis.call('SETBIT', of_era .. 'in:' .. from, ordinal, 0) end
  if to then redis.call('SETBIT', of_era .. 'in:' .. to, ordinal, 1) end
end
