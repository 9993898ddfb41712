-- Deletes some of an archive for good.
-- KEYS 1 the archive's registrations by time  2 its prefix of registrations  3 archives  4 prefix of the era
-- ARGV 1 era  2 how many at most
-- Answers 1 when there is more of it, else 0.
local registrations, registration_prefix, archives, prefix = unpack(KEYS)
local era, limit = unpack(ARGV)
for _, key in ipairs(redis.call('ZRANGE', registrations, 0, tonumber(limit) - 1)) do
  redis.call('UNLINK', registration_prefix .. key, registration_prefix .. key .. ':inquiries')
  redis.call('ZREM', registrations, key)
end
if redis.call('ZCARD', registrations) > 0 then return 1 end
redis.call('HDEL', archives, era)
for digest = 1, tonumber(redis.call('HGET', prefix .. 'digests', 'n') or 0) do
  redis.call('UNLINK', prefix .. 'digest:' .. digest, prefix .. 'digest:' .. digest .. ':domains')
end
redis.call('UNLINK', prefix .. 'line', prefix .. 'pending', prefix .. 'approvals', prefix .. 'arrivals',
  prefix .. 'digests')
return 0
