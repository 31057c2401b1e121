use std::ffi::OsString;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::eval::Eval;
use crate::job::Job;
use crate::support::{AS_OF, RULES};
use crate::workplace::{CustomerFile, Workplace};

/// The customers of a real shop, with its rules.
const CDNOW: &str = include_str!("../../examples/cdnow/lifecycle.flywheel");
const CDNOW_CUSTOMERS: &[u8] = include_bytes!("../../examples/cdnow/customers.ndjson.gz");
const CDNOW_END: Date = date(1997, 12, 31);

/// Each set of rules with its customers: one decision, and then the days of a year up to the same one.
pub(crate) fn jobs(workplace: &Workplace) -> Vec<Job> {
    // A gift that is given every time would be given on each day.
    let rules = workplace.text("once.flywheel", &RULES.replace("every time", "once"));
    let cdnow = workplace.text("cdnow.flywheel", CDNOW);
    let customers = workplace.customer_file(workplace.customers);
    let shoppers = workplace.lines("cdnow", workplace.customers, || shoppers(workplace.customers));
    let pairs = [("twenty rules", rules, customers, AS_OF), ("CDNOW", cdnow, shoppers, CDNOW_END)];
    pairs.iter().flat_map(|(name, rules, file, to)| pair(name, rules, file, *to)).collect()
}

fn pair(name: &str, rules: &Path, file: &CustomerFile, to: Date) -> [Job; 2] {
    let eval = Eval { as_of: to, ..Eval::new(rules, file) };
    [eval.job(format!("{name}: eval")), days(format!("{name}: 365 days"), rules, file, to)]
}

fn days(name: String, rules: &Path, file: &CustomerFile, to: Date) -> Job {
    let from = to.saturating_sub(364.days());
    let mut arguments: Vec<OsString> = vec!["replay".into(), rules.into()];
    arguments.push(file.path.clone().into());
    for (option, value) in [("--from", from.to_string()), ("--to", to.to_string())] {
        arguments.extend([option.into(), value.into()]);
    }
    arguments.extend(["--threads".into(), "1".into()]);
    Job::flywheel(name, arguments, file)
}

/// As many of the customers of the shop as are asked for, again and again with other ids.
fn shoppers(count: u64) -> impl Iterator<Item = String> {
    let mut text = String::new();
    let unpacked = GzDecoder::new(CDNOW_CUSTOMERS).read_to_string(&mut text);
    unpacked.expect("the customers can be unpacked");
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    (0..count).map(move |number| {
        let line = &lines[number as usize % lines.len()];
        let rest = line.find(',').expect("a customer has more than an id");
        format!("{{\"id\":\"{number:07}\"{}\n", &line[rest..])
    })
}
