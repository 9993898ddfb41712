-- Gives what a webinar holds for a mistyped address to another one: the registration with its seat, answers, history and
-- place on the waiting list, and the invitation. The pair gets another key; the former one holds nothing any more.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here)  3 log  4 request  5 lanes prefix
--      6 prefix of persons  7 addresses
-- ARGV 1 now  2 era read  3 key  4 version read (0: no registration)  5 address  6 person  7 the new key
--      8 the new address  9 its person  10 registration ID or ''  11 by  12 way  13 deliveries  14 request kept for (ms)
--      15 by what they are found  16 code  then the ids of the cards of the former key, each with the one of the new key
-- Answers { 'done' }, also where this request did so before; { 'gone' } when the new person was erased since they were
-- read; { 'moved' } when what was read has changed since, or the new address has a registration.
--@include shared/known.lua
--@include shared/lanes.lua
--@include shared/order.lua
--@include shared/reported.lua
--@include shared/status.lua
--@include shared/pairs.lua
--@include shared/invited.lua
--@include shared/terms.lua
local webinar, prefix, log, request, lanes, persons, addresses = unpack(KEYS)
local now, era, key, version_read, address, person, new_key, new_address, new_person, registration_id, by, way,
  deliveries, request_kept_ms, terms, code = unpack(ARGV, 1, 16)
local FIRST_CARD = 17
local of_era = prefix .. 'e' .. era .. ':'
local invitee, new_invitee = prefix .. 'invitee:' .. key, prefix .. 'invitee:' .. new_key

local counts = read_counts(webinar)
if not counts or counts.era ~= tonumber(era) then return { 'moved' } end
if version_made_by(request, era) then return { 'done' } end
local version, status, ordinal, digest, decision =
  unpack(redis.call('HMGET', of_era .. 'r:' .. key, 'v', 's', 'n', 'g', 'd'))
if (version or '0') ~= version_read then return { 'moved' } end
local is_invited, is_new_invited = redis.call('EXISTS', invitee) == 1, redis.call('EXISTS', new_invitee) == 1
if not version and (not is_invited or is_new_invited) then return { 'moved' } end
if pair_of(addresses, address) ~= key then return { 'moved' } end
local there, id = pair_of(addresses, new_address)
if there and there ~= new_key or redis.call('EXISTS', of_era .. 'r:' .. new_key) == 1 then return { 'moved' } end
if not is_known(persons .. new_person) then return { 'gone' } end

-- The first write must be one that a full Redis refuses.
keep_pair_as_read(addresses, new_address, there, id, new_key, registration_id)
redis.call('HDEL', addresses, address)

local function name_in_order(order, at) redis.call('SETRANGE', order, at * SLOT, new_key) end

-- Moves a registration of the present era, or of an archived one.
local function move_registration(in_era)
  local of_that_era = prefix .. 'e' .. in_era .. ':'
  local former, next = of_that_era .. 'r:' .. key, of_that_era .. 'r:' .. new_key
  local at, in_status, tag = unpack(redis.call('HMGET', former, 'n', 's', 'T'))
  if not at then return end
  if redis.call('EXISTS', next) == 1 then
    -- Whoever has the new address registered there too before all were deleted: theirs stays.
    leave_order(of_that_era .. 'order', at)
    mark_status(of_that_era, at, in_status, nil)
    count_out(of_that_era, tonumber(at), address, tag)
    redis.call('ZREM', of_that_era .. 'line', key)
    redis.call('DEL', former, former .. ':inquiries')
    return
  end
  redis.call('RENAME', former, next)
  redis.call('HSET', next, 'a', new_address, 'p', new_person)
  if redis.call('EXISTS', former .. ':inquiries') == 1 then
    redis.call('RENAME', former .. ':inquiries', next .. ':inquiries')
  end
  name_in_order(of_that_era .. 'order', tonumber(at))
  if is_counted(of_that_era, tonumber(at)) then
    count_one(of_that_era, -1, address)
    count_one(of_that_era, 1, new_address)
  end
  local place = redis.call('ZSCORE', of_that_era .. 'line', key)
  if place then
    redis.call('ZREM', of_that_era .. 'line', key)
    redis.call('ZADD', of_that_era .. 'line', place, new_key)
  end
end

-- Counts the registration under its new domain, where hosts see it by domain.
local function count_domain()
  local before, after = domain_of(address), domain_of(new_address)
  if digest then
    local domains = of_era .. 'digest:' .. digest .. ':domains'
    redis.call('ZINCRBY', domains, -1, before)
    redis.call('ZINCRBY', domains, 1, after)
    redis.call('ZREMRANGEBYSCORE', domains, '-inf', 0)
  end
  if status == 'approved' and decision then
    redis.call('HINCRBY', of_era .. 'approvals', before, -1)
    redis.call('HINCRBY', of_era .. 'approvals', after, 1)
  end
end

local function move_invitee()
  local at = redis.call('HGET', invitee, 'n')
  if is_new_invited then
    if at then leave_invited(prefix, at) end
    redis.call('DEL', invitee)
    return
  end
  redis.call('RENAME', invitee, new_invitee)
  redis.call('HSET', new_invitee, 'address', new_address, 'person', new_person)
  if not at then return end
  name_in_order(prefix .. 'invited', tonumber(at))
  insert_terms(prefix .. 'invited:', terms, tonumber(at))
end

-- The cards stand where they did, under their new names; what waited to edit them under the former ones is dropped.
local function rename_card(former, next)
  local messages = redis.call('HGET', prefix .. 'messages', former)
  if messages then
    redis.call('HSET', prefix .. 'messages', next, messages)
    redis.call('HDEL', prefix .. 'messages', former)
  end
  local record = get_record(lanes, former)
  if not record or record.state == 'sending' then return end
  redis.call('LREM', lanes .. 'q:' .. record.lane, 0, former)
  redis.call('ZREM', lanes .. 'due', former)
  forget_dead(lanes, former, record.group)
  redis.call('DEL', lanes .. 'd:' .. former)
end

for one = 1, tonumber(era) do move_registration(string.format('%.0f', one)) end
if is_invited then move_invitee() end
take_entry(persons .. person, code, key)
give_entry(persons .. new_person, code, new_key)
if redis.call('SREM', prefix .. 'attendees', key) == 1 then redis.call('SADD', prefix .. 'attendees', new_key) end
local new_version = 0
if version then
  count_domain()
  insert_terms(of_era, terms, tonumber(ordinal))
  note_registered(prefix, new_key)
  new_version = change_status({
    webinar = webinar, of_era = of_era, log = log, counts = counts,
    key = new_key, version = version, ordinal = ordinal, person = new_person, from = status, to = status, seats = 0,
    now = now, by = by, way = way, act = 'corrected',
  })
  -- Nobody was told under the new address yet, and what could be undone is no longer what hosts saw.
  redis.call('HDEL', of_era .. 'r:' .. new_key, 'y', 'u', 'b')
else
  note(log, { at = now, act = 'corrected', key = new_key, by = by, way = way })
end
for i = FIRST_CARD, #ARGV, 2 do rename_card(ARGV[i], ARGV[i + 1]) end
remember_version(request, era, new_version, request_kept_ms)
enqueue_all(lanes, now, deliveries, new_version)
return { 'done' }
