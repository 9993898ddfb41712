-- Remembers a message that shows a card, or one in which somebody can claim a seat, and has all such messages edited.
-- KEYS 1 lanes prefix  2 messages
-- ARGV 1 now  2 the field that names them: a card's delivery id, or of somebody's those that offer a seat
--      3 message id  4 the delivery that edits them, or this one  5 'known' to store it of a known message, too, or ''
-- Answers 1, or 0 when the message is known.
--@include shared/lanes.lua
--@include shared/messages.lua
local lanes, messages = unpack(KEYS)
local now, field, message, deliveries, always = unpack(ARGV)
local is_news = add_message(messages, field, message)
if is_news or always ~= '' then enqueue_all(lanes, now, deliveries) end
return is_news and 1 or 0
