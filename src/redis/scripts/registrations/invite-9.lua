-- Invites people who are not invited yet; at most a hundred in one call. What becomes of a long invitation is stored in
-- the same step.
-- KEYS 1 webinar  2 addresses  3 invitees  4 log  5 request  6 lanes prefix  7 webinar prefix  8 prefix of persons
--      9 the long invitation, see shared/inviting.lua
-- ARGV 1 now  2 by  3 code  4 request kept for (ms)  5 version read  6 way
--      7 the step that the long invitation was read at, or '' when it was not read
--      8 what it is kept for (ms), or '' when there is none
--      9 to 16 what changes in it, as `change_inviting` takes it
--      17 deliveries about the invitation itself
--      then per invitee: address, key, person, registration ID or '', deliveries, by what they are found
-- Answers { 'done', invited, known }; or { 'moved' } when the webinar or the long invitation changed since it was read,
-- or an address got another key, and then changes nothing. Who was erased since they were read is left out.
--@include shared/known.lua
--@include shared/audit.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/invited.lua
--@include shared/pairs.lua
--@include shared/terms.lua
--@include shared/inviting.lua
local webinar, addresses, invitees, log, request, lanes, webinar_prefix, persons, inviting = unpack(KEYS)
local now, by, code, request_kept_ms, version_read, way = unpack(ARGV, 1, 6)
local step_read, kept_ms = unpack(ARGV, 7, 8)
local told = ARGV[17]
local FIRST_INVITEE, FIELDS = 18, 6
local of_era = webinar_prefix .. 'e' .. (redis.call('HGET', webinar, 'era') or '') .. ':'

local function has_other_key(address, key)
  local known = pair_of(addresses, address)
  return known and known ~= key
end

local function invite(address, key, person, registration_id, deliveries, terms)
  keep_pair(addresses, address, key, registration_id)
  redis.call('HSET', webinar_prefix .. 'invitee:' .. key, 'address', address, 'person', person, 'at', now, 'by', by)
  local is_registered = redis.call('HEXISTS', of_era .. 'r:' .. key, 's') == 1
  local ordinal = join_invited(webinar_prefix, key, tonumber(now), is_registered)
  add_terms(webinar_prefix .. 'invited:', terms, ordinal)
  give_entry(persons .. person, code, key)
  note(log, { at = now, act = 'invited', key = key, by = by, way = way })
  enqueue_all(lanes, now, deliveries)
end

local repeated = redis.call('GET', request)
if repeated then return cjson.decode(repeated) end
if redis.call('HGET', webinar, 'version') ~= version_read then return { 'moved' } end
if step_read ~= '' and (redis.call('HGET', inviting, 'step') or '0') ~= step_read then return { 'moved' } end
for i = FIRST_INVITEE, #ARGV, FIELDS do
  if has_other_key(ARGV[i], ARGV[i + 1]) then return { 'moved' } end
end
local invited, known = 0, 0
for i = FIRST_INVITEE, #ARGV, FIELDS do
  local address, key, person, registration_id, deliveries, terms = unpack(ARGV, i, i + FIELDS - 1)
  if redis.call('HEXISTS', webinar_prefix .. 'invitee:' .. key, 'person') == 1 then
    known = known + 1
  elseif is_known(persons .. person) then
    invited = invited + 1
    invite(address, key, person, registration_id, deliveries, terms)
  end
end
if kept_ms ~= '' then
  change_inviting(inviting, kept_ms, unpack(ARGV, 9, 16))
  redis.call('HINCRBY', inviting, 'invited', invited)
  redis.call('HINCRBY', inviting, 'known', known)
end
enqueue_all(lanes, now, told)
local answer = { 'done', invited, known }
redis.call('SET', request, cjson.encode(answer), 'PX', request_kept_ms)
return answer
