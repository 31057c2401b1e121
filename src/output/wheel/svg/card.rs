//! The card of a stage: its name, how many are in it, and what is given there.

use super::super::Picture;
use super::letters::{self, width};
use crate::output::words::{counted, number};
use crate::tools::wheel::Node;

/// How wide the texts of a card may be.
const MOST: f64 = 176.0;

/// How many lines of gifts a card has room for. The list next to the ring has them all.
const GIFT_LINES: usize = 2;

/// The room between a card's rim and its texts.
const RIM: f64 = 14.0;

/// A line of a card.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: String,
    pub size: f64,
    pub bold: bool,
    /// Its class in the style.
    pub class: &'static str,
}

/// A card, before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub lines: Vec<Line>,
    pub width: f64,
    pub height: f64,
    /// The class of its box.
    pub class: &'static str,
    /// Whether there are gifts for which it has no room.
    pub cut: bool,
}

impl Card {
    /// The card of a stage.
    pub(super) fn of(picture: Picture<'_>, stage: usize) -> Card {
        let node = &picture.wheel.nodes[stage];
        let start = stage == picture.wheel.start;
        let mut lines = Vec::new();
        if let Some(new) = picture.start(stage) {
            add(&mut lines, &new, (11.5, false), "quiet");
        }
        add(&mut lines, &node.name, (16.0, true), "ink");
        let count = picture.within(stage).map(|count| counted(count, "customer", "customers"));
        let holds = node.capacity.map(|most| format!("holds {}", number(most)));
        let numbers: Vec<String> = count.into_iter().chain(holds).collect();
        add(&mut lines, &numbers.join(" · "), (13.0, picture.numbers.is_some()), "number");
        let cut = gifts(&mut lines, node);
        for mark in node.marks() {
            add(&mut lines, mark, (12.5, true), "warn");
        }
        let class = match (node.unreachable || node.dead_end, start) {
            (true, _) => "card marked",
            (false, true) => "card first",
            (false, false) => "card",
        };
        Card::new(lines, class, cut)
    }

    /// The card in the middle, of what happens in every stage.
    pub(super) fn anywhere(node: &Node) -> Card {
        let mut lines = Vec::new();
        add(&mut lines, &node.name, (14.0, true), "quiet");
        let cut = gifts(&mut lines, node);
        Card::new(lines, "card any", cut)
    }

    fn new(lines: Vec<Line>, class: &'static str, cut: bool) -> Card {
        let widest = lines.iter().map(|line| width(&line.text, line.size, line.bold));
        let high: f64 = lines.iter().map(Line::height).sum();
        let wide = widest.fold(84.0, f64::max) + 2.0 * RIM;
        Card { lines, width: wide, height: high + 2.0 * (RIM - 4.0), class, cut }
    }
}

impl Line {
    pub(super) fn height(&self) -> f64 {
        (self.size * 1.35).round()
    }
}

fn add(lines: &mut Vec<Line>, text: &str, (size, bold): (f64, bool), class: &'static str) {
    let broken = letters::wrapped(text, size, bold, MOST);
    lines.extend(broken.into_iter().map(|text| Line { text, size, bold, class }));
}

/// Adds the gifts, and says whether there was no room for some.
fn gifts(lines: &mut Vec<Line>, node: &Node) -> bool {
    const SIZE: f64 = 12.5;
    let all = letters::wrapped(&node.gifts.join(", "), SIZE, false, MOST);
    let cut = all.len() > GIFT_LINES;
    for text in letters::cut(all, GIFT_LINES, SIZE, MOST) {
        lines.push(Line { text, size: SIZE, bold: false, class: "gift" });
    }
    cut
}
