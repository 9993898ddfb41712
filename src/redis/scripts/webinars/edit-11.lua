-- Changes a webinar: its settings, its form, and, when its registrations are deleted, its era.
-- KEYS 1 webinar  2 webinars by start  3 former settings  4 archives  5 forms  6 log  7 request  8 lanes prefix
--      9 prefix of what people host  10 prefix of what people speak at  11 prefix of people
-- ARGV 1 now  2 version read  3 code  4 place among all  5 place in people's lists  6 settings (JSON)  7 cap  8 form's id
--      9 form (JSON)  10 by  11 act  12 deliveries  13 request kept for (ms)
--      14 the settings until now, to be remembered (JSON), or ''  15 how many registrations are deleted, or ''
--      16 their archive (JSON)  17 way  18 how many host it  19 how many do no longer  20 how many speak
--      then host and cohosts, who is none any more, speakers, who is none any more
-- Answers 'done'; or 'moved' when the webinar changed since it was read, or has more or fewer registrations.
--@include shared/audit.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/invited.lua
--@include shared/people.lua
local webinar, webinars, past, archives, forms, log, request, lanes, hosting, speaking, people =
  unpack(KEYS)
local now, version_read, code, place, place_of_people, settings, cap, form_id, form, by, act, deliveries,
  request_kept_ms, former_settings, deleted, archive, way, host_count, former_host_count, speaker_count =
  unpack(ARGV, 1, 20)
local FIRST_PERSON = 21
local PAST_KEPT = 50

-- Ends the era. False when the webinar has more or fewer registrations than the caller confirmed.
local function delete_registrations(era)
  local fields = redis.call('HGETALL', webinar)
  local counters, count = {}, 0
  for i = 1, #fields, 2 do
    local field, value = fields[i], fields[i + 1]
    if string.sub(field, 1, 2) == 'n:' then
      counters[#counters + 1] = field
      count = count + tonumber(value)
    end
  end
  if count ~= tonumber(deleted) then return false end
  redis.call('HSET', archives, era, archive)
  redis.call('HSET', webinar, 'era', tonumber(era) + 1, 'held', '0')
  if #counters > 0 then redis.call('HDEL', webinar, unpack(counters)) end
  begin_era(string.match(webinar, '^(.*:)webinar$'))
  return true
end

local function remember_settings(version)
  redis.call('HSET', past, version, former_settings)
  local versions = redis.call('HKEYS', past)
  if #versions <= PAST_KEPT then return end
  local oldest = math.huge
  for _, one in ipairs(versions) do oldest = math.min(oldest, tonumber(one)) end
  redis.call('HDEL', past, string.format('%.0f', oldest))
end

local function write_settings(version)
  redis.call('HSET', webinar, 'settings', settings, 'cap', cap, 'formId', form_id, 'form', form,
    'version', tonumber(version) + 1)
  redis.call('HSETNX', forms, form_id, form)
  redis.call('ZADD', webinars, place, code)
end

-- Writes what the people from the argument `first` on host, or speak at, and then who does so no longer.
local function write_people(lists, first, count, last)
  for i = first, first + count - 1 do add_to_list(people, lists, ARGV[i], place_of_people, code) end
  for i = first + count, last do redis.call('ZREM', lists .. ARGV[i], code) end
end

if redis.call('EXISTS', request) == 1 then return 'done' end
local version, era = unpack(redis.call('HMGET', webinar, 'version', 'era'))
if version ~= version_read then return 'moved' end
if deleted ~= '' and not delete_registrations(era) then return 'moved' end
if former_settings ~= '' then remember_settings(version) end
write_settings(version)
local first_speaker = FIRST_PERSON + host_count + former_host_count
write_people(hosting, FIRST_PERSON, tonumber(host_count), first_speaker - 1)
write_people(speaking, first_speaker, tonumber(speaker_count), #ARGV)
note(log, { at = now, act = act, by = by, way = way })
redis.call('SET', request, code, 'PX', request_kept_ms)
enqueue_all(lanes, now, deliveries)
return 'done'
