-- Adds a piece of a webinar's people of layout 2 to what finds them. How far that is stands beside the webinar, so that
-- no piece is added twice.
-- KEYS 1 webinar prefix (names below it are built here)
-- ARGV 1 under which prefix below it: of an era, or 'invited:'  2 the ordinal at which the piece begins
--      3 that of the next piece, or '' at the end  then ordinal, terms …
-- Answers 1, or 0 when that was done before.
--@include shared/terms.lua
local prefix = unpack(KEYS)
local under, from, next = unpack(ARGV)
local FIRST_PERSON = 4
local webinar, progress = prefix .. 'webinar', 'indexed:' .. under

local at = redis.call('HGET', webinar, progress)
if (at or '0') ~= from then return 0 end
if not at and redis.call('EXISTS', prefix .. under .. 'terms') == 1 then return 0 end
for i = FIRST_PERSON, #ARGV, 2 do add_terms(prefix .. under, ARGV[i + 1], tonumber(ARGV[i])) end
if next == '' then redis.call('HDEL', webinar, progress) else redis.call('HSET', webinar, progress, next) end
return 1
