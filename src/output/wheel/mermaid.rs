//! The wheel as a Mermaid diagram, which many pages of Markdown draw.

use super::Picture;
use super::lines::broken;
use crate::output::words::{counted, number};
use crate::tools::wheel::{Arrow, Node, Origin, Way};

pub(super) fn draw(picture: Picture<'_>) -> String {
    let wheel = picture.wheel;
    let mut out = String::from("flowchart TD\n");
    out.push_str(&format!("  accTitle: {}\n", plain(&wheel.title)));
    out.push_str(&format!("  accDescr: {}\n", plain(&wheel.words())));
    for (index, node) in wheel.nodes.iter().enumerate() {
        let label = label(picture, index, node);
        let class = if node.unreachable {
            ":::unreachable"
        } else if node.dead_end {
            ":::dead"
        } else if index == wheel.start {
            ":::start"
        } else {
            ""
        };
        out.push_str(&format!("  s{index}([\"{label}\"]){class}\n"));
    }
    if let Some(anywhere) = &wheel.anywhere {
        let label = lines(
            &anywhere.name,
            &std::iter::once(list(&anywhere.gifts))
                .chain(anywhere.tags.iter().cloned())
                .collect::<Vec<_>>(),
        );
        out.push_str(&format!("  any{{{{\"{label}\"}}}}\n"));
    }
    for arrow in &wheel.arrows {
        out.push_str(&way(picture, arrow));
    }
    out.push_str("  classDef start stroke-width:3px\n");
    out.push_str("  classDef dead stroke:#c0392b,stroke-width:3px,stroke-dasharray:6 4\n");
    out.push_str("  classDef unreachable stroke:#c0392b,stroke-dasharray:2 4\n");
    out
}

fn label(picture: Picture<'_>, index: usize, node: &Node) -> String {
    let start = picture.start(index);
    let count = picture.within(index).map(|count| counted(count, "customer", "customers"));
    let holds = node.capacity.map(|most| format!("holds {}", number(most)));
    let marks = node.marks().map(|mark| format!("⚠ {mark}"));
    let below: Vec<String> = start
        .into_iter()
        .chain(count)
        .chain(holds)
        .chain(std::iter::once(list(&node.gifts)))
        .chain(node.tags.iter().cloned())
        .chain(marks)
        .collect();
    lines(&node.name, &below)
}

/// A label of a head and what is below it, as far as there is something.
fn lines(head: &str, below: &[String]) -> String {
    let mut out = escaped(head);
    for line in below.iter().filter(|line| !line.is_empty()) {
        for part in broken(line) {
            out.push_str(&format!("<br/>{}", escaped(&part)));
        }
    }
    out
}

fn list(gifts: &[String]) -> String {
    if gifts.is_empty() { String::new() } else { format!("gives {}", gifts.join(", ")) }
}

fn way(picture: Picture<'_>, arrow: &Arrow) -> String {
    let from = match arrow.from {
        Origin::Stage(stage) => format!("s{stage}"),
        Origin::AnyStage => "any".to_owned(),
    };
    let mut parts: Vec<String> = Vec::new();
    for (place, reason) in arrow.reasons.iter().enumerate() {
        let words = reason.words();
        let words = if place > 0 { format!("or {words}") } else { words };
        parts.extend(broken(&words).iter().map(|line| escaped(line)));
    }
    if let Some(count) = picture.along(arrow) {
        parts.push(escaped(&counted(count, "moves now", "move now")));
    }
    let line = match arrow.way {
        Way::Rules => "-->",
        Way::MakesRoom | Way::Refers => "-.->",
    };
    format!("  {from} {line}|\"{}\"| s{}\n", parts.join("<br/>"), arrow.to)
}

/// A text within a label in quotation marks. Whatever could mean something to Mermaid, HTML or
/// Markdown is written as a number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter.is_alphanumeric() => out.push(letter),
            ' ' | ',' | '+' | ':' | '?' | '$' | '€' | '£' | '%' | '=' | '≥' | '≤' | '≠' | '“'
            | '”' | '⚠' | '·' => out.push(letter),
            letter if letter.is_whitespace() || letter.is_control() => out.push(' '),
            letter => out.push_str(&format!("#{};", u32::from(letter))),
        }
    }
    out
}

/// A text on the line of a title, where numbers are not read: what could mean something is a space.
fn plain(text: &str) -> String {
    let text = text.replace('<', " less than ").replace('>', " more than ");
    let kept = |letter: char| {
        let fine = letter.is_alphanumeric() || " ,.:?$€£=≥≤≠“”()-'".contains(letter);
        if fine { letter } else { ' ' }
    };
    let text: String = text.chars().map(kept).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_mermaid_is_a_number() {
        assert_eq!(escaped("Say \"hi\""), "Say #34;hi#34;");
        assert_eq!(escaped("a]]>;b\n<c>`d`#e;"), "a#93;#93;#62;#59;b #60;c#62;#96;d#96;#35;e#59;");
        assert_eq!(plain("a; b # c %% d {e}\nf < g"), "a b c d e f less than g");
    }
}
