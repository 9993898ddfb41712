-- A host's question about a registration, or in its place the same with its answer, and what tells of it.
-- KEYS 1 inquiries  2 log  3 request  4 lanes prefix
-- ARGV 1 now  2 id  3 as it was read (JSON), or '' for a new one  4 what it becomes (JSON)  5 how many there may be
--      6 key  7 by  8 way  9 act  10 deliveries (JSON)  11 request kept for (ms)
-- Answers 'done', 'moved' when it is no longer as it was read, or 'too_many'.
--@include shared/lanes.lua
if redis.call('EXISTS', KEYS[3]) == 1 then return 'done' end
if (redis.call('HGET', KEYS[1], ARGV[2]) or '') ~= ARGV[3] then return 'moved' end
if ARGV[3] == '' and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then return 'too_many' end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[4])
redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[11])
redis.call('XADD', KEYS[2], '*', 'at', ARGV[1], 'act', ARGV[9], 'key', ARGV[6], 'by', ARGV[7], 'way', ARGV[8])
enqueue_all(KEYS[4], tonumber(ARGV[1]), ARGV[10])
return 'done'
