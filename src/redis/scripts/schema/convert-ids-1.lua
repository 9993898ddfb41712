-- Puts registration IDs, which layout 1 kept by key in a hash of their own, beside the keys of their addresses.
-- KEYS 1 webinar prefix (names below it are built here)
-- ARGV 1 '1' when these are the last, and the hash of IDs goes  then addresses
-- Answers nothing.
--@include shared/pairs.lua
local prefix = unpack(KEYS)
local are_last = ARGV[1]
local FIRST_ADDRESS = 2
for i = FIRST_ADDRESS, #ARGV do
  local key = pair_of(prefix .. 'addresses', ARGV[i])
  local id = key and redis.call('HGET', prefix .. 'ids', key)
  if id then
    keep_pair(prefix .. 'addresses', ARGV[i], key, id)
    redis.call('HDEL', prefix .. 'ids', key)
  end
end
if are_last == '1' then
  redis.call('UNLINK', prefix .. 'ids')
  redis.call('HDEL', prefix .. 'webinar', 'converting')
end
