-- Reads who acts by an account, and what the act is about: a webinar, with what it holds about one pair, in one trip.
-- Where that is not the actor's, it reads besides what they have there under another address.
-- KEYS 1 prefix of the index  2 prefix of persons  3 webinar  4 webinar prefix (names below it are built here)  5 forms
--      6 request  7 the operator's lists  8 prefix of references
-- ARGV 1 identity of the account  2 the pair's key, or '' for that of the address which the account proves
--      3 the version of the webinar that the caller knows, or ''  4 code  5 the id of somebody whose name is asked for, or ''
--      then names of references
-- Answers { references, false or { person id, fields but for what they have, what shared/subject.lua answers or false, what
-- shared/entry.lua answers of what they have besides or false, { first name, last name } of who was asked for,
-- 1 where they are invited to the webinar or have registered for it, or else 0 } }.
-- The address is not looked for under the hash that it has once erased: register's answer `listed` makes up for that.
--@include shared/people.lua
--@include shared/references.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/subject.lua
local index, persons, webinar, prefix, forms, request, lists, references = unpack(KEYS)
local identity, key, known_mark, code, asked = unpack(ARGV)
local kept = read_references(references, { unpack(ARGV, 6) })
local id = person_of(index, identity)
if not id then return { kept, false } end
local list = list_fields(persons .. id)

-- The address that the account proves, as records/person.ts says; or '' for none.
local function proven_address()
  local fields = by_field(list)
  local proven = string.sub(fields['c:' .. identity] or '', 2)
  return proven == '=' and fields.a or proven
end

local address = key == '' and proven_address() or ''
local names = asked ~= '' and redis.call('HMGET', persons .. asked, 'f', 'l') or {}
local subject = read_subject({
  webinar = webinar, prefix = prefix, forms = forms, request = request, lists = lists,
  address = address, key = key, known_mark = known_mark,
  list_entries = address ~= '' and { address, string.match(address, '@[^@]*$') } or {},
})

-- What they have under another key than the one that was read.
local had = redis.call('HGET', persons .. id, 'w:' .. code)
local function read_other()
  local other, read = had and string.match(had, '^%S+'), subject[2][1]
  if not other or (read ~= '' and string.find(had, read, 1, true)) then return false end
  local era, form = unpack(redis.call('HMGET', webinar, 'era', 'formId'))
  return read_entry(prefix, forms, era, form, '', other)
end

local besides = subject and key == '' and read_other() or false
return { kept, { id, list, subject or false, besides, names, had and 1 or 0 } }
