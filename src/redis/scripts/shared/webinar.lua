-- A webinar's fields as callers read them. Its settings, its form and its series change with its version alone, so that
-- a caller who knows the version need not be told them again.

-- What changes without the version.
local function counts_of(webinar)
  return redis.call('HMGET', webinar, 'version', 'era', 'cap', 'held', 'n:pending', 'n:approved', 'n:rejected',
    'n:cancelled', 'n:waitlisted', 'n:offered')
end

-- Answers nil for no webinar, { counts }, or { counts, { settings, form, series } } unless the caller knows them.
local function read_webinar(webinar, known_version)
  local counts = counts_of(webinar)
  if not counts[1] then return nil end
  if counts[1] == known_version then return { counts } end
  return { counts, redis.call('HMGET', webinar, 'settings', 'form', 'series') }
end
