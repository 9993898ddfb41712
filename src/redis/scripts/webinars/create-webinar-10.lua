-- Stores a new webinar with its overview cards, and whom its form invites.
-- KEYS 1 webinar  2 webinars by start  3 log  4 request  5 lanes prefix  6 forms  7 prefix of what people host
--      8 whom its form invites  9 prefix of what people speak at  10 prefix of people
-- ARGV 1 now  2 code  3 place among all  4 place in hosts' lists  5 settings (JSON)  6 cap  7 deliveries  8 host
--      9 request kept for (ms)  10 form's id  11 form (JSON)  12 way
--      13 for how long (ms) whom its form invites is kept, or '' for nobody
--      14 to 21 whom it invites, as `change_inviting` of shared/inviting.lua takes it  22 how many host it
--      then host and cohosts, then speakers
-- Answers the webinar's code, or '' when the code is taken. A repeated request answers with the code that the first
-- made.
--@include shared/audit.lua
--@include shared/lanes.lua
--@include shared/inviting.lua
--@include shared/people.lua
local webinar, webinars, log, request, lanes, forms, hosting, inviting, speaking, people = unpack(KEYS)
local now, code, place, place_of_hosts, settings, cap, deliveries, host, request_kept_ms, form_id, form, way =
  unpack(ARGV, 1, 12)
local invites_kept_ms = ARGV[13]
local FIRST_HOST = 23
local last_host = FIRST_HOST + ARGV[22] - 1
local made = redis.call('GET', request)
if made then return made end
if redis.call('EXISTS', webinar) == 1 then return '' end
redis.call('HSET', webinar, 'settings', settings, 'version', '1', 'era', '1', 'cap', cap, 'held', '0',
  'formId', form_id, 'form', form)
redis.call('HSETNX', forms, form_id, form)
redis.call('ZADD', webinars, place, code)
for i = FIRST_HOST, last_host do add_to_list(people, hosting, ARGV[i], place_of_hosts, code) end
for i = last_host + 1, #ARGV do add_to_list(people, speaking, ARGV[i], place_of_hosts, code) end
note(log, { at = now, act = 'scheduled', by = host, way = way })
if invites_kept_ms ~= '' then change_inviting(inviting, invites_kept_ms, unpack(ARGV, 14, 21)) end
redis.call('SET', request, code, 'PX', request_kept_ms)
enqueue_all(lanes, now, deliveries)
return code
