-- Deletes some of an archive for good.
-- KEYS 1 the archive's registrations by time  2 its prefix of registrations  3 archives  4 prefix of the era
-- ARGV 1 era  2 how many at most
-- Answers 1 when there is more of it, else 0.
local keys = redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)
for _, key in ipairs(keys) do
  redis.call('UNLINK', KEYS[2] .. key, KEYS[2] .. key .. ':inquiries')
  redis.call('ZREM', KEYS[1], key)
end
if redis.call('ZCARD', KEYS[1]) > 0 then return 1 end
redis.call('HDEL', KEYS[3], ARGV[1])
local era = KEYS[4]
for digest = 1, tonumber(redis.call('HGET', era .. 'digests', 'n') or 0) do
  redis.call('UNLINK', era .. 'digest:' .. digest, era .. 'digest:' .. digest .. ':domains')
end
redis.call('UNLINK', era .. 'line', era .. 'pending', era .. 'approvals', era .. 'arrivals', era .. 'digests')
return 0
