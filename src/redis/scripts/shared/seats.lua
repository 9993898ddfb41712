-- Whether one more seat can be held, by the webinar's counts as `read_counts` reads them. Where the caller allows it
-- (`cap_limit`, or ''), the cap is raised by one for that, and the webinar's version with it.
local function find_seat(webinar, counts, cap_limit)
  if counts.held < counts.cap then return true end
  -- One more must suffice: the cap may have been lowered below what is held.
  if cap_limit == '' or counts.held > counts.cap or counts.cap >= tonumber(cap_limit) then return false end
  counts.cap, counts.version = counts.cap + 1, counts.version + 1
  redis.call('HSET', webinar, 'cap', counts.cap, 'version', counts.version)
  return true
end
