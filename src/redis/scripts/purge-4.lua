-- Deletes some of an archive for good.
-- KEYS 1 the archive's registrations by time  2 its prefix of registrations  3 archives  4 its line
-- ARGV 1 era  2 how many at most
-- Answers 1 when there is more of it, else 0.
local keys = redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)
for _, key in ipairs(keys) do
  redis.call('UNLINK', KEYS[2] .. key)
  redis.call('ZREM', KEYS[1], key)
end
if redis.call('ZCARD', KEYS[1]) > 0 then return 1 end
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('UNLINK', KEYS[4])
return 0
