-- Counts the registrations with one status that came within a span of time.
-- KEYS 1 prefix of the era (names below it are built here)
-- ARGV 1 the status  2 they came after this instant  3 and until this one
-- Answers how many.
--@include shared/order.lua
local of_era = unpack(KEYS)
local status, after, up_to = unpack(ARGV)
local order, bitmap = of_era .. 'order', of_era .. 'in:' .. status
return count_below(bitmap, first_from(order, up_to + 1)) - count_below(bitmap, first_from(order, after + 1))
