-- Reads how far a long invitation is.
-- KEYS 1 the long invitation, see shared/inviting.lua
-- Answers { its fields, its next part or '', how many parts are left, the first refused rows }. One that was stored
-- before there were lists, with its people in one field, is put into lists first.
--@include shared/inviting.lua
local inviting = unpack(KEYS)
local PART = 25

local function part_of(people, from)
  local some = {}
  for i = from, math.min(from + PART - 1, #people) do some[#some + 1] = people[i] end
  return cjson.encode({ kind = 'people', people = some })
end

local function rows_of(names, why)
  local rows = {}
  for _, name in ipairs(names) do rows[#rows + 1] = { text = name, why = why } end
  return rows
end

local function put_into_lists(left, lost, unasked)
  local people = cjson.decode(left)
  for from = 1, #people, PART do redis.call('RPUSH', inviting .. ':left', part_of(people, from)) end
  local refused = 0
  for _, rows in ipairs({ rows_of(cjson.decode(lost), 'not_found'), rows_of(cjson.decode(unasked), 'not_asked') }) do
    if #rows > 0 then redis.call('RPUSH', inviting .. ':refused', cjson.encode(rows)) end
    refused = refused + #rows
  end
  local counts = redis.call('HMGET', inviting, 'startedAt', 'invited', 'known')
  local named = #people + refused + (counts[2] or 0) + (counts[3] or 0)
  redis.call('HSET', inviting, 'left', #people, 'named', named, 'refused', refused, 'heardAt', counts[1])
  redis.call('HDEL', inviting, 'lost', 'unasked')
  local kept_ms = redis.call('PTTL', inviting)
  for _, list in ipairs(INVITING_LISTS) do redis.call('PEXPIRE', inviting .. list, kept_ms) end
end

local left, lost, unasked = unpack(redis.call('HMGET', inviting, 'left', 'lost', 'unasked'))
if left and string.sub(left, 1, 1) == '[' then put_into_lists(left, lost or '[]', unasked or '[]') end
return {
  redis.call('HGETALL', inviting),
  redis.call('LINDEX', inviting .. ':left', 0) or '',
  redis.call('LLEN', inviting .. ':left'),
  redis.call('LRANGE', inviting .. ':refused', 0, 0),
}
