-- The audit log. A webinar's log keeps about so many of its last entries: some four for each of 120,000 registrations.
local LOG_KEPT = 500000

-- Writes an entry. Every entry has the same fields, so that Redis stores their names once for many; what an entry does
-- not say is empty.
local function note(log, said)
  redis.call('XADD', log, 'MAXLEN', '~', LOG_KEPT, '*', 'at', said.at, 'act', said.act, 'key', said.key or '',
    'from', said.from or '', 'to', said.to or '', 'by', said.by or '', 'way', said.way or '')
end
