-- The pairs of webinar and address, in the hash `addresses`: address -> the pair's key, and after a space its
-- registration ID once it has one. A pair outlives eras.

-- The key and the registration ID of an address; nil for what there is not.
local function pair_of(addresses, address)
  local key, id = string.match(redis.call('HGET', addresses, address) or '', '^(%S+) ?(.*)$')
  return key, id ~= '' and id or nil
end

-- Keeps a pair's key, and its registration ID unless it has one already; `known_key` and `id` are what `pair_of`
-- answered the caller. Answers the ID that it has, or nil.
local function keep_pair_as_read(addresses, address, known_key, id, key, new_id)
  if known_key == key and (id or new_id == '') then return id end
  if not id and new_id ~= '' then id = new_id end
  redis.call('HSET', addresses, address, id and key .. ' ' .. id or key)
  return id
end

local function keep_pair(addresses, address, key, new_id)
  local known_key, id = pair_of(addresses, address)
  return keep_pair_as_read(addresses, address, known_key, id, key, new_id)
end
