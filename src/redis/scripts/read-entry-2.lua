-- One webinar and what it holds about one address or key, in one trip.
-- KEYS 1 webinar  2 webinar prefix (names below it are built here: they come from the index and the era)
-- ARGV 1 address or ''  2 key or ''
-- Answers nil for no webinar, else { webinar fields, key or '', registration fields, invitee fields, registration ID or '' }.
local webinar = redis.call('HGETALL', KEYS[1])
if #webinar == 0 then return nil end
local p = KEYS[2]
local key = ARGV[2]
if key == '' then key = redis.call('HGET', p .. 'addresses', ARGV[1]) or '' end
if key == '' then return { webinar, '', {}, {}, '' } end
local era = redis.call('HGET', KEYS[1], 'era')
return {
  webinar,
  key,
  redis.call('HGETALL', p .. 'e' .. era .. ':registration:' .. key),
  redis.call('HGETALL', p .. 'invitee:' .. key),
  redis.call('HGET', p .. 'ids', key) or '',
}
