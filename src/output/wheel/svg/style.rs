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

/// Every rule is about pictures of this class, so that a page can have others.
pub(super) const STYLE: &str = "\
.lifecycle text { font-family: system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; }
.lifecycle { --paper: #ffffff; --ink: #17202a; --quiet: #566270; --rim: #eef1f4; --card: #ffffff; --line: #b3bfcb; --gift: #0a6e69; --number: #17202a; --warn: #b3261e; --on-pill: #ffffff; --on: #0a6e69; --ahead: #2563a8; --back: #5a6b7c; --anyway: #94600a; --room: #5a6b7c; --refers: #7b3fa0; }
@media screen and (prefers-color-scheme: dark) {
  .lifecycle { --paper: #12161b; --ink: #eef2f6; --quiet: #a9b5c1; --rim: #1f262e; --card: #1a2027; --line: #55626f; --gift: #4fd0c5; --number: #eef2f6; --warn: #ff8a80; --on-pill: #12161b; --on: #35b8ad; --ahead: #6fb0f5; --back: #93a3b3; --anyway: #e0a94a; --room: #93a3b3; --refers: #c79be6; }
}
.lifecycle .paper { fill: var(--paper); }
.lifecycle .ink { fill: var(--ink); }
.lifecycle .quiet { fill: var(--quiet); }
.lifecycle .gift { fill: var(--gift); }
.lifecycle .number { fill: var(--number); }
.lifecycle .warn { fill: var(--warn); }
.lifecycle .on-pill { fill: var(--on-pill); }
.lifecycle .bold { font-weight: 700; }
.lifecycle .rim { fill: none; stroke: var(--rim); stroke-width: 26; }
.lifecycle .card { fill: var(--card); stroke: var(--line); stroke-width: 1.5; }
.lifecycle .first { stroke: var(--on); stroke-width: 3; }
.lifecycle .marked { stroke: var(--warn); stroke-width: 2.5; stroke-dasharray: 7 4; }
.lifecycle .any { stroke-dasharray: 3 4; }
.lifecycle .count-box { fill: var(--card); stroke: var(--line); stroke-width: 1; }
.lifecycle .way { fill: none; stroke-width: 2; }
.lifecycle .way.on { stroke: var(--on); stroke-width: 3; }
.lifecycle .way.ahead { stroke: var(--ahead); }
.lifecycle .way.back { stroke: var(--back); }
.lifecycle .way.anyway { stroke: var(--anyway); }
.lifecycle .way.room { stroke: var(--room); stroke-dasharray: 2 5; stroke-linecap: round; }
.lifecycle .way.refers { stroke: var(--refers); stroke-width: 2.5; stroke-dasharray: 9 5; }
.lifecycle .head.on, .lifecycle .pill.on { fill: var(--on); }
.lifecycle .head.ahead, .lifecycle .pill.ahead { fill: var(--ahead); }
.lifecycle .head.back, .lifecycle .pill.back { fill: var(--back); }
.lifecycle .head.anyway, .lifecycle .pill.anyway { fill: var(--anyway); }
.lifecycle .head.room, .lifecycle .pill.room { fill: var(--room); }
.lifecycle .head.refers, .lifecycle .pill.refers { fill: var(--refers); }
";
