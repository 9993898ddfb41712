-- Forgets some of what a webinar holds about people: registrations with their answers and inquiries, invitations, IDs.
-- The webinar's counts stay.
-- KEYS 1 zset of keys: of an era's registrations, or of invitees  2 webinar prefix  3 prefix of persons
-- ARGV 1 code  2 era  3 how many at most
-- Answers 1 when there are more, else 0.
--@include shared/known.lua
local some, prefix, persons = unpack(KEYS)
local code, era, limit = unpack(ARGV)

local function forget_record(record, key)
  local person, address = unpack(redis.call('HMGET', record, 'person', 'address'))
  if person then take_entry(persons .. person, code, key) end
  if address then redis.call('HDEL', prefix .. 'addresses', address) end
  redis.call('UNLINK', record)
end

for _, key in ipairs(redis.call('ZRANGE', some, 0, tonumber(limit) - 1)) do
  local registration = prefix .. 'e' .. era .. ':registration:' .. key
  redis.call('UNLINK', registration .. ':inquiries')
  forget_record(registration, key)
  forget_record(prefix .. 'invitee:' .. key, key)
  redis.call('HDEL', prefix .. 'ids', key)
  redis.call('ZREM', prefix .. 'invitees', key)
  redis.call('ZREM', some, key)
end
return redis.call('EXISTS', some)
