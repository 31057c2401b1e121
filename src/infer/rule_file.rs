//! The text of the rule file: header, block, and a stage or two.

use super::block::Block;
use super::forms::Forms;
use super::kind::quoted;
use super::list::List;
use super::names::shown;
use super::table::Table;
use super::words::Words;
use crate::Program;
use crate::tools::format;

/// The rule file, formatted. What is proposed beyond the block is left out where the checker would
/// find something to say about it.
pub(super) fn rules(tables: &[Table], forms: &Forms, block: &Block) -> String {
    let head = head(tables, forms, block);
    let plain = format!("{head}{}", stages(None));
    let list = main_list(&block.lists).map(|list| format!("{head}{}", stages(Some(&list.name))));
    let texts: Vec<String> = list.into_iter().chain([plain]).map(|text| formatted(&text)).collect();
    let is_clean = |text: &&String| {
        Program::parse("rules.flywheel", text).is_ok_and(|program| program.warnings().is_empty())
    };
    let clean = texts.iter().find(is_clean).or(texts.last());
    clean.cloned().unwrap_or_default()
}

/// The list that examples are about: of those with times, one of orders and the like, if there is.
fn main_list(lists: &[List]) -> Option<&List> {
    const FIRST: &str = "orders order purchases purchase transactions transaction charges \
        invoices bookings sales";
    let score = |list: &List| {
        let words = Words::of(&list.name);
        u8::from(list.at.is_some()) * 4
            + u8::from(words.has(FIRST)) * 2
            + u8::from(words.is_happening())
    };
    lists.iter().rev().max_by_key(|list| score(list))
}

fn formatted(text: &str) -> String {
    format::format(text).unwrap_or_else(|_| text.to_owned())
}

/// The header and the block.
fn head(tables: &[Table], forms: &Forms, block: &Block) -> String {
    let mut text = String::from("# Proposed by `flywheel init` from\n");
    for table in tables {
        let unread = match table.unread() {
            None => String::new(),
            Some((count, line, fault)) => {
                let why = shown(&fault.to_string());
                format!("; {count} more cannot be read, the first in line {line}: {why}")
            }
        };
        let files = table.files.iter().map(|file| shown(file)).collect::<Vec<_>>().join(", ");
        let records = match table.records() {
            1 => "1 record".to_owned(),
            count => format!("{count} records"),
        };
        text.push_str(&format!("#   {files}: {records}{unread}\n"));
    }
    let mut body = String::new();
    block.write(&mut body);
    let fits = match body.contains(" rejected.") {
        true => "nearly every value: see the comments",
        false => "every value",
    };
    text.push_str(&format!(
        "# All records were read, and each type fits {fits}. `one of` lists the values so far: add\n\
         # those that may still come, and check the rest against what you know.\n\n",
    ));
    text.push_str("flywheel \"Our customers\"\n");
    text.push_str(&header(forms));
    text.push_str("\ncustomer\n");
    text.push_str(&self::forms(forms));
    text.push_str(&body);
    text
}

/// Currency and time zone, and how sure they are.
fn header(forms: &Forms) -> String {
    let mut text = String::new();
    let why = match &forms.currency_by {
        Some(by) => format!("# The currency comes from {by}."),
        None => "# The data does not name a currency: change it if yours is another.".to_owned(),
    };
    text.push_str(&format!("  {why}\n"));
    if !forms.other_currencies.is_empty() {
        let others = forms.other_currencies.join(", ");
        text.push_str(&format!("  # There are amounts in other currencies too: {others}.\n"));
    }
    text.push_str(&format!("  currency {}\n", forms.currency.code()));
    let why = match forms.local_times {
        true => {
            "# Some times have no offset: they are read as times in this zone. Change it to yours."
        }
        false => "# Days begin and end in this time zone. Change it to yours.",
    };
    text.push_str(&format!("  {why}\n  timezone UTC\n"));
    text
}

/// How the data is written.
fn forms(forms: &Forms) -> String {
    let mut text = String::new();
    let list = |texts: Vec<String>, between: &str| texts.join(between);
    if !forms.dates.is_empty() {
        let patterns = forms.dates.iter().map(|pattern| quoted(pattern)).collect();
        text.push_str(&format!("  dates as {}\n", list(patterns, " or ")));
    }
    if let Some(example) = forms.numbers {
        text.push_str(&format!("  numbers as {}\n", quoted(example)));
    }
    if !forms.missing.is_empty() {
        let words = forms.missing.iter().map(|word| quoted(word)).collect();
        text.push_str(&format!("  missing as ({})\n", list(words, ", ")));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A stage or two, with examples of rules.
fn stages(list: Option<&str>) -> String {
    match list {
        Some(list) => format!(
            "
stage Registered \"Nothing has happened yet\"
  resting
  when count({list}) ≥ 1 move to Active

stage Active \"Something has happened\"
  resting
  # Examples of rules. Remove the # in front of one, and change it to what you need.
  # when count({list}) ≥ 3 tag \"regular\"
  # after 30 days in stage tag \"with us for a month\"

test \"without events, a customer stays Registered\"
  given stage Registered
  expect nothing
"
        ),
        None => "
stage Everyone \"All customers\"
  resting
  # Examples of rules. Remove the # in front of one, and change it to what you need.
  # after 30 days in stage tag \"with us for a month\"

test \"nothing happens to anybody yet\"
  given stage Everyone
  expect nothing
"
        .to_owned(),
    }
}
