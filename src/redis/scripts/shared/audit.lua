-- The audit log. A webinar's log keeps about so many of its last entries: some four for each of 120,000 registrations.
local LOG_KEPT = 500000

-- Writes an entry: field, value …
local function note(log, ...) redis.call('XADD', log, 'MAXLEN', '~', LOG_KEPT, '*', ...) end
