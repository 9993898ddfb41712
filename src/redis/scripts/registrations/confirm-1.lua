-- Marks a version of a registration as confirmed: a platform or mail server accepted the delivery about it. One about an
-- earlier version may be accepted later, and takes nothing back.
-- KEYS 1 registration
-- ARGV 1 version
-- Answers 1, or 0 when there is no such registration: a hash with this field alone would be none.
local registration = unpack(KEYS)
local version = unpack(ARGV)
local status, confirmed = unpack(redis.call('HMGET', registration, 's', 'y'))
if not status then return 0 end
if tonumber(confirmed or 0) < tonumber(version) then redis.call('HSET', registration, 'y', version) end
return 1
