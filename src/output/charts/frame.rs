//! What all charts have.

use crate::output::escaped::Escaped;

/// The colors of charts, for light, dark and paper, and the sizes of letters.
pub(in crate::output) const STYLE: &str = "\
:root { --c1: #0a6e69; --c2: #c07a16; --c3: #7a4f9a; --c4: #2f6fb3; --c5: #a33b52; --rest: #ccd4dc; --on: #ffffff; }
@media screen and (prefers-color-scheme: dark) { :root { --c1: #35b8ad; --c2: #e0a33e; --c3: #b48ad6; --c4: #6aa9ea; --c5: #e27d93; --rest: #3a4550; --on: #10151a; } }
.chart { margin: 1.6rem 0; width: auto; left: 0; transform: none; }
.chart svg { display: block; width: 100%; overflow: visible; }
.chart svg svg { height: 220px; }
.chart text { font: 14px system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.chart .quiet { fill: var(--quiet); }
.chart .rest { stroke: none; }
.chart .inside { fill: var(--on); font-weight: 600; stroke: none; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .whisker { stroke: var(--ink); stroke-width: 1.5; }
.chart .curve { fill: none; stroke-width: 2.5; vector-effect: non-scaling-stroke; }
.chart .band { opacity: 0.18; }
.chart figcaption { font-weight: 650; margin-bottom: 0.3rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; list-style: none; margin: 0 0 0.6rem; padding: 0; font-size: 0.9em; color: var(--quiet); }
.legend li { margin: 0; }
.legend span { display: inline-block; width: 0.75em; height: 0.75em; border-radius: 2px; margin-right: 0.4em; }
.f1 { fill: var(--c1); background: var(--c1); stroke: none; }
.f2 { fill: var(--c2); background: var(--c2); stroke: none; }
.f3 { fill: var(--c3); background: var(--c3); stroke: none; }
.f4 { fill: var(--c4); background: var(--c4); stroke: none; }
.f5 { fill: var(--c5); background: var(--c5); stroke: none; }
.f0 { fill: var(--rest); background: var(--rest); stroke: none; }
.s1 { stroke: var(--c1); }
.s2 { stroke: var(--c2); }
.s3 { stroke: var(--c3); }
.s4 { stroke: var(--c4); }
.s5 { stroke: var(--c5); }
@media print {
  :root { --c1: #0a5a56; --c2: #b06c0c; --c3: #6a4488; --c4: #2a62a0; --c5: #8f3348; --rest: #d5dbe1; --on: #ffffff; }
  .chart svg, .legend span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .chart { break-inside: avoid; }
}
";

/// A chart: the title that is seen, what it shows for those who do not see it, which color is which, and the
/// picture.
pub(super) struct Frame<'a> {
    /// A name that no other chart of the page has.
    pub id: &'a str,
    pub title: &'a str,
    pub about: &'a str,
    /// Places of colors, and what they are for.
    pub legend: &'a [(usize, String)],
    /// How high the picture is, in pixels.
    pub height: f64,
}

impl Frame<'_> {
    /// The whole figure with what is drawn in it.
    pub(super) fn around(&self, drawn: &str) -> String {
        let Frame { id, title, about, legend, height } = self;
        let (title, about) = (Escaped(title), Escaped(about));
        let mut out = format!(
            "<figure class=\"chart\">\n<figcaption aria-hidden=\"true\">{title}</figcaption>\n"
        );
        if legend.len() > 1 {
            out.push_str("<ul class=\"legend\" aria-hidden=\"true\">");
            for (color, words) in *legend {
                let words = Escaped(words);
                out.push_str(&format!("<li><span class=\"f{color}\"></span>{words}</li>"));
            }
            out.push_str("</ul>\n");
        }
        out.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" style=\"height:{height}px\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-about\">\n<title id=\"{id}-title\">{title}</title>\n\
             <desc id=\"{id}-about\">{about}</desc>\n{drawn}</svg>\n</figure>\n"
        ));
        out
    }
}

/// A share as a place along the page.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
}
