-- Reads one webinar.
-- KEYS 1 webinar
-- ARGV 1 the version that the caller knows, or ''
-- Answers what shared/webinar.lua answers.
--@include shared/webinar.lua
local webinar = unpack(KEYS)
local known_mark = unpack(ARGV)
return read_webinar(webinar, known_mark)
