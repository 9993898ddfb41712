-- Renews the lease of a worker that still sends what it holds.
-- KEYS 1 lanes prefix
-- ARGV 1 now  2 lane  3 id  4 token  5 lease (ms)
-- Answers 1, or 0 when another worker holds the delivery by now.
--@include shared/lanes.lua
local p = unpack(KEYS)
local now, lane, id, token, lease_ms = unpack(ARGV)
local record = get_record(p, id)
if not record or record.token ~= token then return 0 end
if not redis.call('ZSCORE', p .. 'leased', lane) then return 0 end
redis.call('ZADD', p .. 'leased', lanes_now(now) + tonumber(lease_ms), lane)
return 1
