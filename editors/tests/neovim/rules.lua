-- Rules that several tests begin with.
local rules = {}

rules.shop = [[
customer
  NPS: number 0 to 10
  purchases: events

reward swag costs $18

stage Engaged
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag

stage Enthusiast
  when NPS < 3 move to Engaged
]]

--- Those with something else in one place.
function rules.wrong(from, to)
  local first, last = rules.shop:find(from, 1, true)
  return rules.shop:sub(1, first - 1) .. to .. rules.shop:sub(last + 1)
end

rules.shared = [[
customer
  NPS: number 0 to 10
let happy = NPS ≥ 9
]]

rules.main = [[
use "shared.flywheel"
stage Engaged
  when happy move to Enthusiast
stage Enthusiast
  resting
]]

return rules
