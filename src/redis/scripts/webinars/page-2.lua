-- Reads one page of a list of webinars, and how many the whole list has.
-- KEYS 1 list: zset by start of 'CODE' or 'CODE:KEY'  2 prefix of webinars
-- ARGV 1 now  2 the earliest start of a webinar that may still run  3 how many to skip  4 how many to answer
--      5 '1' where a cancelled webinar counts too, or ''
-- Answers how many of the list are not over, then the members of the page.
local list, webinars = unpack(KEYS)
local now, earliest, skip, most, with_cancelled = unpack(ARGV)
now, skip, most = tonumber(now), tonumber(skip), tonumber(most)
-- Bounds the work. What a longer list has beyond that is counted as it stands, without a look at each.
local LOOKED_AT_MOST = 5000

local function counts(member)
  local code = string.match(member, '^[^:]+')
  local settings = redis.call('HGET', webinars .. code .. ':settings', 'settings')
  if not settings then return false end
  local webinar = cjson.decode(settings)
  return webinar.endsAt > now and (with_cancelled == '1' or webinar.state == 'scheduled')
end

local total, page = 0, {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', list, earliest, '+inf', 'LIMIT', 0, LOOKED_AT_MOST)) do
  if counts(member) then
    total = total + 1
    if total > skip and #page < most then page[#page + 1] = member end
  end
end
total = total + math.max(redis.call('ZCOUNT', list, earliest, '+inf') - LOOKED_AT_MOST, 0)
return { total, unpack(page) }
