-- Reads one webinar and what it holds about one address or key, in one trip.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here)  3 forms  4 request, or the webinar again
--      5 the operator's lists
-- ARGV 1 address or ''  2 key or ''  3 the version of the webinar that the caller knows, or ''
--      then the entries under which the address may be listed; none where it does not matter
-- Answers what shared/subject.lua answers of both.
--@include shared/order.lua
--@include shared/status.lua
--@include shared/subject.lua
local webinar, prefix, forms, request, lists = unpack(KEYS)
local address, key, known_mark = unpack(ARGV, 1, 3)
local FIRST_ENTRY = 4
return read_subject({
  webinar = webinar, prefix = prefix, forms = forms, request = request, lists = lists,
  address = address, key = key, known_mark = known_mark, list_entries = { unpack(ARGV, FIRST_ENTRY) },
})
