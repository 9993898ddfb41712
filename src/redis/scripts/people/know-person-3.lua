-- Makes or renews a person. A chat identity and an address that come in one profile belong to one person from then on.
-- KEYS 1 index (chat identity or mail:<address> -> person)  2 prefix of persons  3 prefix of what people have
-- ARGV 1 person id for a new one  2 chat identity or ''  3 address or ''  4 'renew', or 'fill' to leave what is known
--      then field, value … to set
-- Answers { person id, fields }.
local index, persons, entries = unpack(KEYS)
local new_id, chat, address, mode = unpack(ARGV, 1, 4)
local FIRST_FIELD = 5

local by_chat = chat ~= '' and redis.call('HGET', index, chat)
local by_address = address ~= '' and redis.call('HGET', index, 'mail:' .. address)
local id = by_address or by_chat or new_id
local person = persons .. id

-- The address decides who somebody is. An account whose profile has another address now goes to that address's person;
-- when nobody has the address yet, its person keeps their record and gets the new address.
local function leave_former_person()
  local former = persons .. by_chat
  redis.call('HDEL', former, 'chat:' .. chat)
  local former_address = redis.call('HGET', former, 'address')
  if former_address then
    -- Whoever gets that address next is somebody else, and takes over nothing of the former person.
    redis.call('HDEL', index, 'mail:' .. former_address)
  else
    redis.call('ZUNIONSTORE', entries .. id, 2, entries .. id, entries .. by_chat, 'AGGREGATE', 'MAX')
  end
end

local function set_address()
  local former = redis.call('HGET', person, 'address')
  if former and former ~= address then redis.call('HDEL', index, 'mail:' .. former) end
  redis.call('HSET', person, 'address', address)
  redis.call('HSET', index, 'mail:' .. address, id)
end

local function set_chat()
  redis.call('HSET', index, chat, id)
  redis.call('HSETNX', person, 'chat:' .. chat, '1')
end

local function set_field(field, value)
  local known = mode == 'fill' and redis.call('HGET', person, field)
  if not known or known == '' then redis.call('HSET', person, field, value) end
end

if by_chat and by_chat ~= id then leave_former_person() end
if address ~= '' then set_address() end
if chat ~= '' then set_chat() end
for i = FIRST_FIELD, #ARGV, 2 do set_field(ARGV[i], ARGV[i + 1]) end
return { id, redis.call('HGETALL', person) }
