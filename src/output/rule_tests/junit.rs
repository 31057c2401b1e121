//! Results as the XML that tools for continuous integration read: a suite for each file.

use super::{Score, Tested};
use crate::problems::{Look, Problems, Sources, counted, pretty};
use crate::tools::rule_test::Outcome;

/// The whole document, with a line break at its end.
pub(super) fn junit(files: &[Tested]) -> String {
    let score = Score::of(files);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<testsuites name=\"flywheel\" {}>\n", counts(score)));
    for file in files {
        let score = Score::of(std::slice::from_ref(file));
        let name = escaped(&file.name);
        out.push_str(&format!("  <testsuite name=\"{name}\" {} skipped=\"0\">\n", counts(score)));
        if file.problems.has_errors() {
            let case = Case { name: "the rules", of: &file.name, line: 1, file };
            out.push_str(&case.with("error", &counted(&file.problems), "rules", &file.problems));
        }
        for test in &file.tests {
            out.push_str(&case(file, test));
        }
        out.push_str("  </testsuite>\n");
    }
    out + "</testsuites>\n"
}

/// A file with errors counts as one test that could not be run.
fn counts(score: Score) -> String {
    let tests = score.passed + score.failed + score.refused;
    format!("tests=\"{tests}\" failures=\"{}\" errors=\"{}\"", score.failed, score.refused)
}

fn case(file: &Tested, test: &Outcome) -> String {
    let (line, _) = file.sources.position(test.span);
    let of = &file.sources.get(test.span.file).name;
    let case = Case { name: &test.title, of, line, file };
    if test.passed() {
        return format!("    {}/>\n", case.head());
    }
    let titles: Vec<&str> = test.problems.iter().map(|failure| failure.title.as_str()).collect();
    case.with("failure", &titles.join("; "), "test-failed", &test.problems)
}

struct Case<'a> {
    name: &'a str,
    /// The file that it is in, which may be one that the tested one uses.
    of: &'a str,
    line: usize,
    file: &'a Tested,
}

impl Case<'_> {
    /// The element without its end.
    fn head(&self) -> String {
        let (name, suite) = (escaped(self.name), escaped(&self.file.name));
        let (file, line) = (escaped(self.of), self.line);
        format!("<testcase name=\"{name}\" classname=\"{suite}\" file=\"{file}\" line=\"{line}\"")
    }

    /// A test that went wrong, with the problems drawn inside.
    fn with(&self, kind: &str, message: &str, code: &str, problems: &Problems) -> String {
        let sources: &Sources = &self.file.sources;
        let drawn = escaped_lines(&pretty(sources, problems, Look::PLAIN));
        let message = escaped(message);
        let head = self.head();
        format!(
            "    {head}>\n      <{kind} message=\"{message}\" type=\"{code}\">{drawn}</{kind}>\n    </testcase>\n"
        )
    }
}

/// As the value of an attribute, on one line.
fn escaped(text: &str) -> String {
    escaped_lines(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// As text of an element. XML has no way to write most control characters.
fn escaped_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if c.is_control() => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
