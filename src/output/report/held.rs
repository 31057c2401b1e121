//! What was held back, in words.

use super::{Reported, Section, Subject, Table};
use crate::eval::Reason;
use crate::output::words::{counted, number, reason};

pub(super) fn section(reported: Reported<'_>) -> Option<Section> {
    let held = reported.figures.held.as_ref()?;
    let mut said = vec![match held.gifts.len() {
        0 => format!(
            "Nothing was held back on the {} of the period.",
            counted(held.nights, "night", "nights")
        ),
        _ => format!(
            "What was held back on the {} of the period. The same customer counts on each night.",
            counted(held.nights, "night", "nights")
        ),
    }];
    said.push(match held.owed {
        0 => "Nobody is owed anything now.".to_owned(),
        1 => "1 customer is owed something now.".to_owned(),
        owed => format!("{} customers are owed something now.", number(owed)),
    });
    let head = ["gift", "because", "nights", "most on one night", "on the last night"];
    let mut table = Table::new(&head, &[2, 3, 4]);
    for gift in &held.gifts {
        table.rows.push(vec![
            gift.gift.clone(),
            because(&gift.reason),
            number(gift.nights),
            number(gift.most),
            number(gift.last),
        ]);
    }
    let tables = if table.rows.is_empty() { Vec::new() } else { vec![table] };
    Some(Section {
        subject: Subject::Held,
        title: "Left alone, held back, owed".to_owned(),
        said,
        tables,
    })
}

/// The reason in words, if it is one of ours.
fn because(word: &str) -> String {
    let known = Reason::ALL.into_iter().find(|reason| reason.word() == word);
    known.map_or_else(|| word.to_owned(), |known| reason(known).to_owned())
}
