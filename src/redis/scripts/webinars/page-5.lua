-- Reads one page of a list of webinars that are not over, the soonest start first, and how many the whole list has.
-- KEYS 1 prefix of the index of people  2 prefix of persons  3 prefix of what people host  4 webinars by start
--      5 prefix of webinars
-- ARGV 1 the list: 'upcoming'; or of a person: 'mine' for what they have, cancelled webinars included, 'hosted' for what
--      they host, 'concerning' for both without cancelled ones  2 the person's identity, or ''  3 their id, or ''
--      4 now  5 the earliest start of a webinar that may still run  6 how many to skip  7 how many to answer
-- Answers { person or {} as find-person does, how many the list has, { code, key or '' } … }.
--@include shared/people.lua
local index, persons, hosting, all, webinars = unpack(KEYS)
local list, identity, id, now, earliest, skip, most = unpack(ARGV)
now, skip, most = tonumber(now), tonumber(skip), tonumber(most)
-- Bounds the work. What a longer list has beyond that is counted as it stands, without a look at each.
local LOOKED_AT_MOST = 5000

-- What there is in the list and is not over: { code, key, start } …
local found, uncounted, codes = {}, 0, {}

-- Settings are not decoded for their times: within texts, quotes are escaped there.
local function look_at(code, entries)
  if codes[code] then return end
  codes[code] = true
  local settings = redis.call('HGET', webinars .. code .. ':webinar', 'settings')
  if not settings or tonumber(string.match(settings, '"endsAt":(%d+)')) <= now then return end
  if list ~= 'mine' and not string.find(settings, '"state":"scheduled"', 1, true) then return end
  local start = tonumber(string.match(settings, '"startsAt":(%d+)'))
  for key in string.gmatch(entries, '%S+') do found[#found + 1] = { code = code, key = key, start = start } end
end

local function look_through(zset)
  uncounted = uncounted + math.max(redis.call('ZCOUNT', zset, earliest, '+inf') - LOOKED_AT_MOST, 0)
  local some = redis.call('ZRANGEBYSCORE', zset, earliest, '+inf', 'LIMIT', 0, LOOKED_AT_MOST)
  for _, code in ipairs(some) do look_at(code, '-') end
end

local function look_through_entries()
  local fields = redis.call('HGETALL', persons .. id)
  for i = 1, #fields, 2 do
    local code = string.match(fields[i], '^w:(.+)$')
    if code then look_at(code, list == 'mine' and fields[i + 1] or '-') end
  end
end

if identity ~= '' then id = person_of(index, identity) or '' end
local person = id ~= '' and { id, list_fields(persons .. id) } or {}
if list == 'upcoming' then
  look_through(all)
elseif id ~= '' then
  if list ~= 'hosted' then look_through_entries() end
  if list ~= 'mine' then look_through(hosting .. id) end
end
table.sort(found, function(a, b)
  if a.start ~= b.start then return a.start < b.start end
  return a.code .. a.key < b.code .. b.key
end)

local answer = { person, uncounted + #found }
for i = skip + 1, math.min(skip + most, #found) do
  answer[#answer + 1] = { found[i].code, found[i].key == '-' and '' or found[i].key }
end
return answer
