-- Stores a bulk decision, or that it is undone, together with the deliveries that carry it out.
-- KEYS 1 bulk  2 lanes prefix
-- ARGV 1 now  2 the decision (JSON), or '' to undo it  3 deliveries  4 kept for (ms)
-- Answers 1, or 0 when that was done before.
--@include shared/lanes.lua
local bulk, lanes = unpack(KEYS)
local now, intent, deliveries, kept_ms = unpack(ARGV)
local field, value = 'intent', intent
if intent == '' then field, value = 'undone', now end
if redis.call('HSETNX', bulk, field, value) == 0 then return 0 end
redis.call('PEXPIRE', bulk, kept_ms)
enqueue_all(lanes, now, deliveries)
return 1
