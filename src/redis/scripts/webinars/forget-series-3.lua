-- Forgets where a series was announced, and the messages there, once all of its webinars are forgotten: nothing becomes
-- of them any more that its cards would tell.
-- KEYS 1 series  2 its messages  3 prefix of webinars
-- ARGV (none)
-- Answers 1 when that is so, else 0.
local series, messages, webinars = unpack(KEYS)
local text = redis.call('HGET', series, 'settings')
if not text then return 0 end
local settings = cjson.decode(text)
-- A list that is empty would become an object again.
if #settings.webinars == 0 then return 0 end
for _, code in ipairs(settings.webinars) do
  if redis.call('HEXISTS', webinars .. code .. ':webinar', 'forgotten') == 0 then return 0 end
end
for _, code in ipairs(settings.webinars) do redis.call('HDEL', webinars .. code .. ':webinar', 'seriesAnnounced') end
redis.call('UNLINK', messages)
if settings.announcedIn and #settings.announcedIn > 0 then
  settings.announcedIn = nil
  redis.call('HSET', series, 'settings', cjson.encode(settings))
  redis.call('HINCRBY', series, 'version', 1)
end
return 1
