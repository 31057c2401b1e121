//! A line of a report that cannot be read: what may be written there.

use super::draft::Draft;
use super::explain;
use super::parser::{Rule, Stop};
use super::vocabulary::LINES;
use super::words::Word;
use crate::problems::{Problem, register};
use crate::values::listing;

/// The lines of a report, each by its first word.
const FORMS: [(&str, &str); 7] = [
    ("wheel", "`wheel` is followed by stages, for example `wheel Reach, Trial, Customer`"),
    (
        "paying",
        "`paying` is followed by a stage and a length of time, for example `paying Customer, within 90 days`",
    ),
    (
        "value",
        "`value` is followed by what a customer has brought, for example `value sum(purchases.amount)`, and after \
         that perhaps by `margin 60%` and `keep 20%`",
    ),
    (
        "source",
        "`source` is followed by the one field that says where a customer comes from, for example `source lead_source`",
    ),
    (
        "referred",
        "`referred by` is followed by the field with the id of who brought a customer, for example `referred by \
         referrer, within 180 days`",
    ),
    (
        "spending",
        "`spending` is followed by an amount, a length of time and a stage, for example `spending $1,000 per calendar \
         month on Reach`",
    ),
    (
        "verdict",
        "`verdict on` is followed by a gift or an experiment and a day, for example `verdict on swag at 2026-09-30`",
    ),
];

/// What is wrong where nothing better is known than where the reading stopped.
pub(super) fn problem(draft: &Draft<'_>, words: &[Word<'_>], stop: &Stop) -> Problem {
    let Some(first) = words.first() else { return explain::problem(draft, words, stop) };
    let form = FORMS.iter().find(|(word, _)| *word == first.text).map(|(_, form)| *form);
    let at = words.partition_point(|word| word.end() <= stop.at);
    match (form, words.get(at)) {
        (Some(form), Some(word)) if stop.wanted.contains(&Rule::report_line) => {
            let title = format!("`{}` does not belong here", word.text);
            let label = "the line is complete before this";
            let span = draft.span(word.range());
            Problem::new(register::SYNTAX, title, span, label).help(form)
        }
        (Some(form), _) => explain::problem(draft, words, stop).help(form),
        (None, _) => {
            let title = format!("A line of a report cannot begin with `{}`", first.text);
            let label = "not a word of a report";
            let known = LINES.iter().find(|(block, _)| *block == "report");
            let known: Vec<String> = known
                .into_iter()
                .flat_map(|(_, words)| *words)
                .map(|word| format!("`{word}`"))
                .collect();
            let help = format!("its lines begin with {}", listing::or(&known));
            let span = draft.span(first.range());
            Problem::new(register::SYNTAX, title, span, label).help(help)
        }
    }
}
