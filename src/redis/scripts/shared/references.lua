-- What a face keeps of how to reach people and channels: texts that only it can read.

-- The references of these names, false for one that is not kept; the prefix of references is given.
local function read_references(prefix, names)
  if #names == 0 then return {} end
  local wanted = {}
  for i, name in ipairs(names) do wanted[i] = prefix .. name end
  return redis.call('MGET', unpack(wanted))
end
