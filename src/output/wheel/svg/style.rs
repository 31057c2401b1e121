//! Colors for light and dark, and what they mean.

use std::fmt::{self, Write};

/// The looks of arrows by their classes, and what each means.
pub(super) const KEY: [(&str, &str); 6] = [
    ("on", "moves on to the next stage"),
    ("ahead", "skips ahead"),
    ("back", "goes back"),
    ("anyway", "from any stage"),
    ("room", "makes room when the stage is full"),
    ("refers", "brings new customers"),
];

/// The heads of arrows, one for each look.
pub(super) fn heads(out: &mut String) -> fmt::Result {
    writeln!(out, "<defs>")?;
    for (class, _) in KEY {
        writeln!(
            out,
            "<marker id=\"head-{class}\" viewBox=\"0 0 10 10\" refX=\"5\" refY=\"5\" \
             markerWidth=\"11\" markerHeight=\"11\" markerUnits=\"userSpaceOnUse\" \
             orient=\"auto\"><path class=\"head {class}\" d=\"M0 0.5L10 5L0 9.5z\"/></marker>"
        )?;
    }
    writeln!(out, "</defs>")
}

/// The colors of light, and of dark, longer names first.
const COLORS: [(&str, &str, &str); 16] = [
    ("on-pill", "#ffffff", "#12161b"),
    ("number", "#17202a", "#eef2f6"),
    ("anyway", "#94600a", "#e0a94a"),
    ("refers", "#7b3fa0", "#c79be6"),
    ("paper", "#ffffff", "#12161b"),
    ("quiet", "#566270", "#a9b5c1"),
    ("ahead", "#2563a8", "#6fb0f5"),
    ("card", "#ffffff", "#1a2027"),
    ("line", "#b3bfcb", "#55626f"),
    ("gift", "#0a6e69", "#4fd0c5"),
    ("warn", "#b3261e", "#ff8a80"),
    ("back", "#5a6b7c", "#93a3b3"),
    ("room", "#5a6b7c", "#93a3b3"),
    ("ink", "#17202a", "#eef2f6"),
    ("rim", "#eef1f4", "#1f262e"),
    ("on", "#0a6e69", "#35b8ad"),
];

const FONT: &str = "\
.lifecycle text { font-family: system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; }
";

/// The rules of one of the two, with names in place of colors.
const RULES: &str = "\
.lifecycle .paper { fill: $paper; }
.lifecycle .ink { fill: $ink; }
.lifecycle .quiet { fill: $quiet; }
.lifecycle .gift { fill: $gift; }
.lifecycle .number { fill: $number; }
.lifecycle .warn { fill: $warn; }
.lifecycle .on-pill { fill: $on-pill; }
.lifecycle .bold { font-weight: 700; }
.lifecycle .rim { fill: none; stroke: $rim; stroke-width: 26; }
.lifecycle .card { fill: $card; stroke: $line; stroke-width: 1.5; }
.lifecycle .first { stroke: $on; stroke-width: 3; }
.lifecycle .marked { stroke: $warn; stroke-width: 2.5; stroke-dasharray: 7 4; }
.lifecycle .any { stroke-dasharray: 3 4; }
.lifecycle .count-box { fill: $card; stroke: $line; stroke-width: 1; }
.lifecycle .way { fill: none; stroke-width: 2; }
.lifecycle .way.on { stroke: $on; stroke-width: 3; }
.lifecycle .way.ahead { stroke: $ahead; }
.lifecycle .way.back { stroke: $back; }
.lifecycle .way.anyway { stroke: $anyway; }
.lifecycle.crowded .way.ahead, .lifecycle.crowded .way.back { stroke-width: 1.4; stroke-opacity: 0.6; }
.lifecycle .way.room { stroke: $room; stroke-dasharray: 2 5; stroke-linecap: round; }
.lifecycle .way.refers { stroke: $refers; stroke-width: 2.5; stroke-dasharray: 9 5; }
.lifecycle .head.on, .lifecycle .pill.on { fill: $on; }
.lifecycle .head.ahead, .lifecycle .pill.ahead { fill: $ahead; }
.lifecycle .head.back, .lifecycle .pill.back { fill: $back; }
.lifecycle .head.anyway, .lifecycle .pill.anyway { fill: $anyway; }
.lifecycle .head.room, .lifecycle .pill.room { fill: $room; }
.lifecycle .head.refers, .lifecycle .pill.refers { fill: $refers; }
";

/// All rules. Each color is written out, because not every program that shows SVG knows names for
/// colors. Every rule is about pictures of this class, so that a page can have others.
pub(super) fn style() -> String {
    let colored = |dark: bool| {
        COLORS.iter().fold(RULES.to_owned(), |rules, (name, on_light, on_dark)| {
            let color = if dark { on_dark } else { on_light };
            rules.replace(&format!("${name};"), &format!("{color};"))
        })
    };
    format!(
        "{FONT}{}@media screen and (prefers-color-scheme: dark) {{\n{}}}\n",
        colored(false),
        colored(true)
    )
}
