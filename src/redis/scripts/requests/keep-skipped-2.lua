-- Those that a bulk decision did not decide, each counted once, with the reasons why.
-- KEYS 1 bulk  2 skipped
-- ARGV 1 kept for (ms)  then key, why …; at most 500
for i = 2, #ARGV, 2 do
  if redis.call('SADD', KEYS[2], ARGV[i]) == 1 then
    if ARGV[i + 1] == 'failed' then
      redis.call('HINCRBY', KEYS[1], 'n:failed', 1)
    else
      redis.call('HINCRBY', KEYS[1], 'n:skipped', 1)
      redis.call('HINCRBY', KEYS[1], 'why:' .. ARGV[i + 1], 1)
    end
  end
end
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 1
