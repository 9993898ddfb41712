-- Stores other answers of a registration, or another name: its next version, with the same status or, where the change
-- has to be approved anew, as pending. Its seat stays held, and its place on the waiting list.
-- KEYS 1 webinar  2 prefix of the era (names below it are built here)  3 log  4 request  5 lanes prefix
-- ARGV 1 now  2 version read  3 era read  4 key  5 by  6 to  7 way  8 deliveries  9 request kept for (ms)
--      10 by what they are found  11 how many of the rest are field, value … to set; then these, then fields to delete
-- Answers { 'done', version, the webinar's counts as shared/webinar.lua answers them }; { 'repeated' } when this request
-- changed it before; { 'moved' } when the registration changed since it was read.
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/status.lua
--@include shared/terms.lua
local webinar, of_era, log, request, lanes = unpack(KEYS)
local now, version_read, era, key, by, to, way, deliveries, request_kept_ms, terms, fact_count = unpack(ARGV, 1, 11)
local FIRST_FACT = 12
local LAST_FACT = FIRST_FACT + fact_count - 1
local registration = of_era .. 'r:' .. key

local counts = read_counts(webinar)
if not counts or counts.era ~= tonumber(era) then return { 'moved' } end
if version_made_by(request, era) then return { 'repeated' } end
local version, status, ordinal, person, digest, confirmed =
  unpack(redis.call('HMGET', registration, 'v', 's', 'n', 'p', 'g', 'y'))
if version ~= version_read then return { 'moved' } end

-- The first write must be one that a full Redis refuses, so nothing is deleted before.
local new_version = change_status({
  webinar = webinar, of_era = of_era, log = log, counts = counts,
  key = key, version = version, ordinal = ordinal, person = person, from = status, to = to, seats = 0,
  now = now, by = by, way = way, act = to == status and 'answers_changed' or 'moved',
})
local deleted = { unpack(ARGV, LAST_FACT + 1) }
if #deleted > 0 then redis.call('HDEL', registration, unpack(deleted)) end
redis.call('HSET', registration, unpack(ARGV, FIRST_FACT, LAST_FACT))
-- A confirmation that arrived holds: what it said of the status is still so.
if to == status and confirmed == version then redis.call('HSET', registration, 'y', new_version) end
if digest and to ~= status then
  redis.call('HINCRBY', of_era .. 'digest:' .. digest, status, -1)
  redis.call('HINCRBY', of_era .. 'digest:' .. digest, to, 1)
end
insert_terms(of_era, terms, tonumber(ordinal))
remember_version(request, era, new_version, request_kept_ms)
enqueue_all(lanes, now, deliveries, new_version)
return { 'done', new_version, list_counts(counts) }
