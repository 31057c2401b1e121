//! One line a problem, for scripts, editors and screen readers.

use super::{Problems, Severity, Sources, shown};

/// `file:line:column: error[code]: title. help`, a line each, in the order of the problems.
pub fn plain(sources: &Sources, problems: &Problems) -> String {
    let pages = sources.pages();
    let mut out = String::new();
    for problem in problems.iter() {
        let span = problem.at.span;
        let page = &pages[span.file.index()];
        let place = page.place_of(span);
        let mut words = sentence(&problem.title);
        if let Some(help) = &problem.help {
            words.push(' ');
            words.push_str(&capital(&sentence(help)));
        }
        let (line, column) = (place.line, place.column);
        let (severity, code) = (problem.severity().word(), problem.code.id);
        let name = page.name;
        let line = format!("{name}:{line}:{column}: {severity}[{code}]: {words}");
        out.push_str(&format!("{}\n", shown(&line)));
    }
    out
}

/// On one line, with a full stop where no other mark ends it.
fn sentence(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !line.ends_with(['.', '?', '!', ':']) {
        line.push('.');
    }
    line
}

/// With a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `2 errors, 1 warning`; nothing where there is nothing.
pub fn counted(problems: &Problems) -> String {
    let count = |severity: Severity| match problems.count(severity) {
        0 => None,
        1 => Some(format!("1 {}", severity.word())),
        many => Some(format!("{many} {}s", severity.word())),
    };
    let counts = [count(Severity::Error), count(Severity::Warning)];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
