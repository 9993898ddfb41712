-- Forgets people who were not seen for a long time, and of whom nothing is left: no registration or invitation, and no
-- webinar that they host, whose data are still kept. The others are looked at again when such a webinar is purged.
-- KEYS 1 people by when they were seen  2 index (chat identity or mail:<address> -> person)
--      3 prefix of what one organisation keeps  4 prefix of webinars  5 prefix of references
-- ARGV 1 now  2 seen at this instant at the latest  3 how many at most
-- Answers { how many were forgotten, how many were looked at, when the next of them was seen last or -1 }.
local seen, index, prefix, webinars, references = unpack(KEYS)
local now, seen_until, limit = unpack(ARGV)

-- Whether a list of webinars, or of entries in them, names one whose data are still kept; the others leave the list.
local function has_kept(list)
  for _, member in ipairs(redis.call('ZRANGE', list, 0, -1)) do
    local webinar = webinars .. string.match(member, '^[^:]+') .. ':webinar'
    if redis.call('EXISTS', webinar) == 1 and redis.call('HEXISTS', webinar, 'forgotten') == 0 then return true end
    redis.call('ZREM', list, member)
  end
  return false
end

local function forget(id)
  local fields = redis.call('HGETALL', prefix .. 'person:' .. id)
  local function unname(identity)
    if redis.call('HGET', index, identity) == id then redis.call('HDEL', index, identity) end
  end
  for i = 1, #fields, 2 do
    local field, value = fields[i], fields[i + 1]
    local account = string.match(field, '^chat:(.+)$')
    if account then
      unname(account)
      unname('mail:' .. (string.match(value, ' (.+)$') or ''))
      redis.call('DEL', references .. account)
    elseif field == 'address' then
      unname('mail:' .. value)
    end
  end
  redis.call('DEL', prefix .. 'person:' .. id)
  redis.call('ZREM', seen, id)
end

local forgotten = 0
local some = redis.call('ZRANGEBYSCORE', seen, '-inf', seen_until, 'LIMIT', 0, limit)
for _, id in ipairs(some) do
  if has_kept(prefix .. 'mine:' .. id) or has_kept(prefix .. 'hosting:' .. id) then
    redis.call('ZADD', seen, now, id)
  else
    forget(id)
    forgotten = forgotten + 1
  end
end
return { forgotten, #some, redis.call('ZRANGE', seen, 0, 0, 'WITHSCORES')[2] or '-1' }
