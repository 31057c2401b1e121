//! What all pages of HTML have: their colors, for light, dark and paper, and the sizes of letters.

use super::escaped::escaped;

/// The end of every page.
pub(super) const END: &str = "</main>\n</body>\n</html>\n";

/// How it looks.
const STYLE: &str = "\
:root { color-scheme: light dark; --paper: #ffffff; --ink: #17202a; --quiet: #566270; --line: #d8dfe6; --name: #0a6e69; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #12161b; --ink: #eef2f6; --quiet: #a9b5c1; --line: #313b46; --name: #4fd0c5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.45rem; margin: 3rem 0 0.75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.12rem; margin: 2rem 0 0.4rem; }
p { margin: 0.6rem 0; }
ul { margin: 0.6rem 0; padding-left: 1.3rem; }
li { margin: 0.35rem 0; }
li ul { margin: 0.2rem 0; }
b { font-weight: 650; color: var(--name); }
a { color: inherit; text-decoration: none; }
a:hover { text-decoration: underline; }
h2 b, h3 b { color: inherit; }
figure { margin: 1.5rem 0; width: min(92vw, 90rem); position: relative; left: 50%; transform: translateX(-50%); }
figure svg { width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: 0.94em; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.7rem 0.45rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; }
summary { cursor: pointer; color: var(--quiet); }
@media print {
  :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --name: #0a5a56; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  figure { width: 100%; left: 0; transform: none; }
  h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; }
  figure, li, tr { break-inside: avoid; }
}
";

/// The beginning of a page, with its title and with what it looks like besides.
pub(super) fn begin(title: &str, styles: &[&str]) -> String {
    let (title, styles) = (escaped(title), styles.concat());
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{styles}</style>\n</head>\n<body>\n<main>\n"
    )
}
