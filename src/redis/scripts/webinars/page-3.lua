-- Reads one page of a list of webinars, and how many the whole list has.
-- KEYS 1 list: zset by start of 'CODE' or 'CODE:KEY'  2 a list whose webinars stand among those of the first, or the
--      first again  3 prefix of webinars
-- ARGV 1 now  2 the earliest start of a webinar that may still run  3 how many to skip  4 how many to answer
--      5 '1' where a cancelled webinar counts too, or ''
-- Answers how many of the list are not over, then the members of the page.
local list, also, webinars = unpack(KEYS)
local now, earliest, skip, most, with_cancelled = unpack(ARGV)
now, skip, most = tonumber(now), tonumber(skip), tonumber(most)
-- Bounds the work. What a longer list has beyond that is counted as it stands, without a look at each.
local LOOKED_AT_MOST = 5000

local function code_of(member) return string.match(member, '^[^:]+') end

local function counts(member)
  local settings = redis.call('HGET', webinars .. code_of(member) .. ':webinar', 'settings')
  if not settings then return false end
  local webinar = cjson.decode(settings)
  return webinar.endsAt > now and (with_cancelled == '1' or webinar.state == 'scheduled')
end

local function read(from)
  local read = redis.call('ZRANGEBYSCORE', from, earliest, '+inf', 'WITHSCORES', 'LIMIT', 0, LOOKED_AT_MOST)
  local members = {}
  for i = 1, #read, 2 do members[#members + 1] = { name = read[i], start = tonumber(read[i + 1]) } end
  return members, math.max(redis.call('ZCOUNT', from, earliest, '+inf') - LOOKED_AT_MOST, 0)
end

local members, total = read(list)
if also ~= list then
  local codes = {}
  for _, member in ipairs(members) do codes[code_of(member.name)] = true end
  local others, more = read(also)
  total = total + more
  for _, member in ipairs(others) do
    if not codes[code_of(member.name)] then members[#members + 1] = member end
  end
  table.sort(members, function(a, b)
    if a.start == b.start then return a.name < b.name end
    return a.start < b.start
  end)
end

local page, seen = {}, 0
for _, member in ipairs(members) do
  if counts(member.name) then
    seen = seen + 1
    if seen > skip and #page < most then page[#page + 1] = member.name end
  end
end
return { total + seen, unpack(page) }
