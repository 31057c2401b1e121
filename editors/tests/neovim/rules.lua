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

--- Some of each.
rules.full = [[
customer
  NPS:       number 0 to 10 from "survey.nps"
  joined:    date
  plan:      one of (basic, pro)
  city:      text
  visits:    count
  purchases: events with amount money
  tickets:   events

let spent = sum(purchases.amount)

reward  swag      "A bag with our name" costs $18, once
message hello     "Says hello"          once per 30 days
alert   call_them "Call them"

stage Engaged "Buys now and then"
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag
  when plan is pro and city is known send hello
  after 3 tickets and joined is known and visits > 3 notify call_them

stage Enthusiast "Tells friends"
  when spent ≥ $500 tag "best customer"
  when NPS < 3 move to Engaged
]]

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
