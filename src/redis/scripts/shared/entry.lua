-- A webinar with what it holds about one pair. Included, after status.lua, pairs.lua, webinar.lua and listed.lua, by
-- scripts that read one.

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

-- Reads a webinar and one of its pairs. `of` has the keys webinar, prefix, forms, request and lists (`request` is
-- `webinar` where it does not matter which act it is for), address or key, known_version, and list_entries, under which
-- the address may be listed. Answers nil for no webinar, else { what webinar.lua answers, what read_entry answers, 1 when
-- this request changed the registration before or 0, how the address is listed or '' }.
local function read_subject(of)
  local found = read_webinar(of.webinar, of.known_version)
  if not found then return nil end
  local era, form = unpack(redis.call('HMGET', of.webinar, 'era', 'formId'))
  local is_repeated = of.request ~= of.webinar and version_made_by(of.request, era) ~= nil
  return {
    found,
    read_entry(of.prefix, of.forms, era, form, of.address, of.key),
    is_repeated and 1 or 0,
    #of.list_entries > 0 and listed_as(of.lists, of.list_entries) or '',
  }
end
