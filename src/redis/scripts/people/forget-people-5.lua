-- Forgets people who were not seen for a long time, and of whom nothing is left: no registration or invitation, and no
-- webinar that they host or speak at, whose data are still kept. It walks through the index of people, some of it with each call,
-- and begins anew on another day only.
-- KEYS 1 how far the walk is: `at`, the next hash of the index, absent when there is none; `day` of its beginning;
--        `earliest`, the day on which the one was seen last who was not for longest of those who stay for that
--      2 prefix of the index  3 prefix of what one organisation keeps  4 prefix of webinars  5 prefix of references
-- ARGV 1 today, counted from 1970  2 the last day on which somebody who is forgotten was seen  3 how many entries of
--      the index are looked at, one hash of it more at most
-- Answers { whether there is more (0 or 1), earliest or -1 }.
--@include shared/people.lua
local walk, index, prefix, webinars, references = unpack(KEYS)
local today, seen_until, limit = unpack(ARGV)
seen_until, limit = tonumber(seen_until), tonumber(limit)
local BUCKETS = 4096

local function is_kept(code)
  local webinar = webinars .. code .. ':webinar'
  return redis.call('EXISTS', webinar) == 1 and redis.call('HEXISTS', webinar, 'forgotten') == 0
end

-- Whether somebody has an entry in a webinar whose data are still kept, hosts one, or speaks at one. What is not kept leaves the lists.
local function is_needed(id, fields)
  for i = 1, #fields, 2 do
    if string.byte(fields[i]) == ENTRY then
      if is_kept(string.sub(fields[i], 3)) then return true end
      redis.call('HDEL', prefix .. 'p:' .. id, fields[i])
    end
  end
  for _, lists in ipairs({ 'hosting:', 'speaking:' }) do
    for _, code in ipairs(redis.call('ZRANGE', prefix .. lists .. id, 0, -1)) do
      if is_kept(code) then return true end
      redis.call('ZREM', prefix .. lists .. id, code)
    end
  end
  return false
end

local at, day, earliest = unpack(redis.call('HMGET', walk, 'at', 'day', 'earliest'))
if not at then
  if day == today then return { 0, -1 } end
  at, earliest = 0, nil
  redis.call('HSET', walk, 'at', at, 'day', today)
end
at, earliest = tonumber(at), tonumber(earliest or '-1')

local function look_at(id)
  local person = prefix .. 'p:' .. id
  if redis.call('EXISTS', person) == 0 then return false end
  local seen = tonumber(redis.call('HGET', person, 's'))
  if seen > seen_until then
    if earliest < 0 or seen < earliest then earliest = seen end
    return true
  end
  local fields = redis.call('HGETALL', person)
  if is_needed(id, fields) then return true end
  for _, account in ipairs(unname_all(index, id, fields)) do redis.call('DEL', references .. account) end
  redis.call('DEL', person)
  return true
end

local looked = 0
while at < BUCKETS and looked < limit do
  local bucket = index .. string.format('%03x', at)
  local entries = redis.call('HGETALL', bucket)
  for i = 1, #entries, 2 do
    local identity, id = entries[i], entries[i + 1]
    -- The first of somebody's identities takes the others along.
    if not look_at(id) then redis.call('HDEL', bucket, identity) end
    looked = looked + 1
  end
  at = at + 1
end
redis.call('HSET', walk, 'earliest', earliest)
if at < BUCKETS then
  redis.call('HSET', walk, 'at', at)
  return { 1, -1 }
end
redis.call('HDEL', walk, 'at')
return { 0, earliest }
