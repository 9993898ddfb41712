-- Lets somebody in at the gate. Each attendee counts once, and no more come in than the plan allows; hosts do not count.
-- A visitor, whom nobody knows, is limited by the network address they come from, and gets no place that is kept for
-- people who are known: a share of the plan, or as many as were invited, less those of them who are in.
-- KEYS 1 attendees  2 entrance (single-use token): for whom it is  3 log  4 lanes prefix  5 count of visitors
--      6 count of visits from where this visitor comes from
--      7 bitmap of invitees  8 prefix of the era: the registration's ordinal is read below it
--      9 how many came in by the minute
-- ARGV 1 now  2 attendee, or '' for a host  3 plan  4 token kept for (ms)
--      5 deliveries that tell that one more is in
--      6 for a visitor: how many may come from there  7 within how long (ms)  8 how many places are kept at least;
--      6 to 8 are '' for people who are known
-- Answers { 'admitted' }; { 'full' } when as many are in as the plan allows; { 'visits_full' };
-- { 'too_many_visits', the time (ms) after which more may come from there }.
--@include shared/audit.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/reported.lua
local attendees, entrance, log, lanes, visitors, visits_from, invitees, of_era, arrivals = unpack(KEYS)
local now, attendee, plan, token_kept_ms, deliveries, visits_most, visits_within_ms, kept = unpack(ARGV)
local is_visitor = visits_most ~= ''

local function kept_for_known(attended)
  local known = attended - tonumber(redis.call('GET', visitors) or '0')
  return math.max(0, math.max(tonumber(kept), redis.call('BITCOUNT', invitees)) - known)
end

local function refusal()
  local attended = redis.call('SCARD', attendees)
  if attended >= tonumber(plan) then return { 'full' } end
  if not is_visitor then return nil end
  if attended >= tonumber(plan) - kept_for_known(attended) then return { 'visits_full' } end
  if tonumber(redis.call('GET', visits_from) or '0') >= tonumber(visits_most) then
    return { 'too_many_visits', redis.call('PTTL', visits_from) }
  end
  return nil
end

-- Counts who is let in by the minute, for the report (P32); by the hour where an endless webinar has had too many.
local function count_arrival()
  local MINUTE, HOUR, MINUTES_MOST = 60000, 3600000, 3000
  local unit = redis.call('HLEN', arrivals) < MINUTES_MOST and MINUTE or HOUR
  redis.call('HINCRBY', arrivals, string.format('%.0f', math.floor(now / unit) * unit / MINUTE), 1)
  local ordinal = redis.call('HGET', of_era .. 'r:' .. attendee, 'n')
  if ordinal then mark_came(of_era, ordinal) end
end

if attendee ~= '' and redis.call('SISMEMBER', attendees, attendee) == 0 then
  local refused = refusal()
  if refused then return refused end
  redis.call('SADD', attendees, attendee)
  count_arrival()
  if is_visitor then
    redis.call('INCR', visitors)
    if redis.call('INCR', visits_from) == 1 then redis.call('PEXPIRE', visits_from, visits_within_ms) end
  end
  note(log, { at = now, act = 'admitted', key = is_visitor and '' or attendee })
  enqueue_all(lanes, now, deliveries)
elseif attendee ~= '' then
  redis.call('HINCRBY', arrivals, 'again', 1)
end
redis.call('SET', entrance, attendee, 'PX', token_kept_ms)
return { 'admitted' }
