-- Forgets some of those who were admitted; how many there were stays.
-- KEYS 1 attendees  2 webinar
-- ARGV 1 how many at most
-- Answers 1 when there are more, else 0.
local attendees, webinar = unpack(KEYS)
local limit = unpack(ARGV)
local forgotten = #redis.call('SPOP', attendees, limit)
if forgotten > 0 then redis.call('HINCRBY', webinar, 'attended', forgotten) end
return redis.call('EXISTS', attendees)
