-- The messages that show a card, in the hash `messages`: card's delivery id -> message ids, one a line. There is more
-- than one where the answer to a post was lost: the card was posted again, and the first message was learnt later.

local MESSAGES_MAX = 5

local function messages_of(messages, card)
  local ids = {}
  for id in string.gmatch(redis.call('HGET', messages, card) or '', '[^\n]+') do ids[#ids + 1] = id end
  return ids
end

-- Remembers that a message shows a card. Answers whether that is news.
local function add_message(messages, card, message)
  local ids = messages_of(messages, card)
  for _, id in ipairs(ids) do
    if id == message then return false end
  end
  if #ids >= MESSAGES_MAX then table.remove(ids, 1) end
  ids[#ids + 1] = message
  redis.call('HSET', messages, card, table.concat(ids, '\n'))
  return true
end

-- Forgets messages that are no longer there: ids, one a line.
local function drop_messages(messages, card, gone)
  local left = {}
  for _, id in ipairs(messages_of(messages, card)) do
    if not string.find('\n' .. gone .. '\n', '\n' .. id .. '\n', 1, true) then left[#left + 1] = id end
  end
  if #left == 0 then redis.call('HDEL', messages, card) else redis.call('HSET', messages, card, table.concat(left, '\n')) end
end
