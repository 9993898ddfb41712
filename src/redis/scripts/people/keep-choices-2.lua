-- Keeps what somebody chose about how they are told, with what follows from it. Nothing is stored for who was erased
-- meanwhile.
-- KEYS 1 person  2 lanes prefix
-- ARGV 1 now  2 deliveries  then field, value …; an empty value takes the field away
-- Answers 1 when it was kept, else 0.
--@include shared/known.lua
--@include shared/lanes.lua
local person, lanes = unpack(KEYS)
local now, deliveries = unpack(ARGV)
if not is_known(person) then return 0 end

local set, gone = {}, {}
for i = 3, #ARGV, 2 do
  local field, value = ARGV[i], ARGV[i + 1]
  if value == '' then
    gone[#gone + 1] = field
  else
    set[#set + 1] = field
    set[#set + 1] = value
  end
end
-- First a write that a full Redis refuses: after a deletion it would no longer refuse the whole.
if #set > 0 then redis.call('HSET', person, unpack(set)) end
if #gone > 0 then redis.call('HDEL', person, unpack(gone)) end
enqueue_all(lanes, now, deliveries)
return 1
