-- Deletes some of an archive for good, from its end.
-- KEYS 1 prefix of the archive's era (names below it are built here)  2 archives
-- ARGV 1 era  2 how many at most
-- Answers 1 when there is more of it, else 0.
--@include shared/order.lua
--@include shared/terms.lua
local of_era, archives = unpack(KEYS)
local era, limit = unpack(ARGV)
for _, key in ipairs(take_last(of_era .. 'order', status_bitmaps(of_era), tonumber(limit))) do
  redis.call('UNLINK', of_era .. 'r:' .. key, of_era .. 'r:' .. key .. ':inquiries')
end
if slot_count(of_era .. 'order') > 0 or take_terms(of_era, tonumber(limit)) then return 1 end
redis.call('HDEL', archives, era)
for digest = 1, tonumber(redis.call('HGET', of_era .. 'digests', 'n') or 0) do
  redis.call('UNLINK', of_era .. 'digest:' .. digest, of_era .. 'digest:' .. digest .. ':domains')
end
redis.call('UNLINK', unpack(status_bitmaps(of_era)))
for _, name in ipairs({ 'line', 'approvals', 'digests', 'domains', 'tags', 'came', 'counted' }) do
  redis.call('UNLINK', of_era .. name)
end
return 0
