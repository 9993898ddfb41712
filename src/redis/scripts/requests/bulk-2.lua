-- What a bulk decision is, or that it is undone, stored together with what carries it out.
-- KEYS 1 bulk  2 lanes prefix
-- ARGV 1 now  2 what it is (JSON), or '' when it is undone  3 deliveries (JSON)  4 kept for (ms)
-- Answers 1, or 0 when that was done before.
--@include shared/lanes.lua
if ARGV[2] ~= '' then
  if redis.call('HSETNX', KEYS[1], 'intent', ARGV[2]) == 0 then return 0 end
elseif redis.call('HSETNX', KEYS[1], 'undone', ARGV[1]) == 0 then
  return 0
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
enqueue_all(KEYS[2], tonumber(ARGV[1]), ARGV[3])
return 1
