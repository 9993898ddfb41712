-- Makes or renews a person. A chat identity and an address that meet in one profile meet in one person.
-- KEYS 1 index (chat identity or mail:<address> -> person)  2 prefix of persons  3 prefix of what people have
-- ARGV 1 person id for a new one  2 chat identity or ''  3 address or ''  4 'renew', or 'fill' to leave what is known
--      then field, value … to set
-- Answers { person id, fields }.
local by_chat = ARGV[2] ~= '' and redis.call('HGET', KEYS[1], ARGV[2])
local by_address = ARGV[3] ~= '' and redis.call('HGET', KEYS[1], 'mail:' .. ARGV[3])
local id = by_address or by_chat or ARGV[1]
-- The address decides who somebody is: an account whose profile changed its address goes to that address's person,
-- unless nobody has it yet, then the person keeps their record and gets the new address.
if by_chat and by_chat ~= id then
  redis.call('HDEL', KEYS[2] .. by_chat, 'chat:' .. ARGV[2])
  -- Who gets the address next is somebody else, and takes over nothing of the person before.
  local left = redis.call('HGET', KEYS[2] .. by_chat, 'address')
  if left then
    redis.call('HDEL', KEYS[1], 'mail:' .. left)
  else
    redis.call('ZUNIONSTORE', KEYS[3] .. id, 2, KEYS[3] .. id, KEYS[3] .. by_chat, 'AGGREGATE', 'MAX')
  end
end
local person = KEYS[2] .. id
if ARGV[3] ~= '' then
  local before = redis.call('HGET', person, 'address')
  if before and before ~= ARGV[3] then redis.call('HDEL', KEYS[1], 'mail:' .. before) end
  redis.call('HSET', person, 'address', ARGV[3])
  redis.call('HSET', KEYS[1], 'mail:' .. ARGV[3], id)
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[1], ARGV[2], id)
  redis.call('HSETNX', person, 'chat:' .. ARGV[2], '1')
end
for i = 5, #ARGV, 2 do
  local known = ARGV[4] == 'fill' and redis.call('HGET', person, ARGV[i])
  if not known or known == '' then redis.call('HSET', person, ARGV[i], ARGV[i + 1]) end
end
return { id, redis.call('HGETALL', person) }
