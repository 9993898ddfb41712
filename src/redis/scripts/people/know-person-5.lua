-- Makes or renews a person. One address proven by accounts of two products makes them one person. Two accounts of one
-- workspace or tenant are two people, whatever their addresses say.
-- KEYS 1 index (chat identity or mail:<address> -> person)  2 prefix of persons  3 prefix of what people have
--      4 prefix of webinars  5 people by when they were seen
-- ARGV 1 person id for a new one  2 chat identity, or '' for somebody known by address only
--      3 the address that the account proves, or that a mail confirmed, or ''
--      4 'full' for a full member, 'other' for a guest of ours, 'outside' for an account of another workspace or tenant
--      5 now  then field, value … to set: an account renews them, an address fills gaps, but a guest's language is the
--      last one
-- Answers { person id, fields }.
local index, persons, entries, webinars, seen = unpack(KEYS)
local new_id, chat, address, membership, now = unpack(ARGV, 1, 5)
local FIRST_FIELD = 6
local is_account = chat ~= ''

-- An account's field says its membership and, after a space, the address that it proves. Before there was such a field
-- it said '1', and the person's own address was meant.
local function proven_by(value, own_address)
  if value == '1' then return own_address end
  return string.match(value, ' (.+)$') or ''
end

local function accounts_of(id)
  local accounts, all = {}, redis.call('HGETALL', persons .. id)
  local own_address = redis.call('HGET', persons .. id, 'address') or ''
  for i = 1, #all, 2 do
    local account = string.match(all[i], '^chat:(.+)$')
    if account then accounts[account] = proven_by(all[i + 1], own_address) end
  end
  return accounts
end

local function group_of(account) return string.match(account, '^([^:]+:[^:]+):') end

local function has_account_beside(id)
  for account in pairs(accounts_of(id)) do
    if account ~= chat and group_of(account) == group_of(chat) then return true end
  end
  return false
end

local function is_proven(id, by_address)
  for _, proven in pairs(accounts_of(id)) do
    if proven == by_address then return true end
  end
  return false
end

local function is_guest(id) return next(accounts_of(id)) == nil end

-- What was registered for, or invited, under an address alone belongs to the account that proves the address.
local function take_over_from_guest(guest, id)
  for _, member in ipairs(redis.call('ZRANGE', entries .. guest, 0, -1)) do
    local code, key = string.match(member, '^([^:]+):(.+)$')
    local webinar = webinars .. code .. ':'
    local era = redis.call('HGET', webinar .. 'webinar', 'era') or ''
    local registration, invitee = webinar .. 'e' .. era .. ':r:' .. key, webinar .. 'invitee:' .. key
    if redis.call('HGET', registration, 'p') == guest then redis.call('HSET', registration, 'p', id) end
    if redis.call('HGET', invitee, 'person') == guest then redis.call('HSET', invitee, 'person', id) end
  end
  redis.call('ZUNIONSTORE', entries .. id, 2, entries .. id, entries .. guest, 'AGGREGATE', 'MAX')
  redis.call('DEL', entries .. guest, persons .. guest)
  redis.call('ZREM', seen, guest)
end

local id = is_account and redis.call('HGET', index, chat)
local owner = address ~= '' and redis.call('HGET', index, 'mail:' .. address)
if not id and owner and not (is_account and has_account_beside(owner)) then id = owner end
id = id or new_id
local person = persons .. id

local former = ''
if is_account then
  former = accounts_of(id)[chat] or ''
  -- Who tells no address keeps the one that they proved; who is from elsewhere proves none.
  if address == '' and membership ~= 'outside' then address = former end
  redis.call('HSET', index, chat, id)
  redis.call('HSET', person, 'chat:' .. chat, membership .. ' ' .. address)
end
-- Nobody is known any more by an address that none of their accounts proves.
if former ~= '' and former ~= address and not is_proven(id, former) then
  if redis.call('HGET', index, 'mail:' .. former) == id then redis.call('HDEL', index, 'mail:' .. former) end
  if redis.call('HGET', person, 'address') == former then redis.call('HDEL', person, 'address') end
end

if address ~= '' then
  if owner and owner ~= id and is_guest(owner) then
    take_over_from_guest(owner, id)
    owner = false
  end
  if not owner or (owner ~= id and not is_proven(owner, address)) then
    redis.call('HSET', index, 'mail:' .. address, id)
  end
  redis.call('HSETNX', person, 'address', address)
end

for i = FIRST_FIELD, #ARGV, 2 do
  local is_last = is_account or (ARGV[i] == 'locale' and is_guest(id))
  local known = not is_last and redis.call('HGET', person, ARGV[i])
  if not known or known == '' then redis.call('HSET', person, ARGV[i], ARGV[i + 1]) end
end
redis.call('HSET', person, 'seen', now)
redis.call('ZADD', seen, now, id)
return { id, redis.call('HGETALL', person) }
