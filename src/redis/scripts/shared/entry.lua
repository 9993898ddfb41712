-- What a webinar holds about one pair. Included, after pairs.lua, by every script that reads one.

-- Reads by address or by key; the other is ''. Answers { key or '', registration fields, invitee fields, registration ID
-- or '', the form that the registration answered or '' when it is the webinar's present one, the place in the waiting
-- list from 1 on, or 0 }.
local function read_entry(prefix, forms, era, present_form, address, key)
  local addresses, of_era = prefix .. 'addresses', prefix .. 'e' .. era .. ':'
  local id
  if key == '' then key, id = pair_of(addresses, address) end
  if not key or key == '' then return { '', {}, {}, '', '', 0 } end
  local registration, invitee = of_era .. 'r:' .. key, prefix .. 'invitee:' .. key
  local status, form, own_address = unpack(redis.call('HMGET', registration, 's', 'F', 'a'))
  if address == '' then
    own_address = own_address or redis.call('HGET', invitee, 'address')
    if own_address then
      local _
      _, id = pair_of(addresses, own_address)
    end
  end
  local rank = status == 'waitlisted' and redis.call('ZRANK', of_era .. 'line', key)
  return {
    key,
    redis.call('HGETALL', registration),
    redis.call('HGETALL', invitee),
    id or '',
    form and form ~= present_form and redis.call('HGET', forms, form) or '',
    rank and rank + 1 or 0,
  }
end
