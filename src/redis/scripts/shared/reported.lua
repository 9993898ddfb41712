-- What is counted beside registrations for the report (P32). Included, after order.lua, by every script that makes,
-- erases or re-addresses registrations, or admits people.
--
-- Under the prefix of an era:
--   domains   zset: domain of the address → how many registrations
--   tags      zset: tag → how many came by it
--   came      bitmap: whether the registration with this ordinal was admitted
--   counted   the ordinal from which on these three hold: 0, but for an era that began before they were kept. Those
--             below it are added by count-registrations-2; until then nothing counts them, in or out.
local function domain_of(address) return string.match(address, '@([^@]*)$') or '' end

local function is_counted(of_era, ordinal)
  local from = redis.call('GET', of_era .. 'counted')
  return from and ordinal >= tonumber(from)
end

local function count_one(of_era, by, address, tag)
  local function add(zset, member)
    if tonumber(redis.call('ZINCRBY', zset, by, member)) <= 0 then redis.call('ZREM', zset, member) end
  end
  add(of_era .. 'domains', domain_of(address))
  if tag and tag ~= '' then add(of_era .. 'tags', tag) end
end

-- Counts a registration that has just got its ordinal. The first of an era begins the counts.
local function count_in(of_era, ordinal, address, tag)
  if ordinal == 0 then redis.call('SET', of_era .. 'counted', '0') end
  if ordinal == 0 or is_counted(of_era, ordinal) then count_one(of_era, 1, address, tag) end
end

-- Counts one no more whose ordinal ends; `came` is then the business of its next one.
local function count_out(of_era, ordinal, address, tag)
  if is_counted(of_era, ordinal) then count_one(of_era, -1, address, tag or '') end
  redis.call('SETBIT', of_era .. 'came', ordinal, 0)
end

local function mark_came(of_era, ordinal) redis.call('SETBIT', of_era .. 'came', ordinal, 1) end

-- Marks a new registration of somebody who was in before they registered anew.
local function mark_came_before(of_era, ordinal, attendees, key)
  if redis.call('SISMEMBER', attendees, key) == 1 then mark_came(of_era, ordinal) end
end
