//! Problems as annotations of a change on GitHub: workflow commands, one a line.

use super::{Problem, Problems, Severity, Sources, shown, shown_lines};

/// `::error file=...,line=...,col=...,endLine=...,endColumn=...,title=...::help`, a line each.
/// Columns count characters. <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
pub fn github(sources: &Sources, problems: &Problems) -> String {
    let pages = sources.pages();
    let mut out = String::new();
    for problem in problems.iter() {
        let span = problem.at.span;
        let page = &pages[span.file.index()];
        let start = page.place_of(span);
        let end = page.place(page.shown(span).end);
        let command = match problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        // The log shows these lines too, where a terminal would.
        let mut at = format!("file={},line={}", property(&shown(page.name)), start.line);
        // Columns are only understood within one line.
        if start.line == end.line {
            at.push_str(&format!(",endLine={},col={}", end.line, start.column));
            at.push_str(&format!(",endColumn={}", end.column));
        } else {
            at.push_str(&format!(",endLine={}", end.line));
        }
        let title = property(&shown(&format!("{} [{}]", problem.title, problem.code.id)));
        out.push_str(&format!(
            "::{command} {at},title={title}::{}\n",
            message(&shown_lines(&words(problem)))
        ));
    }
    out
}

/// The label and the help; the title is above them.
fn words(problem: &Problem) -> String {
    match &problem.help {
        Some(help) if problem.at.text.is_empty() => help.clone(),
        Some(help) => format!("{}: {help}", problem.at.text),
        None if problem.at.text.is_empty() => problem.title.clone(),
        None => problem.at.text.clone(),
    }
}

/// What ends a command is written as its code.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In a property, what parts properties too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_mean_something_are_escaped() {
        assert_eq!(property("a:b,c%d\ne"), "a%3Ab%2Cc%25d%0Ae");
        assert_eq!(message("50%: a\r\nb"), "50%25: a%0D%0Ab");
    }
}
