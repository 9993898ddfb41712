-- Takes somebody out of a long invitation.
-- KEYS 1 the long invitation, or one of its lists, see shared/inviting.lua
-- ARGV 1 and on: texts by which they could be named
-- Answers how many names were taken out.
local key = unpack(KEYS)
-- Before there were lists.
local FIELDS = { 'left', 'lost', 'unasked' }
local GONE = ''
local erased = 0

local function is_named(text)
  for _, name in ipairs(ARGV) do
    if string.find(text, name, 1, true) then return true end
  end
  return false
end

-- Those of a list who are not named.
local function without_named(all)
  local kept = {}
  for _, one in ipairs(all) do
    if not is_named(cjson.encode(one)) then kept[#kept + 1] = one end
  end
  erased = erased + #all - #kept
  return kept
end

local function erase_in_hash()
  for _, field in ipairs(FIELDS) do
    local text = redis.call('HGET', key, field) or ''
    if string.sub(text, 1, 1) == '[' then
      local all = cjson.decode(text)
      local kept = without_named(all)
      if #kept < #all then redis.call('HSET', key, field, #kept == 0 and '[]' or cjson.encode(kept)) end
    end
  end
  return key
end

-- An element of a list: rows, or a part with people. Nobody is left in it: it goes.
local function without_in(element)
  local decoded = cjson.decode(element)
  local kept = without_named(decoded.people or decoded)
  if #kept == 0 then return GONE end
  if not decoded.people then return cjson.encode(kept) end
  decoded.people = kept
  return cjson.encode(decoded)
end

local function erase_in_list()
  for at, element in ipairs(redis.call('LRANGE', key, 0, -1)) do
    if string.find(element, '"kind":"list"', 1, true) == nil and is_named(element) then
      redis.call('LSET', key, at - 1, without_in(element))
    end
  end
  redis.call('LREM', key, 0, GONE)
  local inviting, list = string.match(key, '^(.*):(%a+)$')
  if erased > 0 then
    local count = list == 'refused' and 'refused' or 'left'
    if redis.call('EXISTS', inviting) == 1 then redis.call('HINCRBY', inviting, count, -erased) end
  end
  return inviting
end

local inviting = redis.call('TYPE', key).ok == 'hash' and erase_in_hash() or erase_in_list()
-- Who reads it at this moment reads it once more.
if erased > 0 and redis.call('EXISTS', inviting) == 1 then redis.call('HINCRBY', inviting, 'step', 1) end
return erased
