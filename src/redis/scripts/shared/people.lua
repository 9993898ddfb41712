-- The index of people: who is behind an identity, an account or `mail:` and an address (identityOf in
-- records/person.ts). It consists of 4,096 hashes, so that each stays small, and keeps 80 bits of an identity's SHA-1 in
-- place of it, as accounts and addresses may be long. What a person's hash holds is said in records/person.ts.

-- How the fields of a person's accounts begin, and those of what they have.
local ACCOUNT, ENTRY = string.byte('c'), string.byte('w')

-- The hash of the index in which an identity stands, and its field there.
local function place_of(index, identity)
  local sha = redis.sha1hex(identity)
  return index .. string.sub(sha, 1, 3), string.sub(sha, 4, 23)
end

local function person_of(index, identity)
  local bucket, field = place_of(index, identity)
  return redis.call('HGET', bucket, field)
end

local function name_person(index, identity, id)
  local bucket, field = place_of(index, identity)
  redis.call('HSET', bucket, field, id)
end

-- Takes an identity from the index, where it is this person's.
local function unname_person(index, identity, id)
  local bucket, field = place_of(index, identity)
  if redis.call('HGET', bucket, field) == id then redis.call('HDEL', bucket, field) end
end

-- Takes every identity of a person from the index, whose fields are given as a list. Answers their accounts.
local function unname_all(index, id, list)
  local accounts = {}
  for i = 1, #list, 2 do
    local field, value = list[i], list[i + 1]
    if string.byte(field) == ACCOUNT then
      local account = string.sub(field, 3)
      accounts[#accounts + 1] = account
      unname_person(index, account, id)
      unname_person(index, 'mail:' .. string.sub(value, 2), id)
    elseif field == 'a' then
      unname_person(index, 'mail:' .. value, id)
    end
  end
  return accounts
end

-- A person's fields but for what they have, as a list: field, value …
local function list_fields(person)
  local list = redis.call('HGETALL', person)
  -- From the end: what they have comes last, nearly always.
  for i = #list - 1, 1, -2 do
    if string.byte(list[i]) == ENTRY then
      table.remove(list, i + 1)
      table.remove(list, i)
    end
  end
  return list
end

-- A list of field, value … as a table.
local function by_field(list)
  local fields = {}
  for i = 1, #list, 2 do fields[list[i]] = list[i + 1] end
  return fields
end

-- Writes a webinar to the list of what somebody hosts, or speaks at. Nothing of who was erased: a webinar that is over
-- names them still, and whoever edits it would begin their list anew.
local function add_to_list(people, lists, person, place, code)
  if redis.call('EXISTS', people .. person) == 1 then redis.call('ZADD', lists .. person, place, code) end
end
