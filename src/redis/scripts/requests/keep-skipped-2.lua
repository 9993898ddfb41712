-- Counts the requests that a bulk decision did not decide, each once, with the reasons why.
-- KEYS 1 bulk  2 keys of those that were not decided
-- ARGV 1 kept for (ms)  then key, why …; at most 500
-- Answers 1.
local bulk, skipped = unpack(KEYS)
local kept_ms = ARGV[1]
local FIRST_KEY = 2

local function count(why)
  if why == 'failed' then
    redis.call('HINCRBY', bulk, 'n:failed', 1)
  else
    redis.call('HINCRBY', bulk, 'n:skipped', 1)
    redis.call('HINCRBY', bulk, 'why:' .. why, 1)
  end
end

for i = FIRST_KEY, #ARGV, 2 do
  local key, why = ARGV[i], ARGV[i + 1]
  if redis.call('SADD', skipped, key) == 1 then count(why) end
end
redis.call('PEXPIRE', skipped, kept_ms)
return 1
