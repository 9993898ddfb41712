-- Writes a webinar to the list of what somebody hosts, or speaks at. Nothing of who was erased: a webinar that is over
-- names them still, and whoever edits it would begin their list anew.
local function add_to_list(people, lists, person, place, code)
  if redis.call('EXISTS', people .. person) == 1 then redis.call('ZADD', lists .. person, place, code) end
end
