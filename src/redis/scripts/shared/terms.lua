-- By what people are found: beginnings of words, domains, answers to choices, crowds. Included by every script that stores
-- somebody, or looks for somebody. What a term means is known to roster/terms.ts; who is found is looked at by the
-- caller, so an entry that is no longer true does no harm.
--
-- Under the prefix of an era, for its registrations, and under `invited:` for a webinar's invitees:
--   t:<term>   string of ordinals, each of three bytes, that only rise
--   terms      string: all terms that there are, six letters each
local TERM, PLACE = 6, 3

local function pack_place(ordinal)
  return string.char(math.floor(ordinal / 65536), math.floor(ordinal / 256) % 256, ordinal % 256)
end

-- The term of those who came in a crowd, by the number of its digest, which only the script knows.
local function digest_term(digest) return string.format('#%05.0f', tonumber(digest) % 100000) end

-- The ordinal at the nth place of such a text, from 0 on.
local function place_in(text, n)
  local high, middle, low = string.byte(text, n * PLACE + 1, n * PLACE + PLACE)
  return (high * 256 + middle) * 256 + low
end

-- Adds somebody new, with a larger ordinal than everybody before.
local function add_terms(prefix, terms, ordinal)
  local place = pack_place(ordinal)
  for at = 1, #terms, TERM do
    local term = string.sub(terms, at, at + TERM - 1)
    if redis.call('APPEND', prefix .. 't:' .. term, place) == PLACE then
      redis.call('APPEND', prefix .. 'terms', term)
    end
  end
end

-- The place of the first ordinal of such a text that is not below this one.
local function place_for(text_key, ordinal)
  local low, high = 0, redis.call('STRLEN', text_key) / PLACE
  while low < high do
    local middle = math.floor((low + high) / 2)
    local there = place_in(redis.call('GETRANGE', text_key, middle * PLACE, (middle + 1) * PLACE - 1), 0)
    if there < ordinal then low = middle + 1 else high = middle end
  end
  return low
end

-- Adds somebody who is there already, under terms that became true of them.
local function insert_terms(prefix, terms, ordinal)
  local place = pack_place(ordinal)
  for at = 1, #terms, TERM do
    local term = string.sub(terms, at, at + TERM - 1)
    local text_key = prefix .. 't:' .. term
    local from = place_for(text_key, ordinal) * PLACE
    if redis.call('GETRANGE', text_key, from, from + PLACE - 1) ~= place then
      local rest = redis.call('GETRANGE', text_key, from, -1)
      if from == 0 and rest == '' then redis.call('APPEND', prefix .. 'terms', term) end
      redis.call('SETRANGE', text_key, from, place .. rest)
    end
  end
end

-- Takes some terms away, with all that they lead to. Answers whether there are more.
local function take_terms(prefix, limit)
  local terms = prefix .. 'terms'
  local left = math.max(0, redis.call('STRLEN', terms) - limit * TERM)
  local some = redis.call('GETRANGE', terms, left, -1)
  for at = 1, #some, TERM do redis.call('UNLINK', prefix .. 't:' .. string.sub(some, at, at + TERM - 1)) end
  if left == 0 then redis.call('DEL', terms) else redis.call('SET', terms, redis.call('GETRANGE', terms, 0, left - 1)) end
  return left > 0
end
