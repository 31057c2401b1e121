//! Coverage as a table for people.

use super::Tested;
use super::missed::missed;
use crate::output::grid::{Cell, Grid};
use crate::problems::{Ink, Look, shown};
use crate::tools::rule_test::Coverage;

/// A table of what the tests have met, and the places of what they have not.
pub(super) fn draw(file: &Tested, coverage: &Coverage, look: Look) -> String {
    let title = format!("Coverage of {}", shown(&file.name));
    let mut out = format!("{}\n", look.paint(Ink::Strong, &title));
    let mut grid = Grid::new();
    for (words, share) in [
        ("rules fired", coverage.rules_fired()),
        ("conditions seen true", coverage.conditions_held()),
        ("conditions seen false", coverage.conditions_failed()),
        ("conditions seen unknown", coverage.conditions_unknown()),
        ("stages entered", coverage.stages_entered()),
        ("gifts given", coverage.gifts_given()),
        ("gifts withheld", coverage.gifts_withheld()),
    ] {
        let Some(percent) = share.percent() else { continue };
        grid.row([
            Cell::words(words),
            Cell::number(format!("{} of {}", share.seen, share.of)),
            Cell::number(format!("{percent}%")),
        ]);
    }
    out.push_str(&grid.draw(look, 2));
    let missed = missed(&file.sources, coverage);
    if !missed.is_empty() {
        let pages = file.sources.pages();
        let mut grid = Grid::new();
        for missed in missed {
            let page = &pages[missed.span.file.index()];
            let place = page.place_of(missed.span);
            let at = format!("{}:{}:{}", page.name, place.line, place.column);
            grid.row([Cell::words(at), Cell::words(missed.words)]);
        }
        out.push_str(&format!("\nNot covered by any test\n{}", grid.draw(look, 2)));
    }
    out
}
