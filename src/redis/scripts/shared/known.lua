-- What a person has: in their hash, for each webinar a field `w:CODE` with the keys under which they registered for it or
-- were invited to it. There are two where they were invited under a second address of theirs; spaces part them.

-- Whether somebody is still known. Who was erased since the caller read them is not, and nothing is stored for them.
local function is_known(person) return redis.call('EXISTS', person) == 1 end

-- Adds to what they had under a code when the caller read it, or nil.
local function give_entry_as_read(person, code, had, key)
  if not had then
    redis.call('HSET', person, 'w:' .. code, key)
  elseif not string.find(had, key, 1, true) then
    redis.call('HSET', person, 'w:' .. code, had .. ' ' .. key)
  end
end

local function give_entry(person, code, key)
  give_entry_as_read(person, code, redis.call('HGET', person, 'w:' .. code), key)
end

-- Whether somebody is known, and what they have under a code.
local function read_known(person, code)
  local seen, had = unpack(redis.call('HMGET', person, 's', 'w:' .. code))
  return seen ~= false, had
end

local function take_entry(person, code, key)
  local had = redis.call('HGET', person, 'w:' .. code)
  if not had then return end
  local left = {}
  for one in string.gmatch(had, '%S+') do
    if one ~= key then left[#left + 1] = one end
  end
  if #left == 0 then
    -- With it goes what they chose for this webinar.
    redis.call('HDEL', person, 'w:' .. code, 't:' .. code)
  else
    redis.call('HSET', person, 'w:' .. code, table.concat(left, ' '))
  end
end
