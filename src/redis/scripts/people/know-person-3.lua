-- Makes or renews a person. One address proven by accounts of two products makes them one person. Two accounts of one
-- workspace or tenant are two people, whatever their addresses say. What has not changed is not written.
-- KEYS 1 prefix of the index  2 prefix of persons  3 prefix of webinars
-- ARGV 1 person id for a new one  2 the day of today, counted from 1970
--      3 account, or '' for somebody known by address only
--      4 the address that the account proves, or that a mail confirmed, or ''
--      5 'f' for a full member, 'o' for a guest of ours, 'x' for an account of another workspace or tenant,
--        'g' for one that was deactivated, which makes nobody
--      then field, value … to set: an account renews them, an address fills gaps, but a guest's language is the last one
-- Answers { person id, fields but for what they have }.
--@include shared/people.lua
--@include shared/known.lua
local index, persons, webinars = unpack(KEYS)
local new_id, today, account, address, membership = unpack(ARGV, 1, 5)
local FIRST_FIELD = 6
local is_account = account ~= ''

-- Reads a person: their fields, the names of these in order, and for each account what its field says.
local function read(id)
  local fields, names, accounts = {}, {}, {}
  local list = list_fields(persons .. id)
  for i = 1, #list, 2 do
    local field, value = list[i], list[i + 1]
    fields[field] = value
    names[#names + 1] = field
    if string.byte(field) == ACCOUNT then accounts[string.sub(field, 3)] = value end
  end
  return { fields = fields, names = names, accounts = accounts }
end

-- The address that an account proves, or ''.
local function proven_by(somebody, one)
  local proven = string.sub(somebody.accounts[one] or '', 2)
  return proven == '=' and somebody.fields.a or proven
end

local function is_proven_beside(somebody, by_address)
  for one in pairs(somebody.accounts) do
    if one ~= account and proven_by(somebody, one) == by_address then return true end
  end
  return false
end

local function group_of(one) return string.match(one, '^([^:]+:[^:]+):') end

local function has_account_beside(somebody)
  for one in pairs(somebody.accounts) do
    if one ~= account and group_of(one) == group_of(account) then return true end
  end
  return false
end

local function is_guest(somebody) return next(somebody.accounts) == nil end

-- What was registered for, or invited, under an address alone belongs to the account that proves the address.
local function take_over_from_guest(guest, id)
  local all = redis.call('HGETALL', persons .. guest)
  for i = 1, #all, 2 do
    local code = string.match(all[i], '^w:(.+)$')
    for key in string.gmatch(code and all[i + 1] or '', '%S+') do
      local webinar = webinars .. code .. ':'
      local era = redis.call('HGET', webinar .. 'webinar', 'era') or ''
      local registration, invitee = webinar .. 'e' .. era .. ':r:' .. key, webinar .. 'invitee:' .. key
      if redis.call('HGET', registration, 'p') == guest then redis.call('HSET', registration, 'p', id) end
      if redis.call('HGET', invitee, 'person') == guest then redis.call('HSET', invitee, 'person', id) end
      give_entry(persons .. id, code, key)
    end
  end
  redis.call('DEL', persons .. guest)
end

local indexed = is_account and person_of(index, account)
-- An account that is gone is marked where it is known: its person may have been erased since the caller read them.
if membership == 'g' and not indexed then return { new_id, {} } end
local owner_id = address ~= '' and person_of(index, 'mail:' .. address)
local owner = owner_id and read(owner_id)
local id = indexed
if not id and owner and not (is_account and has_account_beside(owner)) then id = owner_id end
id = id or new_id
local person = id == owner_id and owner or read(id)
local fields, names = person.fields, person.names
local is_new = #names == 0
local set = {}

local function keep(field, value)
  if fields[field] == value then return end
  if not fields[field] then
    if value == '' then return end
    names[#names + 1] = field
  end
  fields[field] = value
  set[#set + 1] = field
  set[#set + 1] = value
end

local former = proven_by(person, account)
-- Who tells no address keeps the one that they proved; who is from elsewhere proves none.
if address == '' and membership ~= 'x' then address = former end
-- Nobody is known any more by an address that none of their accounts proves.
local lost = former ~= '' and former ~= address and not is_proven_beside(person, former)
local own = fields.a
if lost and own == former then own = nil end
if not own and address ~= '' then own = address end
if own then keep('a', own) end
if is_account then
  local value = membership .. (address ~= '' and address == own and '=' or address)
  keep('c:' .. account, value)
  person.accounts[account] = value
elseif is_new and membership == 'f' then
  keep('m', '1')
end

local stays_guest = is_guest(person)
for i = FIRST_FIELD, #ARGV, 2 do
  local field, value = ARGV[i], ARGV[i + 1]
  local known = fields[field]
  if is_account or (field == 'o' and stays_guest) or not known or known == '' then keep(field, value) end
end
keep('s', today)
-- First a write that a full Redis refuses: after a deletion it would no longer refuse the whole.
if #set > 0 then redis.call('HSET', persons .. id, unpack(set)) end
if fields.a and not own then
  redis.call('HDEL', persons .. id, 'a')
  fields.a = nil
end

if is_account and indexed ~= id then name_person(index, account, id) end
if lost then unname_person(index, 'mail:' .. former, id) end
if address ~= '' and owner_id ~= id then
  local is_owner_guest = owner and is_guest(owner)
  if is_owner_guest then take_over_from_guest(owner_id, id) end
  if not owner or is_owner_guest or not is_proven_beside(owner, address) then
    name_person(index, 'mail:' .. address, id)
  end
end

-- In the order in which they came: the first account is where somebody is written to.
local answer = {}
for _, field in ipairs(names) do
  if fields[field] then
    answer[#answer + 1] = field
    answer[#answer + 1] = fields[field]
  end
end
return { id, answer }
