//! Nothing in a picture overlaps, and nothing is cut off.

use proptest::prelude::*;

use super::letters::width;
use super::list::{BETWEEN, COLUMN, Kind};
use super::shapes::Rect;
use super::{MARGIN, Page};
use crate::Program;
use crate::output::wheel::Picture;
use crate::tools::wheel::{Numbers, Wheel};

/// Twenty stages and sixty rules.
const TWENTY: &str = include_str!("../../../../tests/wheel/twenty.flywheel");

/// Where each text of a page is, and everything else that must not be below one.
fn boxes(page: &Page<'_>) -> Vec<(Rect, String)> {
    let middle = page.middle;
    let moved =
        |place: &Rect| Rect { left: place.left + middle.x, top: place.top + middle.y, ..*place };
    let cards = page.ring.cards.iter().chain(&page.ring.anywhere);
    let cards = cards.map(|card| (moved(&card.place), card.card.lines[0].text.clone()));
    let labels = page.ring.arrows.iter();
    let labels = labels.map(|arrow| (moved(&arrow.place), format!("{:?}", arrow.label)));
    let items = page.list.items.iter().map(|item| {
        let column = page.list_at.x + item.column as f64 * (COLUMN + BETWEEN);
        let (left, size, bold) = match item.kind {
            Kind::Head => (column, super::HEAD, true),
            Kind::Number(_) => (column + 4.0, super::LABEL_SIZE, true),
            Kind::To => (column + super::INDENT, super::TO, true),
            Kind::Said | Kind::Gift => (column + super::INDENT, super::SAID, false),
            Kind::Count => {
                let wide = width(&item.text, super::TO, true);
                (column + COLUMN - wide, super::TO, true)
            }
        };
        let wide = width(&item.text, size, bold);
        let top = page.list_at.y + item.y - size * 0.8;
        (Rect { left, top, width: wide, height: size }, item.text.clone())
    });
    let titles = page.title.iter().enumerate().map(|(line, text)| {
        let top = MARGIN + 32.0 * line as f64 + 5.0;
        let wide = width(text, super::TITLE, true);
        (Rect { left: MARGIN, top, width: wide, height: super::TITLE }, text.clone())
    });
    let key = page.key.iter().map(|(_, words, at)| {
        let wide = 48.0 + width(words, super::SAID, false);
        let top = at.y - super::SAID;
        (Rect { left: at.x, top, width: wide, height: super::SAID }, (*words).to_owned())
    });
    cards.chain(labels).chain(items).chain(titles).chain(key).collect()
}

/// What is wrong with the places of things.
fn faults(page: &Page<'_>) -> Vec<String> {
    let boxes = boxes(page);
    let (wide, high) = page.size;
    let mut faults = Vec::new();
    for (at, (one, text)) in boxes.iter().enumerate() {
        if one.left < 0.0 || one.top < 0.0 || one.right() > wide || one.bottom() > high {
            faults.push(format!("{text} is cut off: {one:?} in {wide} × {high}"));
        }
        for (other, below) in &boxes[at + 1..] {
            if one.overlaps(other) {
                faults.push(format!("{text} and {below} overlap: {one:?}, {other:?}"));
            }
        }
    }
    for card in page.ring.cards.iter().chain(&page.ring.anywhere) {
        for line in &card.card.lines {
            if width(&line.text, line.size, line.bold) > card.place.width {
                faults.push(format!("{} is wider than its card", line.text));
            }
        }
    }
    faults
}

fn check(text: &str) {
    let program = Program::parse("rules.flywheel", text);
    let program = program.unwrap_or_else(|refused| panic!("{:#?}\n{text}", refused.problems));
    let (plan, sources) = (program.plan(), program.sources());
    let wheel = Wheel::of(program.model(), plan, sources, "rules");
    let mut numbers = Numbers::new(plan);
    numbers.stages.iter_mut().for_each(|count| *count = 1_234_567);
    let numbers = (&numbers, "2026-03-31");
    for numbers in [None, Some(numbers)] {
        let page = Page::of(Picture { wheel: &wheel, numbers });
        assert_eq!(faults(&page), Vec::<String>::new(), "{text}");
        assert_eq!(page.ring.arrows.len(), wheel.arrows.len());
    }
}

#[test]
fn nothing_overlaps_among_twenty_stages_and_sixty_rules() {
    check(TWENTY);
}

#[test]
fn nothing_overlaps_on_the_smallest_wheels() {
    check("stage A\n  resting\n");
    check("stage A\n  when tagged \"x\" move to B\nstage B\n  refers 1 to A\n");
    check(
        "reward r costs $1\nstage A\n  when tagged \"x\" move to B\nstage B\n  resting\n  \
         when tagged \"y\" move to A\nany stage\n  when tagged \"z\" move to B; give r\n",
    );
}

#[test]
fn an_overlap_is_seen() {
    let program = Program::parse("rules.flywheel", TWENTY).expect("it is right");
    let wheel = Wheel::of(program.model(), program.plan(), program.sources(), "rules");
    let mut page = Page::of(Picture { wheel: &wheel, numbers: None });
    page.ring.arrows[3].place = page.ring.arrows[4].place;
    page.list_at.x += 500.0;
    let faults = faults(&page);
    assert!(faults.iter().any(|fault| fault.contains("overlap")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("cut off")), "{faults:?}");
}

/// A wheel of some stages, with moves from one to another, by their places.
fn rules(stages: usize, moves: &[(usize, usize, bool)], long: &str) -> String {
    let mut text = format!("flywheel \"{long}\"\nreward gift_{long} costs $1\n");
    for stage in 0..stages {
        text.push_str(&format!("stage S{stage}{long}\n  resting\n"));
        for (from, to, gives) in moves.iter().map(|(a, b, c)| (a % stages, b % stages, c)) {
            if from == stage && to != stage {
                let gives = if *gives { format!("; give gift_{long}") } else { String::new() };
                text.push_str(&format!(
                    "  when tagged \"{from}\" or tagged \"S{to}{long}\" move to S{to}{long}{gives}\n"
                ));
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn nothing_overlaps_on_wheels_that_nobody_thought_of(
        stages in 1..20usize,
        moves in prop::collection::vec((0..20usize, 0..20usize, any::<bool>()), 0..60),
        long in "[A-Za-z]{0,40}",
    ) {
        check(&rules(stages, &moves, &long));
    }
}
