-- Reads one page of a list of webinars that are not over, the soonest start first, and how many the whole list has, with
-- the person who asks: all that a command like `list` or `my` shows, in one trip. 'past' has those that are over, the
-- latest start first; 'hosted_ever' has those that have begun, the latest first, and then those ahead, the soonest first.
-- KEYS 1 prefix of the index of people  2 prefix of persons  3 prefix of what people host  4 webinars by start
--      5 prefix of webinars  6 forms  7 prefix of what people speak at  8 prefix of references
-- ARGV 1 the list: 'upcoming', and 'coming' for the same with what the person has of each; or of a person: 'mine' and 'past' for what they have, cancelled webinars included, 'hosted'
--      and 'hosted_ever' for what they host, 'led' for what they host or speak at, 'concerning' for all of that without cancelled ones,
--      'open' for what is coming and none of it  2 the person's identity, or ''  3 their id, or ''  4 now
--      5 the earliest start of a webinar that may still run  6 how many to skip  7 how many to answer
--      then names of references
-- Answers { references, false or the person as find-person does, how many the list has, { code, what shared/webinar.lua answers, for
-- what the person has of it in 'mine', 'past' and 'coming', and in 'concerning' without hosting it or speaking there, what
-- shared/entry.lua answers } … }.
--@include shared/people.lua
--@include shared/references.lua
--@include shared/pairs.lua
--@include shared/webinar.lua
--@include shared/entry.lua
local index, persons, hosting, all, webinars, forms, speaking, references = unpack(KEYS)
local list, identity, id, now, earliest, skip, most = unpack(ARGV)
now, skip, most = tonumber(now), tonumber(skip), tonumber(most)

-- What is in the list and not over, as far as the page needs it: { code, key or '', start } …; and how much that is.
local found, total = {}, 0
local is_own = list == 'mine' or list == 'past'

-- Settings are not decoded for a time: within texts, quotes are escaped there.
local function time_in(settings, name)
  local _, at = string.find(settings, '"' .. name .. '":', 1, true)
  return tonumber(string.match(settings, '^%d+', at + 1))
end

local function settings_of(code) return redis.call('HGET', webinars .. code .. ':webinar', 'settings') end

local function add(code, key, start)
  found[#found + 1] = { code = code, key = key, start = start }
end

local function add_all(some)
  for i = 1, #some, 2 do add(some[i], '', tonumber(some[i + 1])) end
end

-- Adds webinars of a zset by start, in which those that no page shows stand under the negative of theirs. Those that
-- are ahead are counted, and read as far as the page goes.
local function add_zset(zset)
  local started = redis.call('ZRANGEBYSCORE', zset, earliest, now, 'WITHSCORES')
  for i = 1, #started, 2 do
    local settings = settings_of(started[i])
    if settings and time_in(settings, 'endsAt') > now then
      add(started[i], '', tonumber(started[i + 1]))
      total = total + 1
    end
  end
  total = total + redis.call('ZCOUNT', zset, '(' .. now, '+inf')
  -- What is skipped is not even read, unless entries stand between.
  local unread = (list == 'concerning' or list == 'led') and 0 or math.max(0, skip - #found)
  skip = skip - unread
  add_all(redis.call('ZRANGEBYSCORE', zset, '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', unread, skip + most))
end

-- Adds all that a zset has, whether it is over or not.
local function add_ever(zset)
  local begun = redis.call('ZCOUNT', zset, 0, now)
  total = begun + redis.call('ZCOUNT', zset, '(' .. now, '+inf')
  add_all(redis.call('ZREVRANGEBYSCORE', zset, now, 0, 'WITHSCORES', 'LIMIT', skip, most))
  local ahead_skip, ahead_most = math.max(0, skip - begun), most - #found
  if ahead_most > 0 then
    add_all(redis.call('ZRANGEBYSCORE', zset, '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', ahead_skip, ahead_most))
  end
  skip = 0
end

-- The codes of what somebody has, hosts or speaks at.
local function own_codes()
  local own = {}
  for _, field in ipairs(redis.call('HKEYS', persons .. id)) do
    if string.byte(field) == ENTRY then own[string.sub(field, 3)] = true end
  end
  for _, prefix in ipairs({ hosting, speaking }) do
    for _, code in ipairs(redis.call('ZRANGEBYSCORE', prefix .. id, earliest, '+inf')) do own[code] = true end
  end
  return own
end

-- How many of them stand in a zset ahead of now, and how many of those come before the nth of the others, from 0 on.
local function own_before(zset, own, n)
  local begun, places = redis.call('ZCOUNT', zset, '-inf', now), {}
  for code in pairs(own) do
    local rank = redis.call('ZRANK', zset, code)
    if rank and rank >= begun then places[#places + 1] = rank - begun end
  end
  table.sort(places)
  local before = 0
  for _, place in ipairs(places) do
    if place <= n + before then before = before + 1 end
  end
  return #places, before
end

-- Adds what is not somebody's own, as add_zset does.
local function add_others(zset, own)
  for _, code in ipairs(redis.call('ZRANGEBYSCORE', zset, earliest, now)) do
    local settings = settings_of(code)
    if not own[code] and settings and time_in(settings, 'endsAt') > now then
      add(code, '', time_in(settings, 'startsAt'))
      total = total + 1
    end
  end
  local unread = math.max(0, skip - #found)
  local own_count, before = own_before(zset, own, unread)
  total = total + redis.call('ZCOUNT', zset, '(' .. now, '+inf') - own_count
  skip = skip - unread
  local some = redis.call('ZRANGEBYSCORE', zset, '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', unread + before,
    skip + most + own_count)
  for i = 1, #some, 2 do
    if not own[some[i]] then add(some[i], '', tonumber(some[i + 1])) end
  end
end

local function add_entries(code, keys)
  local settings = settings_of(code)
  if not settings or (time_in(settings, 'endsAt') <= now) ~= (list == 'past') then return end
  local start = time_in(settings, 'startsAt')
  if is_own then
    for key in string.gmatch(keys, '%S+') do
      add(code, key, start)
      total = total + 1
    end
  elseif string.find(settings, '"state":"scheduled"', 1, true) and not redis.call('ZSCORE', hosting .. id, code)
    and not redis.call('ZSCORE', speaking .. id, code) then
    add(code, string.match(keys, '%S+') or '', start)
    total = total + 1
  end
end

local function add_all_entries()
  local fields = redis.call('HGETALL', persons .. id)
  for i = 1, #fields, 2 do
    if string.byte(fields[i]) == ENTRY then add_entries(string.sub(fields[i], 3), fields[i + 1]) end
  end
end

if identity ~= '' then id = person_of(index, identity) or '' end
local fields = id ~= '' and list_fields(persons .. id) or {}
local person = #fields > 0 and { id, fields } or false
if list == 'upcoming' or list == 'coming' then
  add_zset(all)
elseif list == 'open' then
  add_others(all, id ~= '' and own_codes() or {})
elseif list == 'hosted_ever' then
  if id ~= '' then add_ever(hosting .. id) end
elseif id ~= '' then
  if is_own or list == 'concerning' then add_all_entries() end
  if not is_own then add_zset(hosting .. id) end
  -- Nobody hosts what they speak at.
  if list == 'concerning' or list == 'led' then add_zset(speaking .. id) end
end
if is_own or list == 'concerning' or list == 'led' then
  table.sort(found, function(a, b)
    if a.start ~= b.start then return (a.start < b.start) == (list ~= 'past') end
    return a.code .. a.key < b.code .. b.key
  end)
end

-- The key under which the person has the webinar, or ''.
local function own_key(code)
  local keys = id ~= '' and redis.call('HGET', persons .. id, string.char(ENTRY) .. ':' .. code)
  return keys and string.match(keys, '%S+') or ''
end

local function read(one)
  if list == 'coming' then one.key = own_key(one.code) end
  local prefix = webinars .. one.code .. ':'
  local webinar = prefix .. 'webinar'
  if one.key == '' then return { one.code, read_webinar(webinar, '') } end
  local era, form = unpack(redis.call('HMGET', webinar, 'era', 'formId'))
  return { one.code, read_webinar(webinar, ''), read_entry(prefix, forms, era, form, '', one.key) }
end

local answer = { read_references(references, { unpack(ARGV, 8) }), person, total }
for i = skip + 1, math.min(skip + most, #found) do answer[#answer + 1] = read(found[i]) end
return answer
