-- Leaves a delivery at the head of its lane, to be tried again later.
-- KEYS 1 lanes prefix
-- ARGV 1 now  2 lane  3 id  4 token  5 in how many ms to try again
--      6 '1' when this attempt counts, '0' when the platform said to slow down
-- Answers 1, or 0 when another worker holds the delivery by now.
--@include shared/lanes.lua
local p = unpack(KEYS)
local now, lane, id, token, wait_ms, counts = unpack(ARGV)
local record = get_record(p, id)
if not record or record.token ~= token then return 0 end
record.state, record.token = 'waiting', ''
if counts == '0' then record.attempts = record.attempts - 1 end
set_record(p, id, record)
redis.call('ZREM', p .. 'leased', lane)
make_ready(p, lane, lanes_now(now) + tonumber(wait_ms))
return 1
