-- Reads one webinar and what it holds about one address or key, in one trip.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here: they come from the index and the era)  3 forms
-- ARGV 1 address or ''  2 key or ''
-- Answers nil for no webinar, else { webinar fields, key or '', registration fields, invitee fields, registration ID
-- or '', the form that the registration answered or '' when it is the webinar's present one, the place in the waiting
-- list from 1 on, or 0 }.
local webinar, prefix, forms = unpack(KEYS)
local address, key = unpack(ARGV)
local fields = redis.call('HGETALL', webinar)
if #fields == 0 then return nil end
if key == '' then key = redis.call('HGET', prefix .. 'addresses', address) or '' end
if key == '' then return { fields, '', {}, {}, '', '', 0 } end
local era, form = unpack(redis.call('HMGET', webinar, 'era', 'formId'))
local registration = prefix .. 'e' .. era .. ':registration:' .. key
local rank = redis.call('ZRANK', prefix .. 'e' .. era .. ':line', key)
local answered = redis.call('HGET', registration, 'form')
return {
  fields,
  key,
  redis.call('HGETALL', registration),
  redis.call('HGETALL', prefix .. 'invitee:' .. key),
  redis.call('HGET', prefix .. 'ids', key) or '',
  answered and answered ~= form and redis.call('HGET', forms, answered) or '',
  rank and rank + 1 or 0,
}
