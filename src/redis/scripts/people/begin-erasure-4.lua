-- Begins to erase a person: from now on nobody is known by their accounts and addresses, and nothing is stored for them.
-- What finds the rest of their data is kept until the end of the erasure, so that one that died can be finished.
-- KEYS 1 index (chat identity or mail:<address> -> person)  2 person  3 erasures that go on  4 people by when they were
--      seen
-- ARGV 1 person id
-- Answers the person's fields as a JSON list, or nil for a person who is not known.
local index, person, erasures, seen = unpack(KEYS)
local id = unpack(ARGV)

local function forget(identity)
  if redis.call('HGET', index, identity) == id then redis.call('HDEL', index, identity) end
end

local fields = redis.call('HGETALL', person)
if #fields == 0 then return redis.call('HGET', erasures, id) end
local kept = cjson.encode(fields)
redis.call('DEL', person)
redis.call('HSET', erasures, id, kept)
for i = 1, #fields, 2 do
  local field, value = fields[i], fields[i + 1]
  local account = string.match(field, '^chat:(.+)$')
  if account then
    forget(account)
    forget('mail:' .. (string.match(value, ' (.+)$') or ''))
  elseif field == 'address' then
    forget('mail:' .. value)
  end
end
redis.call('ZREM', seen, id)
return kept
