-- Forgets some of what a webinar holds about people: registrations with their answers and inquiries, invitations, IDs.
-- The webinar's counts stay. Their people are looked at next, whatever webinar kept them until now.
-- KEYS 1 zset of keys: of an era's registrations, or of invitees  2 webinar prefix  3 prefix of what people have
--      4 prefix of persons  5 people by when they are looked at
-- ARGV 1 code  2 era  3 how many at most
-- Answers 1 when there are more, else 0.
local some, prefix, entries, persons, seen = unpack(KEYS)
local code, era, limit = unpack(ARGV)

local function forget_record(record, key)
  local person, address = unpack(redis.call('HMGET', record, 'person', 'address'))
  if person then
    redis.call('ZREM', entries .. person, code .. ':' .. key)
    local seen_at = redis.call('HGET', persons .. person, 'seen')
    if seen_at then redis.call('ZADD', seen, 'XX', seen_at, person) end
  end
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
