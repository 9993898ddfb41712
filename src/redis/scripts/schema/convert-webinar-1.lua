-- Converts a piece of what one webinar held in layout 1 about registrations: a hash with long field names for each, a
-- zset of all by time, a zset of those that wait, and a hash of registration IDs.
-- KEYS 1 webinar prefix (names below it are built here)
-- ARGV 1 how many registrations at most
-- Answers 1 when there is more, 0 when only IDs of those without a registration are left.
--@include shared/order.lua
--@include shared/pairs.lua
local prefix = unpack(KEYS)
local limit = unpack(ARGV)
local webinar = prefix .. 'webinar'

-- The name changes first: processes of the former version find no such webinar from then on, and refuse.
if redis.call('EXISTS', prefix .. 'settings') == 1 then
  redis.call('RENAME', prefix .. 'settings', webinar)
  redis.call('HSET', webinar, 'converting', '1')
  return 1
end

local SHORT = {
  status = 's', version = 'v', address = 'a', person = 'p', first = 'f', last = 'l', form = 'F', at = 't',
  offerEndsAt = 'e', digest = 'g', how = 'w', reason = 'r', reasonTold = 'R', undoUntil = 'u', wasBefore = 'b',
  keeps = 'k', claimed = 'm', confirmed = 'y', round = 'o', expired = 'i', sequence = 'x',
}
-- What a record leaves out.
local USUAL = { round = '1', expired = '0', sequence = '0' }

-- As in records/pieces.ts.
local PIECE_BYTES, CUT_BELOW_BYTES = 64, 2048
local function add(fields, field, text)
  local name, n = field, 0
  while #text > PIECE_BYTES and (n > 0 or #text <= CUT_BELOW_BYTES) do
    local length = PIECE_BYTES
    -- No letter is cut: what follows a piece does not go on with one.
    while string.byte(text, length + 1) >= 128 and string.byte(text, length + 1) < 192 do length = length - 1 end
    fields[#fields + 1], fields[#fields + 2] = name, string.sub(text, 1, length)
    text, n = string.sub(text, length + 1), n + 1
    name = field .. '+' .. n
  end
  fields[#fields + 1], fields[#fields + 2] = name, text
end

local LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

-- 32 hexadecimal digits as base64url.
local function packed(hex)
  local text, bits, count = {}, 0, 0
  for digit in string.gmatch(hex, '%x') do
    bits, count = bits * 16 + tonumber(digit, 16), count + 4
    if count >= 6 then
      local rest = 2 ^ (count - 6)
      local letter = math.floor(bits / rest)
      text[#text + 1] = string.sub(LETTERS, letter + 1, letter + 1)
      bits, count = bits % rest, count - 6
    end
  end
  if count > 0 then
    local letter = bits * 2 ^ (6 - count)
    text[#text + 1] = string.sub(LETTERS, letter + 1, letter + 1)
  end
  return table.concat(text)
end

-- As in records/chat.ts.
local HEX = '[0-9a-f]'
local UUID = '^' .. HEX:rep(8) .. ('%-' .. HEX:rep(4)):rep(3) .. '%-' .. HEX:rep(12) .. '$'
local function short_chat(via)
  return (string.gsub(via, '[^:]+', function(part)
    return string.find(part, UUID) and '=' .. packed((string.gsub(part, '-', ''))) or part
  end))
end

-- Adds the changes. Answers which version a decision by this person at this time made, and when a seat was claimed:
-- with the change right after the last offer.
local function add_history(fields, history, person, decided_by, decided_at)
  local decision, claimed, is_offered
  for version, status, at, by in string.gmatch(history, '(%d+) (%l+) (%d+) ([^;]+);') do
    add(fields, 'h' .. version, string.sub(status, 1, 1) .. at .. (by == person and '' or ' ' .. by))
    if by == decided_by and at == decided_at then decision = version end
    if status == 'offered' then claimed = nil elseif is_offered then claimed = at end
    is_offered = status == 'offered'
  end
  return decision, claimed
end

local function record_of(registration, ordinal)
  local old, flat = {}, redis.call('HGETALL', registration)
  for i = 1, #flat, 2 do old[flat[i]] = flat[i + 1] end
  if not old.status then return nil end
  local fields = { 'n', ordinal, 'c', short_chat(old.via) }
  for name, short in pairs(SHORT) do
    if old[name] and old[name] ~= USUAL[name] then add(fields, short, old[name]) end
  end
  for question, given in pairs(cjson.decode(old.answers)) do
    if #given > 0 then add(fields, 'q:' .. question, cjson.encode(given)) end
  end
  local decision, claimed = add_history(fields, old.history, old.person, old.decidedBy, old.decidedAt)
  if decision then add(fields, 'd', decision) end
  -- Older records say only that somebody was late.
  if old.late == '1' and not old.claimed and claimed then add(fields, 'm', claimed) end
  return { fields = fields, status = old.status, address = old.address }
end

local function convert(of_era, key, at)
  local old, new = of_era .. 'registration:' .. key, of_era .. 'r:' .. key
  local order = of_era .. 'order'
  local record = record_of(old, slot_count(order))
  if record then
    local ordinal = join_order(order, key, tonumber(at))
    for i = 1, #record.fields, 100 do
      redis.call('HSET', new, unpack(record.fields, i, math.min(i + 99, #record.fields)))
    end
    mark_status(of_era, ordinal, nil, record.status)
    if pair_of(prefix .. 'addresses', record.address) == key then
      keep_pair(prefix .. 'addresses', record.address, key, redis.call('HGET', prefix .. 'ids', key) or '')
      redis.call('HDEL', prefix .. 'ids', key)
    end
  end
  if redis.call('EXISTS', old .. ':inquiries') == 1 then redis.call('RENAME', old .. ':inquiries', new .. ':inquiries') end
  redis.call('UNLINK', old)
  redis.call('ZREM', of_era .. 'registrations', key)
end

for era = 1, tonumber(redis.call('HGET', webinar, 'era') or 0) do
  local of_era = prefix .. 'e' .. era .. ':'
  local some = redis.call('ZRANGE', of_era .. 'registrations', 0, limit - 1, 'WITHSCORES')
  for i = 1, #some, 2 do convert(of_era, some[i], some[i + 1]) end
  if #some > 0 then return 1 end
  redis.call('UNLINK', of_era .. 'pending', of_era .. 'arrivals')
end
return 0
