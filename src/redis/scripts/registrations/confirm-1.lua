-- Marks a version of a registration as confirmed: a platform or mail server accepted the delivery about it.
-- KEYS 1 registration
-- ARGV 1 version
-- Answers 1, or 0 when there is no such registration: a hash with this field alone would be none.
local registration = unpack(KEYS)
local version = unpack(ARGV)
if redis.call('HEXISTS', registration, 's') == 0 then return 0 end
redis.call('HSET', registration, 'y', version)
return 1
