-- What the operator's lists say of an address: 'approve', 'reject', or '' when it is not listed. `entries` are those under
-- which it may stand, the one that counts first: itself, its hash once it was erased, its domain.
local function listed_as(lists, entries)
  local found = redis.call('HMGET', lists, unpack(entries))
  for i = 1, #entries do
    if found[i] then return found[i] end
  end
  return ''
end
