-- What an act is about: a webinar, with what it holds about one pair. Included, after status.lua, by scripts that read
-- it.
--@include shared/pairs.lua
--@include shared/listed.lua
--@include shared/entry.lua

-- Reads a webinar and one of its pairs. `of` has the keys webinar, prefix, forms, request and lists (`request` is
-- `webinar` where it does not matter which act it is for), address or key, known_mark, and list_entries, under which
-- the address may be listed. Answers nil for no webinar, else { what webinar.lua answers, what read_entry answers, 1 when
-- this request changed the registration before or 0, how the address is listed or '' }.
local function read_subject(of)
  local found = read_webinar(of.webinar, of.known_mark)
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
