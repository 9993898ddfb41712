-- One webinar and what it holds about one address or key, in one trip.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here: they come from the index and the era)  3 forms
-- ARGV 1 address or ''  2 key or ''
-- Answers nil for no webinar, else { webinar fields, key or '', registration fields, invitee fields, registration ID or '',
-- the form that the registration answered or '' when it is the webinar's present one, the place in line from 1 on or 0 }.
local webinar = redis.call('HGETALL', KEYS[1])
if #webinar == 0 then return nil end
local p = KEYS[2]
local key = ARGV[2]
if key == '' then key = redis.call('HGET', p .. 'addresses', ARGV[1]) or '' end
if key == '' then return { webinar, '', {}, {}, '', '', 0 } end
local present = redis.call('HMGET', KEYS[1], 'era', 'formId')
local registration = p .. 'e' .. present[1] .. ':registration:' .. key
local rank = redis.call('ZRANK', p .. 'e' .. present[1] .. ':line', key)
local answered = redis.call('HGET', registration, 'form')
return {
  webinar,
  key,
  redis.call('HGETALL', registration),
  redis.call('HGETALL', p .. 'invitee:' .. key),
  redis.call('HGET', p .. 'ids', key) or '',
  answered and answered ~= present[2] and redis.call('HGET', KEYS[3], answered) or '',
  rank and rank + 1 or 0,
}
