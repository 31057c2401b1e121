//! What an editor proposes at each place of the language.

use std::fmt::Write;

use flywheel::editor::{self, Completion};
use flywheel::problems::Severity;
use flywheel::{Reading, values::currency::Currency};

const RULES: &str = "\
flywheel \"Shop\"
  currency USD

customer
  NPS:       number 0 to 10
  joined:    date
  vip:       yes/no
  plan:      one of (basic, pro)
  city:      text
  visits:    count
  spent:     money
  labels:    set of text
  purchases: events with amount money, points number, sku text key \"id\"
  tickets:   events with outcome one of (solved, unsolved)
  people_met: events (person_met)
  boxes:     events
  users:     events

let happy = NPS ≥ 9

score engagement
  add 10 per purchase for 180 days

balance wallet
  earn 1 per purchase

experiment welcome control 50%, offered 50%

reward swag \"Company swag\" costs $18, once, kept for 7 days
message hello \"Says hello\" once per 30 days
program club \"The club\" once
alert call_them \"Call them\" to \"Support\"
group perks (swag, club)

stage Engaged
  when happy move to Fan; send swag
  when welcome is offered send hello

stage Fan
  on entering invite to club
  when NPS < 3 and engagement > 1 and wallet > 1 notify call_them; move to Engaged
";

/// What is proposed at the mark of some lines after the rules.
fn proposed(rules: &str, lines: &str) -> (String, Vec<Completion>) {
    let with_mark = format!("{rules}\n{lines}\n");
    let at = with_mark.find('▮').expect("there is a mark");
    let text = with_mark.replace('▮', "");
    let reading = Reading::of("rules.flywheel", rules, &|_| Err("no such file".to_owned()));
    (text.clone(), editor::completions(&reading, &text, at))
}

#[test]
fn the_rules_are_in_order() {
    let reading = Reading::of("rules.flywheel", RULES, &|_| Err("no such file".to_owned()));
    assert!(!reading.problems.has_errors(), "{:#?}", reading.problems);
}

/// Each place of the grammar, by the rule of it.
const PLACES: &[&str] = &[
    // header
    "flywheel ▮",
    "flywheel \"x\" ▮",
    "flywheel\n  currency ▮",
    "flywheel\n  timezone ▮",
    "flywheel\n  start ▮",
    "flywheel\n  language ▮",
    // customer
    "customer\n  ▮",
    "customer\n  a▮",
    "customer\n  a ▮",
    "customer\n  a: ▮",
    "customer\n  a: number ▮",
    "customer\n  a: number from \"x\" ▮",
    "customer\n  a: number 0 ▮",
    "customer\n  a: money ▮",
    "customer\n  a: money in ▮",
    "customer\n  a: yes▮",
    "customer\n  a: date ▮",
    "customer\n  a: date in ▮",
    "customer\n  a: date as \"d\" ▮",
    "customer\n  a: one ▮",
    "customer\n  a: one of ▮",
    "customer\n  a: one of (b ▮",
    "customer\n  a: set ▮",
    "customer\n  a: set of ▮",
    "customer\n  a: set of text ▮",
    "customer\n  a: events ▮",
    "customer\n  a: events from ▮",
    "customer\n  a: events from table ▮",
    "customer\n  a: events from table \"a\" by \"id\" ▮",
    "customer\n  a: events from table \"a\" by \"id\" of ▮",
    "customer\n  a: events from table \"a\" by \"id\" is ▮",
    "customer\n  a: events with ▮",
    "customer\n  a: events with b ▮",
    "customer\n  a: events with b money ▮",
    "customer\n  a: events with b money, c = ▮",
    "customer\n  a: events at \"x\" ▮",
    "customer\n  a: events key \"x\" ▮",
    "customer\n  plan: one of (basic, pro) default ▮",
    "customer\n  purchases: events with amount money where ▮",
    "customer\n  purchases: events with amount money where amount ▮",
    "customer\n  leave ▮",
    "customer\n  leave out ▮",
    "customer\n  leave out when ▮",
    "customer\n  leave out when NPS ▮",
    "customer\n  show ▮",
    "customer\n  show NPS, ▮",
    "customer\n  id ▮",
    "customer\n  dates ▮",
    "customer\n  times ▮",
    "customer\n  missing ▮",
    // let
    "let ▮",
    "let x ▮",
    "let x = ▮",
    "let x = NPS ▮",
    "let x = NPS + ▮",
    "let x = spent + ▮",
    "let x = spent * ▮",
    "let x = joined + ▮",
    "let x = joined + 30 ▮",
    "let x = 10% ▮",
    "let x = 10% of ▮",
    "let x = sum(▮",
    "let x = sum(purchases.▮",
    "let x = sum(purchases.amount ▮",
    "let x = sum(purchases.amount) ▮",
    "let x = count(▮",
    "let x = count(different ▮",
    "let x = round(▮",
    "let x = round(NPS, ▮",
    "let x = days ▮",
    "let x = days from ▮",
    "let x = days from joined ▮",
    "let x = month of ▮",
    "let x = start of ▮",
    "let x = start of calendar ▮",
    "let x = start of calendar month ▮",
    "let x = start of calendar month of ▮",
    // gifts
    "reward ▮",
    "reward x ▮",
    "reward x \"y\" ▮",
    "reward x \"y\" costs ▮",
    "reward x \"y\" costs $5 ▮",
    "reward x \"y\" costs $5, ▮",
    "reward x once ▮",
    "reward x once per ▮",
    "reward x once per 30 ▮",
    "reward x once per calendar ▮",
    "reward x every ▮",
    "reward x 3 ▮",
    "reward x 3 times ▮",
    "reward x budget ▮",
    "reward x budget $5 ▮",
    "reward x budget $5 per ▮",
    "reward x budget $5 per month ▮",
    "reward x budget $5 per month by ▮",
    "reward x at ▮",
    "reward x at most 5 ▮",
    "reward x only ▮",
    "reward x only in ▮",
    "reward x only in (▮",
    "reward x only in (Fan, ▮",
    "reward x aims ▮",
    "reward x aims for ▮",
    "reward x aims for 1 ▮",
    "reward x aims for 1 purchase ▮",
    "reward x for ▮",
    "reward x for 10% ▮",
    "reward x for 10% of ▮",
    "reward x for 10% of customers ▮",
    "reward x holdout ▮",
    "reward x kept ▮",
    "reward x kept for ▮",
    "reward x kept for 7 ▮",
    "reward x kept for 7 days ▮",
    "reward x kept for 7 days while ▮",
    "alert x to ▮",
    // score, balance
    "score ▮",
    "score s ▮",
    "score s at ▮",
    "score s\n  ▮",
    "score s\n  add ▮",
    "score s\n  add 10 ▮",
    "score s\n  add 10 per ▮",
    "score s\n  add 10 per purchase ▮",
    "score s\n  add 10 per purchase where ▮",
    "score s\n  add 10 per purchase for ▮",
    "score s\n  add 10 per purchase for 3 ▮",
    "score s\n  add 10 per $1 ▮",
    "score s\n  add 10 per $1 of ▮",
    "score s\n  add 10 when ▮",
    "score s\n  add 10 when vip ▮",
    "balance b\n  ▮",
    "balance b\n  earn 1 ▮",
    "balance b\n  spend ▮",
    // limit, pause, group, experiment, use, assert
    "limit ▮",
    "limit messages ▮",
    "limit messages to ▮",
    "limit rewards to $100 ▮",
    "limit messages to 2 ▮",
    "limit messages to 2 per ▮",
    "limit messages to 2 per 7 ▮",
    "limit messages except ▮",
    "limit messages except (▮",
    "limit messages except hello ▮",
    "pause ▮",
    "pause messages ▮",
    "pause messages when ▮",
    "pause messages when vip ▮",
    "group ▮",
    "group x ▮",
    "group x (▮",
    "group x (swag, ▮",
    "experiment ▮",
    "experiment x ▮",
    "experiment x control 50%, ▮",
    "experiment x control 50%, b 50%, aims ▮",
    "experiment x control 50%, b 50%, aims for ▮",
    "use ▮",
    "assert ▮",
    // stages
    "▮",
    "stage ▮",
    "stage A ▮",
    "any ▮",
    "stage A\n  ▮",
    "stage A\n  on ▮",
    "stage A\n  on entering ▮",
    "stage A\n  on entering send hello ▮",
    "stage A\n  refers ▮",
    "stage A\n  refers 1 ▮",
    "stage A\n  refers 1 to ▮",
    "stage A\n  capacity ▮",
    "stage A\n  capacity 9 ▮",
    "stage A\n  capacity 9 by ▮",
    "stage A\n  capacity 9 by spent ▮",
    "stage A\n  capacity 9, when ▮",
    "stage A\n  capacity 9, when full ▮",
    "stage A\n  capacity 9, when full move ▮",
    "stage A\n  capacity 9, when full move lowest ▮",
    "stage A\n  capacity 9, when full move lowest spent ▮",
    "stage A\n  capacity 9, when full move longest ▮",
    "stage A\n  capacity 9, when full move longest in stage to ▮",
    "stage A\n  if ▮",
    "stage A\n  rule ▮",
    "stage A\n  rule \"x\" ▮",
    // actions
    "stage A\n  when vip move ▮",
    "stage A\n  when vip move to ▮",
    "stage A\n  when vip skip to ▮",
    "stage A\n  when vip send ▮",
    "stage A\n  when vip give ▮",
    "stage A\n  when vip invite ▮",
    "stage A\n  when vip invite to ▮",
    "stage A\n  when vip notify ▮",
    "stage A\n  when vip tag ▮",
    "stage A\n  when vip send hello ▮",
    "stage A\n  when vip send hello for ▮",
    "stage A\n  when vip send hello for each ▮",
    "stage A\n  when vip send hello for each purchase ▮",
    "stage A\n  when vip send hello; ▮",
    "stage A\n  when vip send hello\n  ▮",
    // conditions
    "stage A\n  when ▮",
    "stage A\n  when not ▮",
    "stage A\n  when (▮",
    "stage A\n  when vip ▮",
    "stage A\n  when vip\n  ▮",
    "stage A\n  when vip and ▮",
    "stage A\n  when vip is ▮",
    "stage A\n  when vip is yes ▮",
    "stage A\n  when NPS ▮",
    "stage A\n  when NPS is ▮",
    "stage A\n  when NPS is not ▮",
    "stage A\n  when NPS is known ▮",
    "stage A\n  when NPS ≥ ▮",
    "stage A\n  when NPS ≥ 9 ▮",
    "stage A\n  when NPS ≥ visits ▮",
    "stage A\n  when NPS between ▮",
    "stage A\n  when NPS between 1 ▮",
    "stage A\n  when NPS between 1 and ▮",
    "stage A\n  when NPS between 1 and 9 ▮",
    "stage A\n  when NPS in (▮",
    "stage A\n  when NPS in (1, ▮",
    "stage A\n  when NPS in (1, 2) ▮",
    "stage A\n  when spent > ▮",
    "stage A\n  when spent > $5 ▮",
    "stage A\n  when plan ▮",
    "stage A\n  when plan is ▮",
    "stage A\n  when plan is pro ▮",
    "stage A\n  when plan in (▮",
    "stage A\n  when plan in (basic, ▮",
    "stage A\n  when welcome is ▮",
    "stage A\n  when stage ▮",
    "stage A\n  when stage is ▮",
    "stage A\n  when city ▮",
    "stage A\n  when city starts ▮",
    "stage A\n  when city starts with ▮",
    "stage A\n  when city contains ▮",
    "stage A\n  when labels ▮",
    "stage A\n  when joined ▮",
    "stage A\n  when joined ≤ ▮",
    "stage A\n  when joined within ▮",
    "stage A\n  when joined within 30 ▮",
    "stage A\n  when joined within 30 days ▮",
    "stage A\n  when joined within next ▮",
    "stage A\n  when joined this ▮",
    "stage A\n  when joined last calendar ▮",
    "stage A\n  when wallet ▮",
    "stage A\n  when wallet expiring ▮",
    "stage A\n  when tagged ▮",
    "stage A\n  when tagged \"x\" ▮",
    "stage A\n  when sum(purchases.amount) ▮",
    "stage A\n  when sum(purchases.amount) > ▮",
    "stage A\n  when count(purchases) > ▮",
    "stage A\n  when rank(▮",
    "stage A\n  when rank(spent) ▮",
    "stage A\n  when rank(spent) ≤ 100 ▮",
    "stage A\n  when anniversary ▮",
    "stage A\n  when anniversary of ▮",
    "stage A\n  when (vip and happy) ▮",
    // events
    "stage A\n  after 3 ▮",
    "stage A\n  after 1 ▮",
    "stage A\n  after a ▮",
    "stage A\n  after no ▮",
    "stage A\n  after at ▮",
    "stage A\n  after at least ▮",
    "stage A\n  after at least 3 ▮",
    "stage A\n  after exactly 3 ▮",
    "stage A\n  after more ▮",
    "stage A\n  after 3 purchases ▮",
    "stage A\n  after 3 purchases where ▮",
    "stage A\n  after 3 purchases where amount ▮",
    "stage A\n  after 3 purchases where amount > ▮",
    "stage A\n  after 3 purchases where amount > $5 ▮",
    "stage A\n  after a ticket where outcome is ▮",
    "stage A\n  after 3 purchases within ▮",
    "stage A\n  after 3 purchases within 90 ▮",
    "stage A\n  after 3 purchases within 90 days ▮",
    "stage A\n  after 3 purchases since ▮",
    "stage A\n  after 3 purchases since entering ▮",
    "stage A\n  after 3 purchases since last ▮",
    "stage A\n  after 3 purchases this ▮",
    "stage A\n  after 3 purchases this calendar ▮",
    "stage A\n  after 3 purchases between ▮",
    "stage A\n  after 3 purchases between 2026-01-01 and ▮",
    "stage A\n  after 90 days ▮",
    "stage A\n  after 90 days in ▮",
    "stage A\n  after 90 days in stage ▮",
    "stage A\n  after 90 days since ▮",
    "stage A\n  after 90 days since last ▮",
    "stage A\n  after 90 days without ▮",
    "stage A\n  after 90 days without a ▮",
    "stage A\n  after 90 days without a purchase ▮",
    // tests
    "test ▮",
    "test \"t\" ▮",
    "test \"t\"\n  ▮",
    "test \"t\"\n  on ▮",
    "test \"t\"\n  given ▮",
    "test \"t\"\n  given stage ▮",
    "test \"t\"\n  given stage Fan ▮",
    "test \"t\"\n  given stage Fan for ▮",
    "test \"t\"\n  given stage Fan for 30 ▮",
    "test \"t\"\n  given stage Fan, ▮",
    "test \"t\"\n  given NPS ▮",
    "test \"t\"\n  given plan ▮",
    "test \"t\"\n  given vip ▮",
    "test \"t\"\n  given joined ▮",
    "test \"t\"\n  given joined 30 ▮",
    "test \"t\"\n  given joined 30 days ▮",
    "test \"t\"\n  given spent ▮",
    "test \"t\"\n  given welcome ▮",
    "test \"t\"\n  given 3 ▮",
    "test \"t\"\n  given 1 ▮",
    "test \"t\"\n  given a ▮",
    "test \"t\"\n  given no ▮",
    "test \"t\"\n  given 3 purchases ▮",
    "test \"t\"\n  given 3 purchases 30 ▮",
    "test \"t\"\n  given 3 purchases with ▮",
    "test \"t\"\n  given 3 purchases with amount ▮",
    "test \"t\"\n  given 3 purchases with amount $5 ▮",
    "test \"t\"\n  given 3 purchases with amount $5, ▮",
    "test \"t\"\n  given 3 purchases with amount $5 and ▮",
    "test \"t\"\n  given a ticket with outcome ▮",
    "test \"t\"\n  given 3 purchases on ▮",
    "test \"t\"\n  given owed ▮",
    "test \"t\"\n  later ▮",
    "test \"t\"\n  later 3 ▮",
    "test \"t\"\n  given vip yes\n  ▮",
    "test \"t\"\n  expect ▮",
    "test \"t\"\n  expect only ▮",
    "test \"t\"\n  expect move ▮",
    "test \"t\"\n  expect move to ▮",
    "test \"t\"\n  expect no ▮",
    "test \"t\"\n  expect send ▮",
    "test \"t\"\n  expect send hello ▮",
    "test \"t\"\n  expect send hello 3 ▮",
    "test \"t\"\n  expect send hello; ▮",
    "test \"t\"\n  expect withhold ▮",
    "test \"t\"\n  expect withhold hello ▮",
    "test \"t\"\n  expect withhold hello because ▮",
    "test \"t\"\n  expect owed ▮",
    // simulations
    "simulate ▮",
    "simulate \"s\"\n  ▮",
    "simulate \"s\"\n  100 ▮",
    "simulate \"s\"\n  100 enter ▮",
    "simulate \"s\"\n  100 enter Fan ▮",
    "simulate \"s\"\n  100 enter Fan each ▮",
    "simulate \"s\"\n  75% ▮",
    "simulate \"s\"\n  75% of ▮",
    "simulate \"s\"\n  75% of Fan ▮",
    "simulate \"s\"\n  75% of Fan move ▮",
    "simulate \"s\"\n  75% of Fan move to ▮",
    "simulate \"s\"\n  each ▮",
    "simulate \"s\"\n  each in ▮",
    "simulate \"s\"\n  each in Fan ▮",
    "simulate \"s\"\n  each in Fan brings 1 ▮",
    "simulate \"s\"\n  each in Fan brings 1 to ▮",
    "simulate \"s\"\n  costs ▮",
    "simulate \"s\"\n  costs $5 ▮",
    "simulate \"s\"\n  whole ▮",
    // reports
    "report\n  ▮",
    "report\n  wheel ▮",
    "report\n  wheel Fan, ▮",
    "report\n  paying ▮",
    "report\n  paying Fan ▮",
    "report\n  paying Fan, within ▮",
    "report\n  paying Fan, within 90 ▮",
    "report\n  value ▮",
    "report\n  value spent ▮",
    "report\n  source ▮",
    "report\n  referred ▮",
    "report\n  referred by ▮",
    "report\n  referred by city ▮",
    "report\n  spending ▮",
    "report\n  spending $5 ▮",
    "report\n  spending $5 per ▮",
    "report\n  spending $5 per month ▮",
    "report\n  spending $5 per month on ▮",
    "report\n  verdict ▮",
    "report\n  verdict on ▮",
    "report\n  verdict on welcome ▮",
    "report\n  verdict on welcome at ▮",
    // nothing
    "stage A # a comment ▮",
    "stage A \"a text ▮",
];

#[test]
fn what_is_proposed_in_each_place() {
    let mut out = String::new();
    for place in PLACES {
        let (_, completions) = proposed(RULES, place);
        let labels: Vec<&str> = completions.iter().map(|it| it.label.as_str()).collect();
        let shown = match labels.len() {
            0..=40 => labels.join(" | "),
            count => format!("{} | and {} more", labels[..40].join(" | "), count - 40),
        };
        writeln!(out, "{}\n    {shown}", place.replace('\n', "⏎")).unwrap();
    }
    insta::assert_snapshot!(out);
}

/// A snippet at a place: what its empty places are filled with in turn, and what comes after it.
type Filled = (&'static str, &'static str, &'static [&'static str], &'static str);

/// Each snippet where it belongs.
const SNIPPETS: &[Filled] = &[
    ("▮", "stage", &["resting"], ""),
    ("▮", "any stage", &["when vip tag \"x\""], ""),
    ("▮", "let", &["NPS + 1"], ""),
    ("▮", "reward", &[], ""),
    ("▮", "message", &[], ""),
    ("▮", "program", &[], ""),
    ("▮", "alert", &[], ""),
    ("▮", "limit", &[], ""),
    ("▮", "pause", &["vip"], ""),
    ("▮", "score", &["purchase"], ""),
    ("▮", "balance", &["purchase"], ""),
    ("▮", "group", &["swag"], ""),
    ("▮", "experiment", &[], ""),
    ("▮", "test", &["vip yes, stage Fan", "nothing"], ""),
    ("▮", "assert", &[], ""),
    ("▮", "simulate", &["Fan"], ""),
    ("▮", "report", &["Fan"], "\n  paying Fan, within 90 days"),
    ("▮", "use", &[], ""),
    ("▮", "customer", &[], ""),
    ("▮", "flywheel", &[], "\nstage A\n  resting"),
    ("flywheel\n  ▮", "currency", &[], "\nstage A\n  resting"),
    ("flywheel\n  ▮", "timezone", &[], "\nstage A\n  resting"),
    ("flywheel\n  ▮", "start", &[], "A\nstage A\n  resting"),
    ("flywheel\n  ▮", "language", &[], "\nstage A\n  resting"),
    ("customer\n  ▮", "name: type", &[], ""),
    ("customer\n  ▮", "id from", &["x"], ""),
    ("customer\n  ▮", "stage from", &["x"], ""),
    ("customer\n  ▮", "stage_since from", &["x"], ""),
    ("customer\n  ▮", "tags from", &["x"], ""),
    ("customer\n  ▮", "leave out when", &[], "vip"),
    ("customer\n  ▮", "show", &[], "NPS"),
    ("customer\n  ▮", "dates as", &[], ""),
    ("customer\n  ▮", "times in", &[], ""),
    ("customer\n  ▮", "numbers as", &[], ""),
    ("customer\n  ▮", "missing as", &[], ""),
    ("customer\n  a: ▮", "one of", &[], ""),
    ("customer\n  a: ▮", "events with", &[], ""),
    ("customer\n  a: number ▮", "from", &["x"], ""),
    ("customer\n  a: number ▮", "0 to 10", &[], ""),
    ("customer\n  a: number ▮", "default", &[], "1"),
    ("customer\n  a: number ▮", "as", &["1.234,56"], ""),
    ("customer\n  a: money ▮", "in", &[], ""),
    ("customer\n  a: date ▮", "in", &[], ""),
    ("customer\n  a: set of text ▮", "split", &[], ""),
    ("customer\n  a: events ▮", "from table", &["x"], ""),
    ("customer\n  a: events from table ▮", "by", &[], ""),
    ("customer\n  a: events ▮", "with", &[], ""),
    ("customer\n  a: events ▮", "at", &["x"], ""),
    ("customer\n  a: events ▮", "key", &["x"], ""),
    ("reward x \"y\" ▮", "costs", &[], ""),
    ("reward x \"y\" costs $5, ▮", "worth", &[], ""),
    ("reward x \"y\" costs $5, ▮", "once per", &[], ""),
    ("reward x \"y\" costs $5, ▮", "times per", &[], ""),
    ("reward x \"y\" costs $5, ▮", "budget", &[], ""),
    ("reward x \"y\" costs $5, ▮", "at most", &[], ""),
    ("reward x \"y\" costs $5, ▮", "only in", &["Fan"], ""),
    ("reward x \"y\" costs $5, only in ▮", "(", &["Fan"], ""),
    ("reward x \"y\" costs $5, ▮", "aims for", &[], ""),
    ("reward x \"y\" costs $5, ▮", "holdout", &[], ""),
    ("reward x \"y\" costs $5, ▮", "fades", &[], ""),
    ("reward x \"y\" costs $5, ▮", "for", &[], ""),
    ("reward x \"y\" costs $5, ▮", "kept for", &[], ""),
    ("reward x \"y\" costs $5, ▮", "as", &["z"], ""),
    ("reward x \"y\" costs $5, ▮", "formerly", &["z"], ""),
    ("alert x \"y\" ▮", "to", &["z"], ""),
    ("experiment x control 50%, b 50%, ▮", "aims for", &[], ""),
    ("score s\n  ▮", "add", &[], "purchase"),
    ("score s\n  ▮", "take", &[], "purchase"),
    ("balance b\n  ▮", "earn", &[], "purchase"),
    ("balance b\n  earn 1 per purchase\n  ▮", "spend", &[], "purchases.points"),
    ("score s\n  add 10 per ▮", "$1 of", &[], "purchases.amount"),
    ("stage A\n  ▮", "after", &[], "tag \"x\""),
    ("stage A\n  ▮", "when", &[], "vip tag \"x\""),
    ("stage A\n  ▮", "rule", &["Fan"], ""),
    ("stage A\n  ▮", "on entering", &[], "send hello"),
    ("stage A\n  ▮", "capacity", &[], ""),
    ("stage A\n  ▮", "refers", &[], "Fan"),
    ("stage A\n  ▮", "if leaking", &["x"], ""),
    ("stage A\n  when vip ▮", "move to", &[], "Fan"),
    ("stage A\n  when vip ▮", "skip to", &[], "Fan"),
    ("stage A\n  when vip ▮", "send", &[], "hello"),
    ("stage A\n  when vip ▮", "give", &[], "swag"),
    ("stage A\n  when vip ▮", "offer", &[], "swag"),
    ("stage A\n  when vip ▮", "grant", &[], "swag"),
    ("stage A\n  when vip ▮", "invite to", &[], "club"),
    ("stage A\n  when vip ▮", "notify", &[], "call_them"),
    ("stage A\n  when vip ▮", "tag", &["x"], ""),
    ("stage A\n  when vip ▮", "untag", &["x"], ""),
    ("stage A\n  when ▮", "at least", &[], "purchases tag \"x\""),
    ("stage A\n  when ▮", "at most", &[], "purchases tag \"x\""),
    ("stage A\n  when ▮", "more than", &[], "purchases tag \"x\""),
    ("stage A\n  when ▮", "fewer than", &[], "purchases tag \"x\""),
    ("stage A\n  when ▮", "exactly", &[], "purchases tag \"x\""),
    ("stage A\n  when ▮", "month of", &[], "joined is 1 tag \"x\""),
    ("stage A\n  when ▮", "weekday of", &[], "joined is Monday tag \"x\""),
    ("stage A\n  when ▮", "year of", &[], "joined is 2026 tag \"x\""),
    ("stage A\n  when ▮", "day of", &[], "joined is 1 tag \"x\""),
    ("stage A\n  when ▮", "hour of", &[], "joined is 1 tag \"x\""),
    ("stage A\n  when ▮", "start of calendar", &[], "joined ≤ today tag \"x\""),
    ("stage A\n  when ▮", "end of calendar", &[], "joined ≤ today tag \"x\""),
    ("let x = ▮", "quintile", &["NPS"], ""),
    ("let x = ▮", "rank", &["NPS"], ""),
    ("let x = ▮", "round", &["NPS"], ""),
    ("let x = ▮", "floor", &["NPS"], ""),
    ("let x = ▮", "ceil", &["NPS"], ""),
    ("stage A\n  when ▮", "days in stage", &[], " tag \"x\""),
    ("stage A\n  when ▮", "days without", &[], "purchase tag \"x\""),
    ("stage A\n  when ▮", "days since", &[], "joined tag \"x\""),
    ("stage A\n  when ▮", "stage is", &[], "A tag \"x\""),
    ("stage A\n  when ▮", "tagged", &["x"], " tag \"y\""),
    ("stage A\n  when ▮", "anniversary of", &[], "joined within next 7 days tag \"x\""),
    ("stage A\n  when ▮", "quintile", &["NPS"], " tag \"x\""),
    ("stage A\n  when ▮", "rank", &["NPS"], " tag \"x\""),
    ("stage A\n  when ▮", "count", &["purchases"], " > 3 tag \"x\""),
    ("stage A\n  when ▮", "sum", &["purchases.points"], " > 3 tag \"x\""),
    ("stage A\n  when ▮", "average", &["purchases.points"], " > 3 tag \"x\""),
    ("stage A\n  when ▮", "min", &["purchases.points"], " > 3 tag \"x\""),
    ("stage A\n  when ▮", "max", &["purchases.points"], " > 3 tag \"x\""),
    ("stage A\n  when ▮", "first", &["purchases.points"], " > 3 tag \"x\""),
    ("stage A\n  when ▮", "last", &["purchases.points"], " > 3 tag \"x\""),
    ("stage A\n  when plan ▮", "in", &["basic"], " tag \"x\""),
    ("stage A\n  when wallet ▮", "expiring within", &[], " > 3 tag \"x\""),
    ("stage A\n  when spent > ▮", "$100", &[], " tag \"x\""),
    ("stage A\n  when joined ≤ ▮", "2026-01-31", &[], " tag \"x\""),
    ("stage A\n  after 3 purchases within ▮", "30 days", &[], " tag \"x\""),
    ("stage A\n  after 3 purchases within ▮", "12 months", &[], " tag \"x\""),
    ("stage A\n  after 3 purchases within ▮", "1 year", &[], " tag \"x\""),
    ("test \"t\"\n  ▮", "on", &[], "\n  given stage Fan\n  expect nothing"),
    ("test \"t\"\n  ▮", "given", &[], "stage Fan\n  expect nothing"),
    ("test \"t\"\n  ▮", "expect", &[], "nothing"),
    ("test \"t\"\n  given stage Fan\n  ▮", "expect only", &[], "move to Engaged"),
    ("test \"t\"\n  ▮", "later", &[], "\n  expect nothing"),
    ("test \"t\"\n  given ▮", "stage", &[], "Fan\n  expect nothing"),
    ("test \"t\"\n  given ▮", "tagged", &["x"], "\n  expect nothing"),
    ("test \"t\"\n  given ▮", "owed", &[], "swag\n  expect nothing"),
    ("test \"t\"\n  given ▮", "no", &[], "purchases\n  expect nothing"),
    ("test \"t\"\n  given joined ▮", "days ago", &[], "\n  expect nothing"),
    ("test \"t\"\n  given joined ▮", "on", &[], "\n  expect nothing"),
    ("test \"t\"\n  given a purchase ▮", "with", &[], "amount $5\n  expect nothing"),
    ("test \"t\"\n  given a purchase with ▮", "key", &["x"], "\n  expect nothing"),
    ("simulate \"s\"\n  ▮", "enter", &["Fan"], ""),
    ("simulate \"s\"\n  100 enter Fan each rotation\n  ▮", "move", &["Engaged", "Fan"], ""),
    ("simulate \"s\"\n  100 enter Fan each rotation\n  ▮", "each in", &["Engaged", "Fan"], ""),
    ("simulate \"s\"\n  100 enter Fan each rotation\n  ▮", "costs", &[], ""),
    ("report\n  ▮", "wheel", &[], "Fan\n  paying Fan, within 90 days"),
    ("report\n  ▮", "paying", &[], "Fan, within 90 days"),
    ("report\n  paying Fan, within 90 days\n  ▮", "value", &[], "sum(purchases.amount)"),
    ("report\n  paying Fan, within 90 days\n  ▮", "source", &[], "city"),
    ("report\n  paying Fan, within 90 days\n  ▮", "referred by", &[], "city, within 90 days"),
    ("report\n  paying Fan, within 90 days\n  ▮", "spending", &[], "$5 per month on Fan"),
    ("report\n  paying Fan, within 90 days\n  ▮", "verdict on", &[], "welcome at 2027-01-01"),
];

/// A snippet with its empty places filled in turn.
fn filled(snippet: &str, with: &[&str]) -> String {
    let mut with = with.iter();
    let (mut out, mut rest) = (String::new(), snippet);
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = after;
        match (letter, after.chars().next()) {
            ('\\', Some(next)) => {
                out.push(next);
                rest = &after[next.len_utf8()..];
            }
            ('$', Some('{')) => {
                let end = after.find('}').expect("a place ends");
                out.push_str(after[1..end].split_once(':').expect("it says something").1);
                rest = &after[end + 1..];
            }
            ('$', Some(digit)) if digit.is_ascii_digit() => {
                out.push_str(with.next().expect("each empty place is filled"));
                rest = &after[1..];
            }
            _ => out.push(letter),
        }
    }
    assert_eq!(with.next(), None, "{snippet}");
    out
}

fn errors(text: &str) -> Vec<String> {
    let load = |name: &str| match name {
        "shared.flywheel" => Ok("customer\n  shared: text\n".to_owned()),
        _ => Err("no such file".to_owned()),
    };
    let reading = Reading::of("rules.flywheel", text, &load);
    let errors = reading.problems.iter().filter(|it| it.severity() == Severity::Error);
    errors.map(|it| it.title.clone()).collect()
}

/// Every snippet that is proposed anywhere can be checked as it is, with its empty places filled.
#[test]
fn snippets_are_in_order() {
    let mut tried = std::collections::HashSet::new();
    for (place, label, with, after) in SNIPPETS {
        let rules = if place.starts_with("flywheel") || *label == "flywheel" { "" } else { RULES };
        let (text, completions) = proposed(rules, place);
        let snippet = completions.iter().find(|it| it.label == *label && it.is_snippet);
        let snippet = snippet.unwrap_or_else(|| panic!("{place}: {label} is proposed"));
        let text = format!(
            "{}{}{after}\n",
            &text[..snippet.edit.range.start],
            filled(&snippet.edit.text, with)
        );
        assert_eq!(errors(&text), [""; 0], "{place} {label}\n{text}");
        tried.insert(snippet.edit.text.clone());
    }
    for place in PLACES {
        for it in proposed(RULES, place).1.into_iter().filter(|it| it.is_snippet) {
            assert!(tried.contains(&it.edit.text), "{place}: {} is tried", it.label);
        }
    }
}

/// Amounts are written as people write those of the currency.
#[test]
fn amounts_are_those_of_the_currency() {
    let mut marks = 0;
    for currency in Currency::all() {
        let code = currency.code();
        let rules = format!(
            "flywheel \"Shop\"\n  currency {code}\ncustomer\n  spent: money\nstage B\n  resting\n"
        );
        let mut text = rules.clone();
        for (line, label, after) in [
            ("stage A\n  when spent > ▮", None, " tag \"x\"\n"),
            ("reward x \"y\" ▮", Some("costs"), "\n"),
            ("▮", Some("reward"), "\n"),
            ("simulate \"s\"\n  100 enter B each rotation\n  ▮", Some("costs"), "\n"),
        ] {
            let (whole, completions) = proposed(&rules, line);
            let mut all = completions.iter();
            let amount = all.find(|it| label.is_none_or(|label| it.label == label)).unwrap();
            let line = &whole[rules.len()..amount.edit.range.start];
            write!(text, "{line}{}{after}", amount.plain()).unwrap();
            let written = amount.plain();
            let is_marked = currency.mark().is_some_and(|mark| written.contains(mark));
            assert!(is_marked || written.contains(code), "{written}");
            marks += usize::from(is_marked);
        }
        assert_eq!(errors(&text), [""; 0], "{text}");
    }
    assert_eq!(marks, 13 * 4, "{marks}");
}
