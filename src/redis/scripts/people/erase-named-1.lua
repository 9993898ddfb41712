-- Takes somebody out of what is left of a long invitation.
-- KEYS 1 what is left of the invitation
-- ARGV 1 and on: texts by which they could be named
-- Answers how many names were taken out.
local inviting = unpack(KEYS)
local LISTS = { 'left', 'lost', 'unasked' }
local erased = 0

local function is_named(json)
  for _, text in ipairs(ARGV) do
    if string.find(json, text, 1, true) then return true end
  end
  return false
end

for _, field in ipairs(LISTS) do
  local all, kept = cjson.decode(redis.call('HGET', inviting, field) or '[]'), {}
  for _, one in ipairs(all) do
    if not is_named(cjson.encode(one)) then kept[#kept + 1] = one end
  end
  if #kept < #all then
    redis.call('HSET', inviting, field, #kept == 0 and '[]' or cjson.encode(kept))
    erased = erased + #all - #kept
  end
end
-- Who reads it at this moment reads it once more.
if erased > 0 then redis.call('HINCRBY', inviting, 'step', 1) end
return erased
