-- Reads one page of the series that somebody may see (P43), the newest first, and how many there are: those without
-- webinars, those with one that is listed, and those with one that they have to do with.
-- KEYS 1 all series  2 prefix of series  3 webinars by start  4 prefix of webinars  5 prefix of persons
--      6 prefix of what people host  7 prefix of what people speak at
-- ARGV 1 the person's id, or '' for all series  2 how many to skip  3 how many to answer
-- Answers { how many, fields of each as a list … }.
local all_series, series, all, webinars, persons, hosting, speaking = unpack(KEYS)
local id, skip, most = unpack(ARGV)
skip, most = tonumber(skip), tonumber(most)

local function is_listed(code)
  local place = redis.call('ZSCORE', all, code)
  if not place then return false end
  if tonumber(place) > 0 then return true end
  -- Cancelled, or not listed. Settings are not decoded for it: within texts, quotes are escaped there.
  local settings = redis.call('HGET', webinars .. code .. ':webinar', 'settings') or ''
  return not string.find(settings, '"visibility":"by_link"', 1, true)
    and not string.find(settings, '"visibility":"invited_only"', 1, true)
end

local function is_own(code)
  return redis.call('HEXISTS', persons .. id, 'w:' .. code) == 1
    or redis.call('ZSCORE', hosting .. id, code) or redis.call('ZSCORE', speaking .. id, code)
end

local function is_seen(settings)
  if id == '' or settings.host == id or #settings.webinars == 0 then return true end
  for _, code in ipairs(settings.webinars) do
    if is_listed(code) or is_own(code) then return true end
  end
  return false
end

local total, answer = 0, {}
for _, code in ipairs(redis.call('ZREVRANGE', all_series, 0, -1)) do
  local text = redis.call('HGET', series .. code, 'settings')
  if text and is_seen(cjson.decode(text)) then
    total = total + 1
    if total > skip and #answer < most then answer[#answer + 1] = redis.call('HGETALL', series .. code) end
  end
end
return { total, unpack(answer) }
