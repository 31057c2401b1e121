//! How customers move through the lifecycle, by their histories.

use std::collections::HashSet;

use flywheel::histories::{self, History, HistoryFault};
use flywheel::output::report::{Format, Reported};
use flywheel::problems::Look;
use flywheel::report::{Counting, Period, Scope};
use flywheel::tools::asked::asked;

use crate::failed::Failed;
use crate::program::Rules;

/// What the histories are called.
const NAME: &str = "the histories";

/// A report in all of its formats, and what is wrong with histories.
pub(crate) struct Report {
    pub text: String,
    pub document: String,
    pub markdown: String,
    pub html: String,
    pub faults: Vec<String>,
}

/// Reports what histories say. A period without a first or a last day has those that are usual.
pub(crate) fn report(
    rules: &Rules,
    lines: &[u8],
    [first, last, as_of]: [Option<jiff::civil::Date>; 3],
) -> Result<Report, Failed> {
    let (mut known, mut all, mut faults) = (None, Vec::new(), Vec::new());
    let mut ids: HashSet<String> = HashSet::new();
    histories::read(lines, |line, history: Result<History, HistoryFault>| match history {
        Ok(history) if ids.insert(history.id.clone()) => {
            known = Period::with(known, history.days());
            all.push(history);
        }
        Ok(history) => {
            faults.push(format!("line {line}: another line is about {} already", history.id));
        }
        Err(fault) => faults.push(fault.to_string()),
    })?;
    let known: Period = known.ok_or_else(|| Failed::usage("there are no histories yet"))?;
    let scope = Scope::usual(known, as_of.unwrap_or(known.to));
    let usual = scope.period;
    let period = Period { from: first.unwrap_or(usual.from), to: last.unwrap_or(usual.to) };
    let Period { from, to } = scope.known;
    if period.to < period.from {
        return Err(Failed::usage(format!("{} is before {}", period.to, period.from)));
    }
    if period.from > to || period.to < from || period.to > to {
        let what = format!("not all is known of the days from {} to {}", period.from, period.to);
        return Err(Failed::usage(what).help(format!("the histories know {from} to {to}")));
    }
    let asked = asked(rules.program.model());
    let mut counting = Counting::new(&asked, Scope { period, ..scope });
    all.iter().for_each(|history| counting.add(history));
    let figures = counting.figures(None, None);
    let reported = Reported {
        title: rules.title(),
        source: NAME,
        is_replay: false,
        currency: &rules.program.plan().currency,
        asked: &asked,
        figures: &figures,
    };
    let write = |format: Format| format.write(reported, Look::PLAIN);
    Ok(Report {
        text: write(Format::Text),
        document: write(Format::Json),
        markdown: write(Format::Markdown),
        html: write(Format::Html),
        faults,
    })
}
