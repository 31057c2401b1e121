//! One id is one customer: a record whose id came before is rejected and takes no part in anything.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use flywheel::Program;
use flywheel::records::{Format, Options};
use flywheel::run::{
    Decided, Engine, Input, LedgerRow, Observer, Part, ReadFailure, Rejected, Settings,
};
use flywheel::values::AsOf;
use proptest::prelude::*;

const SHOP: &str = "
    customer
      leave out when staff
      spent: money
      staff: yes/no
    reward gift costs $5, once
    stage New
      when spent > $10 give gift
";

/// Only the two who spent most get in, and the third of the places of a rank is asked for.
const CIRCLE: &str = "
    customer
      spent: money
    stage New
      when rank(spent) ≤ 3 tag \"third\"
      when spent > $0 move to Circle
    stage Circle
      resting
      capacity 2 by spent
";

fn engine(rules: &str) -> Engine {
    let program = Program::parse("rules.flywheel", rules).expect("rules without mistakes");
    let plan = program.plan();
    Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).expect("a day"))
}

/// Records in memory, read in blocks of a few records.
#[derive(Clone, Debug)]
struct Kept {
    name: String,
    text: String,
    format: Format,
    block: usize,
}

impl Input for Kept {
    type Stream = io::Cursor<String>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    fn options(&self) -> Options {
        Options { block: self.block, format: Some(self.format), ..Options::default() }
    }

    fn open(&self) -> io::Result<io::Cursor<String>> {
        Ok(io::Cursor::new(self.text.clone()))
    }
}

/// One line for each record.
struct Lines;

impl Observer for Lines {
    type Results = Vec<String>;

    fn begin(&self) -> Vec<String> {
        Vec::new()
    }

    fn decided(&self, lines: &mut Vec<String>, decided: &Decided<'_, '_>) {
        let Decided { id, input, line, decision, .. } = decided;
        let gifts = decision.given.len();
        lines.push(format!("{input}:{line} {} to {} gets {gifts}", id.text, decision.to));
    }

    fn left_out(&self, lines: &mut Vec<String>, _known: Option<LedgerRow>) {
        lines.push("left out".to_owned());
    }

    fn rejected(&self, lines: &mut Vec<String>, rejected: Rejected<'_>) {
        let Rejected { input, line, fault, .. } = rejected;
        lines.push(format!("{input}:{line} {}: {}", fault.code.id, fault.reason));
    }
}

/// What comes of some inputs: a line for each record, and the updated records.
fn run(rules: &str, inputs: &[Kept], threads: usize, update: bool) -> (Vec<String>, String) {
    let (mut lines, mut updated) = (Vec::new(), Vec::new());
    let run = || {
        engine(rules).run(inputs, Settings { update }, &Lines, |part: Part<Vec<String>>| {
            lines.extend(part.results);
            updated.extend(part.updated);
            Ok::<(), ReadFailure>(())
        })
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(run).expect("memory can be read");
    (lines, String::from_utf8(updated).expect("UTF-8"))
}

/// How a record is written: its id, and what else is said.
#[derive(Clone, Debug)]
struct Said {
    id: u8,
    /// As a number, as a text, as a text with an escape, and with the id last.
    form: u8,
    spent: u8,
    staff: bool,
    broken: bool,
}

impl Said {
    fn json(&self) -> String {
        let Said { id, form, spent, staff, broken } = self;
        let spent = if *broken { "\"much\"".to_owned() } else { spent.to_string() };
        match form {
            0 => format!("{{\"id\":{id},\"spent\":{spent},\"staff\":{staff}}}"),
            1 => format!("{{\"id\":\"{id}\",\"spent\":{spent},\"staff\":{staff}}}"),
            2 => format!("{{\"id\":\"\\u003{}\",\"spent\":{spent},\"staff\":{staff}}}", id % 10),
            _ => format!("{{\"spent\":{spent},\"staff\":{staff},\"id\":\"{id}\"}}"),
        }
    }

    fn row(&self) -> String {
        let Said { id, form, spent, staff, broken } = self;
        let spent = if *broken { "much".to_owned() } else { spent.to_string() };
        let id = if *form == 0 { id.to_string() } else { format!("\"{id}\"") };
        format!("{spent},{id},{staff}")
    }

    /// The id as a text.
    fn key(&self, format: Format) -> u8 {
        if self.form == 2 && format != Format::Csv { self.id % 10 } else { self.id }
    }
}

fn said() -> impl Strategy<Value = Said> {
    let flag = |weight: u32| prop_oneof![weight => Just(false), 1 => Just(true)];
    let said = (0u8..30, 0u8..4, 0u8..40, flag(6), flag(6));
    said.prop_map(|(id, form, spent, staff, broken)| Said { id, form, spent, staff, broken })
}

fn files() -> impl Strategy<Value = Vec<(Format, Vec<Said>)>> {
    let format = prop_oneof![Just(Format::Ndjson), Just(Format::Json), Just(Format::Csv)];
    prop::collection::vec((format, prop::collection::vec(said(), 0..30)), 1..4)
}

fn kept(files: &[(Format, Vec<Said>)], block: usize) -> Vec<Kept> {
    let texts = files.iter().map(|(format, said)| match format {
        Format::Ndjson => said.iter().map(|said| said.json() + "\n").collect(),
        Format::Json => {
            let records: Vec<String> = said.iter().map(Said::json).collect();
            format!("[\n{}\n]", records.join(",\n"))
        }
        Format::Csv => {
            let rows: String = said.iter().map(|said| said.row() + "\n").collect();
            format!("spent,id,staff\n{rows}")
        }
    });
    let kept = texts.zip(files).zip(["a", "b", "c"]).map(|((text, (format, _)), name)| Kept {
        name: name.to_owned(),
        text,
        format: *format,
        block,
    });
    kept.collect()
}

/// A record, its place, and the place of the first record with its id if that is another one, with
/// whether the customer is left out.
type Met = (Said, String, Option<(String, bool)>);

/// What a map of ids says of each record: itself, or the place of the first.
fn firsts(files: &[(Format, Vec<Said>)]) -> Vec<Met> {
    met(files, true)
}

fn met(files: &[(Format, Vec<Said>)], as_written: bool) -> Vec<Met> {
    let mut seen: HashMap<u8, (String, bool)> = HashMap::new();
    let mut all = Vec::new();
    for ((format, said), name) in files.iter().zip(["a", "b", "c"]) {
        let above = usize::from(*format != Format::Ndjson);
        for (at, said) in said.iter().enumerate() {
            let place = format!("{name}:{}", at + 1 + above);
            let first = seen.get(&said.key(*format)).cloned();
            let left_out = said.staff && !said.broken;
            seen.entry(said.key(*format)).or_insert((place.clone(), left_out));
            let as_text = Said { id: said.key(*format), form: 1, ..said.clone() };
            all.push((if as_written { said.clone() } else { as_text }, place, first));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn only_the_first_record_of_an_id_counts(files in files(), block in 30usize..400) {
        let expected = firsts(&files).into_iter().map(|(said, place, first)| match first {
            Some((_, true)) => "left out".to_owned(),
            Some((first, false)) => format!("{place} duplicate-id: this id already appeared at {first}"),
            None if said.broken => format!("{place} not-a-number"),
            None if said.staff => "left out".to_owned(),
            None => format!("{place} to gets {}", u8::from(said.spent > 10)),
        });
        let expected: Vec<String> = expected.collect();
        for threads in [1, 3] {
            for update in [false, true] {
                let inputs = kept(&files, block);
                let (lines, updated) = run(SHOP, &inputs, threads, update);
                let short = lines.iter().map(|line| short(line)).collect::<Vec<_>>();
                prop_assert_eq!(&short, &expected);
                for (input, (said, place, first)) in inputs.iter().flat_map(|input| {
                    firsts(&files).into_iter().map(move |met| (input, met))
                }) {
                    // Nothing of a later copy is changed.
                    if update && first.is_some() && place.starts_with(&input.name) {
                        let written = match input.format {
                            Format::Csv => said.row(),
                            Format::Ndjson | Format::Json => said.json(),
                        };
                        prop_assert!(updated.contains(&written), "{}", written);
                    }
                }
            }
        }
    }

    #[test]
    fn later_copies_compete_for_nothing(files in files(), block in 30usize..400) {
        let met = met(&files, false);
        let mut alone = met.iter().filter(|(.., first)| first.is_none()).map(|(said, ..)| said.json() + "\n");
        let alone = Kept {
            name: "alone".to_owned(),
            text: alone.by_ref().collect(),
            format: Format::Ndjson,
            block: 1000,
        };
        let decisions = |lines: Vec<String>| -> Vec<String> {
            let kept = lines.into_iter().filter(|line| !line.contains("duplicate-id"));
            kept.map(|line| line.split_once(' ').map_or(line.clone(), |(_, rest)| rest.to_owned())).collect()
        };
        let expected = decisions(run(CIRCLE, &[alone], 1, false).0);
        for threads in [1, 3] {
            let lines = run(CIRCLE, &kept(&files, block), threads, false).0;
            prop_assert_eq!(decisions(lines), expected.clone());
        }
    }
}

/// `a:3 to gets 1`, `a:4 duplicate-id: this id already appeared at a:3`.
fn short(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        [place, _id, "to", _stage, "gets", gifts] => format!("{place} to gets {gifts}"),
        [place, "duplicate-id:", ..] => {
            let reason = line.split(", and").next().unwrap_or_default();
            format!("{place} {}", &reason[place.len() + 1..])
        }
        [place, code, ..] if code.ends_with(':') => {
            format!("{place} {}", code.trim_end_matches(':'))
        }
        _ => line.to_owned(),
    }
}
