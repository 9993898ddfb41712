-- Puts cancelled webinars in a list by start under the negative of it, as layout 2 does.
-- KEYS 1 the list  2 prefix of webinars
-- ARGV 1 and on: codes
-- Answers how many there were that did not stand there.
local list, webinars = unpack(KEYS)
local moved = 0
for _, code in ipairs(ARGV) do
  local settings = redis.call('HGET', webinars .. code .. ':webinar', 'settings') or ''
  local start = tonumber(redis.call('ZSCORE', list, code))
  if start and start > 0 and string.find(settings, '"state":"cancelled"', 1, true) then
    redis.call('ZADD', list, -start, code)
    moved = moved + 1
  end
end
return moved
