-- A long invitation: a hash beside its webinar, and lists under the same name.
--   hash        by, face, startedAt, heardAt, shared; counts: named, left, repeated, leftOut, outside, invited, known,
--               refused; and `step`, which rises with every piece
--   ':left'     parts that are still to be worked off, JSON, the next one first
--   ':held'     parts that wait until a host agrees
--   ':refused'  whom it does not invite: JSON arrays of rows
-- What is put into the lists comes as one text, with U+001E behind each; it stands in none of them.

local INVITING_LISTS = { ':left', ':held', ':refused' }

-- A pattern would look at each character: ten thousand people are a megabyte.
local function push_each(how, list, parts)
  local from = 1
  while from <= #parts do
    local ends = string.find(parts, '\30', from, true)
    redis.call(how, list, string.sub(parts, from, ends - 1))
    from = ends + 1
  end
end

-- Changes a long invitation, or begins one. `fields` is a JSON array of fields and values, `counts` one of counts and
-- what is added to each. `first` comes in reversed order.
local function change_inviting(inviting, kept_ms, fields, counts, is_taken, first, last, held, is_agreed, refused)
  redis.call('HINCRBY', inviting, 'step', 1)
  local set, add = cjson.decode(fields), cjson.decode(counts)
  if #set > 0 then redis.call('HSET', inviting, unpack(set)) end
  for i = 1, #add, 2 do redis.call('HINCRBY', inviting, add[i], add[i + 1]) end
  if is_taken == '1' then redis.call('LPOP', inviting .. ':left') end
  if is_agreed == '1' and redis.call('EXISTS', inviting .. ':held') == 1 then
    redis.call('RENAME', inviting .. ':held', inviting .. ':left')
  end
  push_each('LPUSH', inviting .. ':left', first)
  push_each('RPUSH', inviting .. ':left', last)
  push_each('RPUSH', inviting .. ':held', held)
  push_each('RPUSH', inviting .. ':refused', refused)
  redis.call('PEXPIRE', inviting, kept_ms)
  for _, list in ipairs(INVITING_LISTS) do redis.call('PEXPIRE', inviting .. list, kept_ms) end
end
