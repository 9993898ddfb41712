-- Reads the numbers of a webinar's report (P32), all of one instant.
-- KEYS 1 webinar prefix  2 prefix of the era (names below both are built here)
-- ARGV 1 how many domains and tags at most  then instants that rise
-- Answers {
--   how many have each status of STATUSES, in their order; then invited, silent, declined,
--   admitted (1), among them visitors (2), those of them who are approved (3), those of them who are registered (4),
--   1 where registrations are left that are not counted (5), else 0 },
--   how many registrations came before each instant,
--   domains with their counts, the most frequent first; how many domains there are; tags likewise; how many,
--   minutes with how many were admitted in each for the first time, and `again`, as the hash `arrivals` has them }.
--@include shared/order.lua
--@include shared/invited.lua
local prefix, of_era = unpack(KEYS)
local top = tonumber(ARGV[1])
local order, scratch = of_era .. 'order', of_era .. 'scratch'
local FIRST_INSTANT = 2

local numbers = {}
local function tell(number) numbers[#numbers + 1] = number end

local bitmaps = status_bitmaps(of_era)
for _, bitmap in ipairs(bitmaps) do tell(redis.call('BITCOUNT', bitmap)) end
for _, bitmap in ipairs(invited_bitmaps(prefix)) do tell(redis.call('BITCOUNT', bitmap)) end

local function count_both(one, other)
  redis.call('BITOP', 'AND', scratch, one, other)
  return redis.call('BITCOUNT', scratch)
end

redis.call('BITOP', 'OR', scratch, unpack(bitmaps))
local before = {}
for i = FIRST_INSTANT, #ARGV do before[#before + 1] = count_below(scratch, first_from(order, tonumber(ARGV[i]))) end

tell(redis.call('SCARD', prefix .. 'attendees') + tonumber(redis.call('HGET', prefix .. 'webinar', 'attended') or 0))
tell(tonumber(redis.call('GET', prefix .. 'visitors') or 0))
tell(count_both(of_era .. 'in:approved', of_era .. 'came'))
tell(redis.call('BITCOUNT', of_era .. 'came'))
redis.call('UNLINK', scratch)
local slots = slot_count(order)
tell(slots > 0 and tonumber(redis.call('GET', of_era .. 'counted') or slots) > 0 and 1 or 0)

local function most(zset) return redis.call('ZREVRANGE', zset, 0, top - 1, 'WITHSCORES') end
local domains, tags = of_era .. 'domains', of_era .. 'tags'
return {
  numbers, before,
  most(domains), redis.call('ZCARD', domains), most(tags), redis.call('ZCARD', tags),
  redis.call('HGETALL', prefix .. 'arrivals'),
}
