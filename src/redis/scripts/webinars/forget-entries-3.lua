-- Forgets some of what a webinar holds about people: the registrations of an era with their answers and inquiries, then
-- invitations. IDs go with the addresses. The webinar's counts stay.
-- KEYS 1 webinar prefix (names below it are built here)  2 prefix of persons  3 invitees: string of slots
-- ARGV 1 code  2 era  3 how many at most
-- Answers 1 when there are more, else 0.
--@include shared/known.lua
--@include shared/order.lua
--@include shared/invited.lua
--@include shared/terms.lua
local prefix, persons, invitees = unpack(KEYS)
local code, era, limit = unpack(ARGV)
local of_era = prefix .. 'e' .. era .. ':'
limit = tonumber(limit)

local function forget_record(record, key, person, address)
  if person then take_entry(persons .. person, code, key) end
  if address then redis.call('HDEL', prefix .. 'addresses', address) end
  redis.call('UNLINK', record)
end

local function forget(key)
  local registration, invitee = of_era .. 'r:' .. key, prefix .. 'invitee:' .. key
  redis.call('UNLINK', registration .. ':inquiries')
  forget_record(registration, key, unpack(redis.call('HMGET', registration, 'p', 'a')))
  forget_record(invitee, key, unpack(redis.call('HMGET', invitee, 'person', 'address')))
end

-- Answers whether there is more in an order, or to be found by terms.
local function forget_last(order, bitmaps, indexed)
  local keys = take_last(order, bitmaps, limit)
  for _, key in ipairs(keys) do forget(key) end
  if #keys > 0 or slot_count(order) > 0 or take_terms(indexed, limit) then return true end
  redis.call('UNLINK', unpack(bitmaps))
  return false
end

if forget_last(of_era .. 'order', status_bitmaps(of_era), of_era) then return 1 end
return forget_last(invitees, invited_bitmaps(prefix), prefix .. 'invited:') and 1 or 0
