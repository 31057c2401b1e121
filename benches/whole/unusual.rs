//! The same customers as few write them, and customers of whom there is much to say.

use std::fmt::Write;

use crate::eval::Eval;
use crate::job::Job;
use crate::support::{Customers, Dice, RULES};
use crate::workplace::{CustomerFile, Workplace};

/// Some of the customers of the workload, with three more values that a rule asks for.
const MORE_FIELDS: &str =
    "  city:      text from \"home\"\n  lifetime:  number\n  points:    number\n";
const MORE_RULES: &str =
    "  when city is \"Orléans\" and lifetime ≥ 50000 and points < 500 give coupon10\n";

const HOMES: [&str; 4] = ["Orléans", "Köln", "Łódź", "São Paulo"];

/// How a customer is written. All of them say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    /// `gid:\/\/…`
    IdsWithEscapes,
    /// `Orl\u00e9ans`
    TextsWithEscapes,
    /// `1234567e-2`
    Exponents,
    /// `12345.670000000000000000`
    TwentyDigits,
    /// Keys in any order.
    Shuffled,
}

const FORMS: [(Form, &str); 6] = [
    (Form::Plain, "plainly"),
    (Form::IdsWithEscapes, "ids with escapes"),
    (Form::TextsWithEscapes, "escapes in a text that is asked for"),
    (Form::Exponents, "exponents in two numbers"),
    (Form::TwentyDigits, "20 digits in two numbers"),
    (Form::Shuffled, "keys in any order"),
];

/// The same customers, written in all forms and as one array. All are decided alike.
pub(crate) fn forms(workplace: &Workplace) -> Vec<Job> {
    let rules = RULES
        .replace("  mentions:  events\n", &format!("  mentions:  events\n{MORE_FIELDS}"))
        .replace("stage Engaged\n", &format!("stage Engaged\n{MORE_RULES}"));
    let rules = workplace.text("forms.flywheel", &rules);
    let count = workplace.customers;
    let mut jobs = Vec::new();
    for (form, name) in FORMS {
        let file = workplace.lines(&format!("{form:?}"), count, || lines(form, count));
        jobs.push(Eval::new(&rules, &file).job(name));
    }
    for (name, between, title) in
        [("array", ",\n", "one array, a line each"), ("tight", ",", "one array on one line")]
    {
        let file = workplace.document(name, count, || array(lines(Form::Plain, count), between));
        jobs.push(Eval::new(&rules, &file).job(title));
    }
    alike(&jobs);
    jobs
}

/// Without anything more, with the updated records, and with all fields checked.
pub(crate) fn options(workplace: &Workplace) -> Vec<Job> {
    let (rules, file) = (workplace.rules(), workplace.customer_file(workplace.customers));
    let eval = |name: &str, more: &[&str]| {
        let job = Eval::new(&rules, &file).job(name);
        job.with(more.iter().map(|argument| argument.into()))
    };
    let updated = workplace.place("updated.ndjson");
    let updated = updated.to_str().expect("the name of a temporary file is a text");
    let jobs = vec![
        eval("eval", &[]),
        eval("--update", &["--update", updated]),
        eval("--strict", &["--strict"]),
    ];
    alike(&jobs);
    jobs
}

/// Customers who were given nothing, 50 gifts, and 100 gifts where twenty are asked for.
pub(crate) fn histories(workplace: &Workplace) -> Vec<Job> {
    let (rules, twenty) = (workplace.rules(), workplace.text("twenty.flywheel", &twenty_gifts()));
    let count = workplace.customers.div_ceil(4);
    let of_rules: Vec<&str> =
        RULES.lines().filter_map(|line| line.strip_prefix("reward ")?.split(' ').next()).collect();
    let of_twenty: Vec<String> = (0..20).map(|gift| format!("gift{gift}")).collect();
    let of_twenty: Vec<&str> = of_twenty.iter().map(String::as_str).collect();
    [
        ("no past gifts", &rules, 0, of_rules.clone()),
        ("50 past gifts", &rules, 50, of_rules),
        ("100 past gifts, 20 gifts with rolling frequencies, a limit", &twenty, 100, of_twenty),
    ]
    .into_iter()
    .map(|(name, rules, gifts, names)| {
        let file = workplace.lines(&format!("given-{gifts}"), count, || given(count, gifts, names));
        Eval::new(rules, &file).job(name)
    })
    .collect()
}

/// Customers with two numbers, those of the workload, and those with many events.
pub(crate) fn sizes(workplace: &Workplace) -> Vec<Job> {
    let (rules, count) = (workplace.rules(), workplace.customers);
    let with = |events: u64, count: u64| {
        workplace.lines(&format!("events-{events}"), count, || many_events(events, count))
    };
    let tiny = workplace.lines("tiny", count, || {
        let mut dice = Dice::new(11);
        (0..count).map(move |number| format!("{{\"id\":{number},\"nps\":{}}}\n", dice.roll(11)))
    });
    [
        ("those of the workload", workplace.customer_file(count)),
        ("two numbers each", tiny),
        ("2,000 events each", with(2_000, count.div_ceil(100))),
        ("100,000 events each", with(100_000, count.div_ceil(5_000))),
    ]
    .map(|(name, file)| Eval::new(&rules, &file).job(name))
    .into()
}

/// Rules of which 100 or 800 fire for everybody.
pub(crate) fn firing(workplace: &Workplace) -> Vec<Job> {
    let count = workplace.customers.div_ceil(100);
    let file = workplace.lines("firing", count, || {
        (0..count).map(|number| format!("{{\"id\":{number},\"stage\":\"A\",\"nps\":5}}\n"))
    });
    let mut jobs = Vec::new();
    for what in ["tags", "gifts", "gifts under a limit", "moves"] {
        for rules in [100, 800] {
            let name = format!("{rules} {what}");
            let text = all_fire(what, rules);
            let rules = workplace.text(&format!("{}.flywheel", name.replace(' ', "-")), &text);
            jobs.push(Eval::new(&rules, &file).job(name));
        }
    }
    jobs
}

/// Rule files that are large.
pub(crate) fn rule_files(workplace: &Workplace) -> Vec<Job> {
    let large = [
        large_rules(),
        many_stages(3_000),
        many_stages(12_000),
        many_lets(2_500),
        many_lets(10_000),
    ];
    let names = [
        "0.75 MB",
        "3,000 stages",
        "12,000 stages",
        "2,500 lets and rules",
        "10,000 lets and rules",
    ];
    let mut jobs = Vec::new();
    for (text, name) in large.iter().zip(names) {
        let path =
            workplace.text(&format!("{}.flywheel", name.replace([' ', ',', '.'], "-")), text);
        let lines = text.lines().count() as u64;
        let file = CustomerFile { path: path.clone(), customers: lines, bytes: text.len() as u64 };
        let job = |name: String, command: &str| {
            Job::flywheel(name, vec![command.into(), path.clone().into()], &file)
        };
        if jobs.is_empty() {
            // It is formatted first, so that nothing is left to write.
            job(format!("fmt of {name}"), "fmt").figures();
            jobs.push(job(format!("check of {name}"), "check"));
            jobs.push(job(format!("fmt of {name}"), "fmt"));
        } else {
            jobs.push(job(format!("check of {name}"), "check"));
        }
    }
    jobs
}

/// All of them decide the same.
fn alike(jobs: &[Job]) {
    let mut all = jobs.iter().map(|job| (&job.name, job.decisions()));
    let Some((_, first)) = all.next() else { return };
    assert!(first.moves > 0 && first.gifts > 0, "rules fire");
    all.for_each(|(name, decisions)| assert_eq!(decisions, first, "{name}"));
}

fn lines(form: Form, count: u64) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(6);
    let mut order = Dice::new(7);
    Customers::new().take(count as usize).enumerate().map(move |(number, line)| {
        let inside = line.trim_end().trim_start_matches('{').trim_end_matches('}');
        let (_, rest) = inside.split_once(',').expect("a customer has more than an id");
        let slash = if form == Form::IdsWithEscapes { "\\/" } else { "/" };
        let id = format!("gid:{slash}{slash}shop{slash}Customer{slash}{number}");
        let home = dice.pick(&HOMES);
        let home = if form == Form::TextsWithEscapes { escaped(home) } else { home.to_owned() };
        let numbers =
            [dice.roll(10_000_000), dice.roll(100_000)].map(|cents| number_of(cents, form));
        let [lifetime, points] = numbers;
        let id = format!("\"id\":\"{id}\"");
        let more = format!("\"home\":\"{home}\",\"lifetime\":{lifetime},\"points\":{points}");
        if form == Form::Shuffled {
            shuffled(&format!("{id},{rest},{more}"), &mut order)
        } else {
            format!("{{{id},{rest},{more}}}\n")
        }
    })
}

/// So many hundredths.
fn number_of(cents: u64, form: Form) -> String {
    let (whole, rest) = (cents / 100, format!("{:02}", cents % 100));
    if form == Form::Exponents {
        return format!("{cents}e-2");
    }
    let width = if form == Form::TwentyDigits { 20 - whole.to_string().len() } else { 2 };
    format!("{whole}.{rest:0<width$}")
}

fn escaped(text: &str) -> String {
    let escape = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("\\u{:04x}", u32::from(c)),
    };
    text.chars().map(escape).collect()
}

/// The members of an object in any order.
fn shuffled(members: &str, dice: &mut Dice) -> String {
    let mut all: Vec<&str> = Vec::new();
    let (mut depth, mut within, mut begin, mut escape) = (0, false, 0, false);
    for (at, byte) in members.bytes().enumerate() {
        match byte {
            _ if escape => escape = false,
            b'\\' => escape = true,
            b'"' => within = !within,
            b'{' | b'[' if !within => depth += 1,
            b'}' | b']' if !within => depth -= 1,
            b',' if !within && depth == 0 => {
                all.push(&members[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    all.push(&members[begin..]);
    for place in 1..all.len() {
        all.swap(place, dice.roll(place as u64 + 1) as usize);
    }
    format!("{{{}}}\n", all.join(","))
}

fn array(
    lines: impl Iterator<Item = String>,
    between: &'static str,
) -> impl Iterator<Item = String> {
    let elements = lines.enumerate().map(move |(place, line)| {
        let before = if place == 0 { "[" } else { between };
        format!("{before}{}", line.trim_end())
    });
    elements.chain(std::iter::once("]\n".to_owned()))
}

fn given(count: u64, gifts: u64, names: Vec<&str>) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(8);
    Customers::new().take(count as usize).map(move |line| {
        let mut given = String::new();
        for gift in 0..gifts {
            let comma = if gift == 0 { "" } else { "," };
            let (name, year, month, day) =
                (dice.pick(&names), 2022 + dice.roll(4), 1 + dice.roll(12), 1 + dice.roll(28));
            let _ = write!(
                given,
                "{comma}{{\"name\":\"{name}\",\"at\":\"{year}-{month:02}-{day:02}T09:30:00Z\"}}"
            );
        }
        match gifts {
            0 => line,
            _ => format!("{},\"given\":[{given}]}}\n", line.trim_end().trim_end_matches('}')),
        }
    })
}

/// Twenty gifts that may be given again after a while, and a limit on all of them.
fn twenty_gifts() -> String {
    let (declared, stages) = RULES.split_once("reward ").expect("there are gifts");
    let stages = stages.lines().filter_map(|line| line.strip_prefix("stage "));
    let gifts = (0..20).map(|gift| format!("reward gift{gift} once per {} days\n", 30 + 10 * gift));
    let gives = (0..20).map(|gift| {
        format!("  when referrals ≥ {} and {} purchases give gift{gift}\n", gift % 5, gift % 3 + 1)
    });
    let (gifts, gives) = (gifts.collect::<String>(), gives.collect::<String>());
    let declared = declared.split("let ").next().unwrap_or_default();
    let stages = stages.map(|stage| format!("stage {stage}\n  resting\n{gives}"));
    format!("{declared}{gifts}limit rewards to 10 per 30 days\n{}", stages.collect::<String>())
}

fn many_events(events: u64, count: u64) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(9);
    (0..count).map(move |number| {
        let mut purchases = String::new();
        for event in 0..events {
            let comma = if event == 0 { "" } else { "," };
            let (month, day, cents) = (1 + dice.roll(12), 1 + dice.roll(28), dice.roll(40_000));
            let (whole, cents) = (cents / 100, cents % 100);
            let _ = write!(purchases, "{comma}{{\"at\":\"2025-{month:02}-{day:02}T09:30:00Z\",\"amount\":{whole}.{cents:02},\"sku\":\"S\"}}");
        }
        format!("{{\"id\":\"{number}\",\"stage\":\"Engaged\",\"nps\":9,\"joined\":\"2024-01-31\",\"referrals\":1,\"mentions\":[],\"purchases\":[{purchases}]}}\n")
    })
}

fn all_fire(what: &str, rules: usize) -> String {
    let mut text = "customer\n  nps: number 0 to 10\n".to_owned();
    if what.starts_with("gifts") {
        (0..rules).for_each(|gift| text += &format!("reward g{gift} once\n"));
    }
    if what == "gifts under a limit" {
        text += "limit rewards to 100000 per 30 days\n";
    }
    text += "stage A\n  resting\n";
    for rule in 0..rules {
        let action = match what {
            "tags" => format!("tag \"t{rule}\""),
            "moves" => format!("move to {}", if rule % 2 == 0 { "B" } else { "C" }),
            _ => format!("give g{rule}"),
        };
        text += &format!("  when nps ≥ 1 {action}\n");
    }
    if what == "moves" {
        text += "stage B\n  resting\nstage C\n  resting\n";
    }
    text
}

/// The stages of the twenty rules again and again, with other names.
fn large_rules() -> String {
    let (head, stages) = RULES.split_once("stage ").expect("there are stages");
    let names: Vec<&str> = RULES.lines().filter_map(|line| line.strip_prefix("stage ")).collect();
    let mut text = head.to_owned();
    for round in 0.. {
        if text.len() > 750_000 {
            break;
        }
        let mut block = format!("stage {stages}");
        for name in &names {
            for (before, after) in [("stage ", "\n"), ("move to ", "\n"), ("move to ", ";")] {
                block = block.replace(
                    &format!("{before}{name}{after}"),
                    &format!("{before}{name}{round}{after}"),
                );
            }
        }
        text += &block;
    }
    text
}

fn many_stages(count: usize) -> String {
    let mut text = "customer\n  nps: number 0 to 10\n".to_owned();
    for stage in 0..count {
        let (least, next) = (stage % 10, (stage + 1) % count);
        text += &format!("stage S{stage}\n  when nps ≥ {least} move to S{next}\n");
    }
    text
}

fn many_lets(count: usize) -> String {
    let mut text = "customer\n  nps: number 0 to 10\n".to_owned();
    (0..count).for_each(|place| text += &format!("let v{place} = nps + {place}\n"));
    text += "stage A\n  resting\n";
    (0..count).for_each(|p| text += &format!("  when v{p} > {} tag \"t{p}\"\n", p + 5));
    text
}
