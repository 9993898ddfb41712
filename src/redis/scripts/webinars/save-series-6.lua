-- Stores a series and gives its form to all its webinars, with whether it is announced; one that leaves keeps that form
-- as its own.
-- KEYS 1 series  2 all series  3 prefix of webinars  4 forms  5 request  6 lanes prefix
-- ARGV 1 now  2 version read (0: a new one)  3 code  4 settings (JSON)  5 form's id  6 form (JSON)  7 by
--      8 request kept for (ms)  9 way  10 the act's name in logs  11 '1' where it is announced, or ''  12 deliveries
--      13 how many of the rest are in it  then codes of webinars that are in it, then of those that leave it
-- Answers { 'done', the code it is stored under }; { 'moved' } when the series changed since it was read, or its code
-- is taken; or { 'taken', code } for a webinar that is gone or in another series.
--@include shared/audit.lua
--@include shared/lanes.lua
local series, all_series, webinars, forms, request, lanes = unpack(KEYS)
local now, version_read, code, settings, form_id, form, by, request_kept_ms, way, act, announced, deliveries,
  webinar_count = unpack(ARGV, 1, 13)
local FIRST_WEBINAR = 14
local last_webinar = FIRST_WEBINAR + tonumber(webinar_count) - 1

local function fields_of(webinar_code) return webinars .. webinar_code .. ':webinar' end

local function is_taken(webinar_code)
  local version, other = unpack(redis.call('HMGET', fields_of(webinar_code), 'version', 'series'))
  return not version or (other and other ~= code)
end

-- Its version rises, so that what was decided of the webinar as it was before is decided anew.
local function note_change(webinar_code)
  redis.call('HINCRBY', fields_of(webinar_code), 'version', 1)
  note(webinars .. webinar_code .. ':log', { at = now, act = act, by = by, way = way })
end

local function take_in(webinar_code)
  local webinar = fields_of(webinar_code)
  local former_series, former_form = unpack(redis.call('HMGET', webinar, 'series', 'formId'))
  if announced ~= '' then
    redis.call('HSET', webinar, 'seriesAnnounced', announced)
  else
    redis.call('HDEL', webinar, 'seriesAnnounced')
  end
  if act == 'series_changed' and former_series == code and former_form == form_id then return end
  redis.call('HSET', webinar, 'series', code, 'formId', form_id, 'form', form)
  note_change(webinar_code)
end

local function let_go(webinar_code)
  local webinar = fields_of(webinar_code)
  if redis.call('HGET', webinar, 'series') ~= code then return end
  redis.call('HDEL', webinar, 'series', 'seriesAnnounced')
  note_change(webinar_code)
end

local made = redis.call('GET', request)
if made then return { 'done', made } end
if (redis.call('HGET', series, 'version') or '0') ~= version_read then return { 'moved' } end
for i = FIRST_WEBINAR, last_webinar do
  if is_taken(ARGV[i]) then return { 'taken', ARGV[i] } end
end
for i = FIRST_WEBINAR, last_webinar do take_in(ARGV[i]) end
for i = last_webinar + 1, #ARGV do let_go(ARGV[i]) end
redis.call('HSET', series, 'settings', settings, 'form', form, 'version', tonumber(version_read) + 1)
redis.call('HSETNX', forms, form_id, form)
redis.call('ZADD', all_series, 'NX', now, code)
redis.call('SET', request, code, 'PX', request_kept_ms)
enqueue_all(lanes, now, deliveries)
return { 'done', code }
