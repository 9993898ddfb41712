-- What time it is for lanes: when a delivery is due, and until when a worker holds one. It is Redis' own clock, the only
-- one that all processes share. A test and the playground move a clock of their own: for them scripts.ts sets
-- BY_CALLER, and the instant counts that the caller gives.
local BY_CALLER = false

local function lanes_now(given)
  if BY_CALLER then return tonumber(given) end
  local seconds, microseconds = unpack(redis.call('TIME'))
  return tonumber(seconds) * 1000 + math.floor(tonumber(microseconds) / 1000)
end
