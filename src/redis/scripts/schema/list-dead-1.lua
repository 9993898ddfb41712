-- Lists deliveries of layout 2 that were given up and tell people something about a webinar by that webinar.
-- KEYS 1 lanes prefix
-- ARGV 1 and on: ids of deliveries that were given up
-- Answers how many were not listed yet.
--@include shared/lanes.lua
local p = unpack(KEYS)
local listed = 0

-- As core/deliveries/reached.ts says.
local function tells_somebody(body)
  local to, matter = body.to or {}, body.matter or {}
  local is_to_person = to.kind == 'dm' or to.kind == 'mail'
  return is_to_person and not body.editOnly and matter.key and matter.code and matter.kind ~= 'undelivered'
end

for _, id in ipairs(ARGV) do
  local record, at = get_record(p, id), redis.call('ZSCORE', p .. 'dead', id)
  local is_body, body = pcall(cjson.decode, record and record.body or '')
  if at and is_body and type(body) == 'table' and tells_somebody(body) then
    listed = listed + redis.call('ZADD', p .. 'dead:' .. body.matter.code, at, id)
  end
end
return listed
