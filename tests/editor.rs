//! What an editor asks about rules: each text has a mark where the cursor is.

use std::fmt::Write;

use flywheel::Reading;
use flywheel::editor::{self, Completion, Form, Place};
use flywheel::problems::FileId;

const FILE: FileId = FileId(0);

const RULES: &str = "\
flywheel \"Shop\"
  currency USD

customer
  NPS:       number 0 to 10 from \"survey.nps\"
  joined:    date
  birthday:  day
  vip:       yes/no
  plan:      one of (basic, pro as \"P\")
  city:      text
  visits:    count
  purchases: events with amount money, sku text
  tickets:   events with outcome one of (solved, unsolved)

let spent = sum(purchases.amount)
let happy = NPS ≥ 9 and vip

score engagement
  add 10 per purchase for 180 days

reward swag \"Company swag\" costs $18, once
message hello \"Says hello\" once per 30 days
program club \"The club\" once
alert call_them \"Call them\" to \"Support\"

limit rewards to $100 per year

# The first stage,
# and what it is.
stage Engaged \"Buys again\"
  resting
  rule \"Happy buyers\"
    after 3 purchases within 90 days and happy move to Fan; send swag
  after 2 purchases where amount > $50 give swag

stage Fan \"Tells others\"
  capacity 10 by spent, when full move longest in stage to Engaged
  on entering invite to club
  when NPS < 3 move to Engaged
  when plan is pro and engagement ≥ 50 send hello
  after a ticket where outcome is unsolved notify call_them

any stage
  after 365 days without a purchase move to Engaged

test \"a fan\"
  given stage Engaged, 3 purchases with amount $20, NPS 9, vip yes
  expect move to Fan; send swag
";

/// A text without its mark, and the byte of the mark.
fn marked(text: &str) -> (String, usize) {
    let at = text.find('▮').expect("a text has a mark");
    (text.replace('▮', ""), at)
}

fn read(text: &str) -> Reading {
    Reading::of("rules.flywheel", text, &|_| Err("no such file".to_owned()))
}

/// The rules with a mark in them after some words.
fn rules_at(words: &str) -> (Reading, usize) {
    let (words, at) = marked(words);
    let start = RULES.find(&words).unwrap_or_else(|| panic!("{words} is in the rules"));
    (read(RULES), start + at)
}

#[test]
fn the_rules_are_in_order() {
    let reading = read(RULES);
    assert!(!reading.problems.has_errors(), "{:#?}", reading.problems);
}

#[test]
fn what_a_name_is() {
    let mut out = String::new();
    for place in [
        "▮NPS:",
        "▮plan:",
        "purcha▮ses:",
        "amou▮nt money",
        "amount▮ > $50",
        "vis▮its",
        "▮spent =",
        "and hap▮py move",
        "engage▮ment ≥",
        "send swa▮g",
        "▮hello \"Says",
        "invite to clu▮b",
        "move to Fa▮n;",
        "stage ▮Engaged",
        "plan is pr▮o",
        "outcome is unsol▮ved",
        "after 3 purch▮ases",
        "given stage▮ Engaged",
    ] {
        let (reading, at) = rules_at(place);
        let hover = editor::hover(&reading, FILE, at, Form::Markdown).map(|hover| hover.text);
        writeln!(out, "==== {place}\n{}", hover.unwrap_or("nothing".to_owned())).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn what_a_name_is_in_rules_with_mistakes() {
    let (text, at) =
        marked(&RULES.replace("move to Fan; send swag", "move to Nowhere; send swa▮g"));
    let hover = editor::hover(&read(&text), FILE, at, Form::Markdown).expect("the name is known");
    assert!(hover.text.contains("Each costs us $18.00."), "{}", hover.text);
}

/// The first few of what can be written, with what is said of it.
fn shown(completions: &[Completion]) -> String {
    let mut out = String::new();
    for it in completions.iter().take(12) {
        let detail = it.detail.as_ref().map_or(String::new(), |detail| format!("  ({detail})"));
        let text = if it.is_snippet { format!("  {:?}", it.edit.text) } else { String::new() };
        writeln!(out, "  {:?} {}{detail}{text}", it.kind, it.label).unwrap();
    }
    if completions.len() > 12 {
        writeln!(out, "  and {} more", completions.len() - 12).unwrap();
    }
    out
}

#[test]
fn what_can_be_written() {
    let mut out = String::new();
    for line in [
        "stage A\n  ▮",
        "stage A\n  when ▮",
        "stage A\n  when N▮",
        "stage A\n  when NPS ▮",
        "stage A\n  when NPS ≥ ▮",
        "stage A\n  when plan is ▮",
        "stage A\n  when plan is not ▮",
        "stage A\n  when stage is ▮",
        "stage A\n  when spent > ▮",
        "stage A\n  when joined ≤ ▮",
        "stage A\n  when vip and ▮",
        "stage A\n  after 3 ▮",
        "stage A\n  after 3 purchases ▮",
        "stage A\n  after 3 purchases within ▮",
        "stage A\n  after 3 purchases within 90 ▮",
        "stage A\n  after 3 purchases this calendar ▮",
        "stage A\n  after a purchase where ▮",
        "stage A\n  after a ticket where outcome is ▮",
        "stage A\n  after 90 days without ▮",
        "stage A\n  after 90 days since ▮",
        "stage A\n  when sum(▮",
        "stage A\n  when sum(purchases.▮",
        "stage A\n  when vip move to ▮",
        "stage A\n  when vip move to F▮",
        "stage A\n  when vip send ▮",
        "stage A\n  when vip give ▮",
        "stage A\n  when vip invite to ▮",
        "stage A\n  when vip notify ▮",
        "stage A\n  when vip move to Fan; ▮",
        "stage A\n  on ▮",
        "stage A\n  capacity 9, when full move longest in stage to ▮",
        "▮",
        "customer\n  age: ▮",
        "customer\n  ▮",
        "customer\n  orders: events with total ▮",
        "reward mug ▮",
        "reward mug costs $5, ▮",
        "limit ▮",
        "limit messages to 2 per ▮",
        "pause messages ▮",
        "let x = ▮",
        "score s\n  ▮",
        "score s\n  add 10 ▮",
        "test \"t\"\n  ▮",
        "test \"t\"\n  given ▮",
        "test \"t\"\n  given stage ▮",
        "test \"t\"\n  given 3 ▮",
        "test \"t\"\n  later 3 ▮",
        "test \"t\"\n  expect ▮",
        "simulate \"s\"\n  ▮",
        "stage A # a comment ▮",
        "stage A \"a text ▮",
    ] {
        let (text, at) = marked(&format!("{RULES}\n{line}\n"));
        let completions = editor::completions(&read(&text), &text, at);
        writeln!(out, "==== {line}\n{}", shown(&completions)).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn where_a_name_leads() {
    let mut out = String::new();
    for place in ["move to Fa▮n;", "and hap▮py", "amount▮ >", "is unsol▮ved", "NP▮S 9", "▮currency"]
    {
        let (reading, at) = rules_at(place);
        let line = |span| {
            let (line, column) = reading.sources.position(span);
            format!("{line}:{column} {}", reading.sources.text(span))
        };
        let target = editor::definition(&reading, FILE, at).map(|(_, target)| line(target.name));
        writeln!(out, "==== {place}\n{}", target.unwrap_or("nowhere".to_owned())).unwrap();
        for span in editor::references(&reading, FILE, at, true) {
            writeln!(out, "  {}", line(span)).unwrap();
        }
    }
    insta::assert_snapshot!(out);
}

/// The lines that a rename changes, or why it does not.
fn renamed(place: &str, new: &str) -> String {
    let (reading, at) = rules_at(place);
    let place = Place { reading: &reading, file: FILE, at };
    let renamed = match editor::rename(&[place], new) {
        Ok(renamed) => renamed,
        Err(why) => return format!("  {why}\n"),
    };
    let mut text = RULES.to_owned();
    for edit in renamed.edits["rules.flywheel"].iter().rev() {
        text.replace_range(edit.range.clone(), &edit.text);
    }
    let lines = RULES.lines().zip(text.lines()).filter(|(old, new)| old != new);
    lines.map(|(_, new)| format!("  {new}\n")).collect()
}

#[test]
fn another_name() {
    let mut out = String::new();
    for (place, new) in [
        ("move to Fa▮n;", "Friend"),
        ("▮NPS:", "score_of_them"),
        ("▮city:", "town"),
        ("purcha▮ses:", "orders"),
        ("3 purchase▮s with", "visits_made"),
        ("amou▮nt money", "total"),
        ("▮sku text", "article"),
        ("plan is pr▮o", "premium"),
        ("(bas▮ic", "free"),
        ("swa▮g \"Company", "gift_box"),
        ("▮club \"The", "circle"),
        ("let spen▮t", "paid"),
        ("engage▮ment ≥", "warmth"),
        ("move to Fa▮n;", "Engaged"),
        ("move to Fa▮n;", "NPS"),
        ("move to Fa▮n;", "when"),
        ("move to Fa▮n;", "two words"),
        ("let spen▮t", "today"),
        ("▮currency", "x"),
    ] {
        writeln!(out, "==== {place} → {new}\n{}", renamed(place, new)).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn what_is_drawn_by_its_name_keeps_it() {
    let rules = "reward mug \"A mug\" costs $5, for 10% of customers\nstage A\n  resting\n  on entering give mug\n";
    let reading = read(rules);
    let place = Place { reading: &reading, file: FILE, at: rules.find("mug").unwrap() };
    let why = editor::rename(&[place], "cup").unwrap_err();
    assert!(why.starts_with("customers are drawn by the name of this gift"), "{why}");
}

/// A name is changed in all its places, also in tests that give it by itself and in questions.
#[test]
fn names_in_tests_and_questions() {
    let rules = "\
customer
  bounced: yes/no
  payments: events from table by \"customer_id\"
stage Active
  when bounced and 2 payments move to Left
stage Left
  resting
assert \"every customer in Active with a payment and bounced stays\"
test \"bounced\"
  given stage Active, bounced, 2 payments
  expect move to Left
";
    let reading = read(rules);
    for (name, new, expected) in [
        ("bounced:", "returned", ["when returned and", "and returned stays", "Active, returned,"]),
        ("payments:", "deposits", ["and 2 deposits", "with a deposit", "2 deposits"]),
    ] {
        let place = Place { reading: &reading, file: FILE, at: rules.find(name).unwrap() };
        let edits = editor::rename(&[place], new).unwrap().edits;
        let mut text = rules.to_owned();
        for edit in edits["rules.flywheel"].iter().rev() {
            text.replace_range(edit.range.clone(), &edit.text);
        }
        for part in expected {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn the_shape_of_a_file() {
    let reading = read(RULES);
    let mut out = String::new();
    for symbol in editor::symbols(&reading, FILE) {
        writeln!(out, "{:?} {} {:?}", symbol.kind, symbol.name, symbol.detail).unwrap();
        for child in symbol.children {
            writeln!(out, "  {:?} {} {:?}", child.kind, child.name, child.detail).unwrap();
        }
    }
    writeln!(out, "==== folds").unwrap();
    for span in editor::folds(&reading, FILE) {
        let text = reading.sources.text(span);
        let (first, last) = (text.lines().next().unwrap(), text.lines().next_back().unwrap());
        writeln!(out, "{first} … {}", last.trim()).unwrap();
    }
    writeln!(out, "==== around `amount` in the second rule of `Engaged`").unwrap();
    for span in editor::around(&reading, FILE, RULES.find("amount > $50").unwrap()) {
        writeln!(out, "{:?}", reading.sources.line(span).chars().take(60).collect::<String>())
            .unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_colors_of_words() {
    let text = RULES.replace("resting", "resting  # they may stay");
    let reading = read(&text);
    let mut out = String::new();
    let mut done = 0;
    for token in editor::tokens(&reading, FILE) {
        let between = &text[done..token.range.start];
        out.push_str(&between.replace(|c: char| !c.is_whitespace(), "·"));
        let mark = if token.is_declaration { "!" } else { "" };
        write!(out, "{:?}{mark}", token.kind).unwrap();
        done = token.range.end;
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_day_on_which_a_window_begins() {
    let text = "\
customer
  purchases: events
  joined: date
let recent = a purchase within 12 months
reward mug \"A mug\" costs $5, aims for 1 purchase within 30 days
stage A
  when 3 purchases within 90 days tag \"x\"
  when joined within next 7 days tag \"y\"
  when a purchase within 36 hours give mug
";
    let zone = flywheel::values::time::zone_named("America/Chicago").unwrap();
    let shown = |as_of: &str| -> Vec<String> {
        let as_of = flywheel::values::AsOf::parse(as_of, &zone).unwrap();
        let clock = flywheel::values::Clock::new(as_of, zone.clone());
        let hints = editor::hints(text, 0..text.len(), &clock);
        hints.iter().map(|hint| format!("{} {}", &text[hint.at - 9..hint.at], hint.text)).collect()
    };
    let day = [
        "12 months from 2025-04-01",
        "n 90 days from 2026-01-01",
        " 36 hours after 2026-03-30 12:00",
    ];
    assert_eq!(shown("2026-03-31"), day);
    let instant = [
        "12 months after 2025-03-31 10:30",
        "n 90 days after 2025-12-31 10:30",
        " 36 hours after 2026-03-29 22:30",
    ];
    assert_eq!(shown("2026-03-31T10:30"), instant);
}

#[test]
fn what_a_function_takes() {
    let active = |text: &str| {
        let (text, at) = marked(text);
        editor::signature(&text, at).map(|it| (it.label, it.parts[it.active]))
    };
    let round = Some(("round(number, digits)", "digits"));
    assert_eq!(active("let x = round(sum(a.b), ▮"), round);
    assert_eq!(active("let x = round((1 + 2) / 3, ▮)"), round);
    let sum = "sum(events.attribute where … within …)";
    assert_eq!(active("let x = round(sum(a▮").map(|it| it.0), Some(sum));
    assert_eq!(active("let x = (1 + ▮"), None);
    assert_eq!(active("let x = round(1\nstage A\n  when ▮"), None);
}
