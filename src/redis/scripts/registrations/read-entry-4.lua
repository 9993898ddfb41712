-- Reads one webinar and what it holds about one address or key, in one trip.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here)  3 forms  4 request, or the webinar again
-- ARGV 1 address or ''  2 key or ''  3 the version of the webinar that the caller knows, or ''
-- Answers nil for no webinar, else { what shared/webinar.lua answers, what shared/entry.lua answers, 1 when this request
-- changed the registration before, else 0 }.
--@include shared/order.lua
--@include shared/status.lua
--@include shared/pairs.lua
--@include shared/webinar.lua
--@include shared/entry.lua
local webinar, prefix, forms, request = unpack(KEYS)
local address, key, known_version = unpack(ARGV)
local found = read_webinar(webinar, known_version)
if not found then return nil end
local era, form = unpack(redis.call('HMGET', webinar, 'era', 'formId'))
local is_repeated = request ~= webinar and version_made_by(request, era) ~= nil
return { found, read_entry(prefix, forms, era, form, address, key), is_repeated and 1 or 0 }
