-- Remembers a message that shows a card, and has all messages that show it edited.
-- KEYS 1 lanes prefix  2 messages
-- ARGV 1 now  2 the card's delivery id  3 message id  4 the card's delivery
-- Answers 1, or 0 when the message is known.
--@include shared/lanes.lua
--@include shared/messages.lua
local lanes, messages = unpack(KEYS)
local now, card, message, deliveries = unpack(ARGV)
if not add_message(messages, card, message) then return 0 end
enqueue_all(lanes, now, deliveries)
return 1
