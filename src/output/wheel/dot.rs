//! The wheel as a graph for Graphviz, with the stages in a ring.

use std::f64::consts::TAU;

use super::Picture;
use super::lines::broken;
use crate::output::words::{counted, number};
use crate::tools::wheel::{Node, Origin, Way};

/// How far the stages are apart on the ring, in inches: labels of arrows are between them.
const APART: f64 = 3.2;

pub(super) fn draw(picture: Picture<'_>) -> String {
    let wheel = picture.wheel;
    let mut out =
        String::from("digraph lifecycle {\n  layout=neato\n  splines=true\n  overlap=true\n");
    out.push_str(&format!("  label={}\n", quoted(&wheel.title)));
    out.push_str(&format!("  tooltip={}\n", quoted(&wheel.words())));
    out.push_str("  node [shape=box, style=rounded, fontname=\"Helvetica\"]\n");
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=10]\n");
    let count = wheel.nodes.len().max(1) as f64;
    let radius = (APART * count / TAU).max(APART);
    for (index, node) in wheel.nodes.iter().enumerate() {
        let turn = TAU * index as f64 / count;
        let (x, y) = (radius * 1.4 * turn.sin(), radius * turn.cos());
        let label = quoted(&label(picture, index, node));
        let look = if node.unreachable {
            ", style=\"rounded,dotted\", color=red"
        } else if node.dead_end {
            ", style=\"rounded,dashed\", color=red"
        } else if index == wheel.start {
            ", penwidth=2"
        } else {
            ""
        };
        out.push_str(&format!("  s{index} [label={label}, pos=\"{x:.2},{y:.2}!\"{look}]\n"));
    }
    if let Some(anywhere) = &wheel.anywhere {
        let gifts = list(&anywhere.gifts);
        let label = std::iter::once(anywhere.name.clone())
            .chain(gifts)
            .chain(tags(anywhere))
            .collect::<Vec<_>>();
        let label = quoted(&label.join("\n"));
        out.push_str(&format!("  any [label={label}, style=\"rounded,dashed\", pos=\"0,0!\"]\n"));
    }
    for arrow in &wheel.arrows {
        let from = match arrow.from {
            Origin::Stage(stage) => format!("s{stage}"),
            Origin::AnyStage => "any".to_owned(),
        };
        let reasons = arrow.reasons.iter().map(|reason| reason.words());
        let count = picture.along(arrow).map(|count| counted(count, "moves now", "move now"));
        let label: Vec<String> = reasons.chain(count).flat_map(|line| broken(&line)).collect();
        let look = match arrow.way {
            Way::Rules => "",
            Way::MakesRoom => ", style=dotted",
            Way::Refers => ", style=dashed",
        };
        let label = quoted(&label.join("\n"));
        out.push_str(&format!("  {from} -> s{} [label={label}{look}]\n", arrow.to));
    }
    out + "}\n"
}

fn label(picture: Picture<'_>, index: usize, node: &Node) -> String {
    let start = picture.start(index);
    let count = picture.within(index).map(|count| counted(count, "customer", "customers"));
    let holds = node.capacity.map(|most| format!("holds {}", number(most)));
    let head = std::iter::once(node.name.clone());
    let lines =
        head.chain(start).chain(count).chain(holds).chain(list(&node.gifts)).chain(tags(node));
    lines.chain(node.marks().map(str::to_owned)).collect::<Vec<_>>().join("\n")
}

fn tags(node: &Node) -> impl Iterator<Item = String> + '_ {
    node.tags.iter().map(|tag| broken(tag).join("\n"))
}

fn list(gifts: &[String]) -> Option<String> {
    (!gifts.is_empty()).then(|| broken(&format!("gives {}", gifts.join(", "))).join("\n"))
}

/// A text in quotation marks, whatever is in it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz reads entities of HTML in labels.
            '&' => out.push_str("&amp;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_text_in_quotation_marks_ends_where_it_should() {
        assert_eq!(quoted("a\"; b \\ c\n<d> &lt;"), r#""a\"; b \\ c\n<d> &amp;lt;""#);
    }
}
