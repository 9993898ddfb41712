-- Notes how many people a host's message was told so far, before they are: from then on it cannot be taken back.
-- KEYS 1 message
-- ARGV 1 how many  2 '1' where these are all
-- Answers 1, or 0 for a message that was taken back before or is kept no more: nobody is told then.
local message = KEYS[1]
local told, is_done = unpack(ARGV)

if redis.call('HEXISTS', message, 'message') == 0 or redis.call('HEXISTS', message, 'undone') == 1 then return 0 end
redis.call('HSET', message, 'told', told)
if is_done == '1' then redis.call('HSET', message, 'done', '1') end
return 1
