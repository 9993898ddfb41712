-- Whether somebody is still known: the record of a person stands beside what they have. Who was erased since the caller
-- read them is not known any more, and nothing is stored for them.
local function is_known(entries)
  return redis.call('EXISTS', (string.gsub(entries, ':mine:([^:]+)$', ':person:%1'))) == 1
end
