-- Forgets some of what a webinar holds about people: the registrations of an era with their answers and inquiries, then
-- invitations. IDs go with the addresses. The webinar's counts stay.
-- KEYS 1 webinar prefix (names below it are built here)  2 prefix of persons  3 invitees
-- ARGV 1 code  2 era  3 how many at most
-- Answers 1 when there are more, else 0.
--@include shared/known.lua
--@include shared/order.lua
local prefix, persons, invitees = unpack(KEYS)
local code, era, limit = unpack(ARGV)
local of_era = prefix .. 'e' .. era .. ':'

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
  redis.call('ZREM', invitees, key)
end

local registered = take_last(of_era, tonumber(limit))
for _, key in ipairs(registered) do forget(key) end
if #registered > 0 or slot_count(of_era .. 'order') > 0 then return 1 end
for _, status in ipairs(STATUSES) do redis.call('UNLINK', of_era .. 'in:' .. status) end
for _, key in ipairs(redis.call('ZRANGE', invitees, 0, tonumber(limit) - 1)) do forget(key) end
return redis.call('EXISTS', invitees)
