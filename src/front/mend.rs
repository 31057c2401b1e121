//! Changes a rule file as its safe fixes say, as long as that makes it better.

use std::fs;
use std::path::Path;

use super::{Failure, disk};
use crate::Program;
use crate::problems::{Confidence, Edit, FileId, Fix, Problems, Severity, Source, Sources};

/// A fix may let more of the file be read, and that may show the next one. So often at most.
const ROUNDS: usize = 5;

/// One change that was made, for a person to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub line: usize,
    pub column: usize,
    pub before: String,
    pub after: String,
}

/// Fixes what is safe to fix in a rule file, and reports what that was. Files that it
/// uses stay as they are. The file is only written where it has changed, and then at once as a
/// whole.
pub fn mend(path: &Path) -> Result<Vec<Change>, Failure> {
    let first = disk::read_rules(path)?;
    let mut text = first.clone();
    let mut changes = Vec::new();
    for _ in 0..ROUNDS {
        let Some((better, made)) = round(path, &text) else { break };
        text = better;
        changes.extend(made);
    }
    if text != first {
        let mut file = disk::Replacement::create_plain(path)?;
        file.write(text.as_bytes())?;
        file.finish()?;
    }
    Ok(changes)
}

/// The text with the fixes of one look at it; `None` if there are none.
fn round(path: &Path, text: &str) -> Option<(String, Vec<Change>)> {
    let (sources, problems) = looked_at(path, text);
    let errors = problems.count(Severity::Error);
    let fixes: Vec<&Fix> =
        problems.iter().filter_map(|problem| safe(problem.fix.as_ref()?)).collect();
    let all = joined(&fixes);
    let better = |edits: &[&Edit]| {
        let made = made(text, edits);
        let after = looked_at(path, &made).1.count(Severity::Error);
        (after <= errors && made != text).then_some(made)
    };
    let (edits, made) = match better(&all) {
        Some(made) => (all, made),
        // Together they do harm, so each has to show that it does none.
        None => {
            let alone =
                fixes.iter().filter(|fix| better(&fix.edits.iter().collect::<Vec<_>>()).is_some());
            let kept = joined(&alone.copied().collect::<Vec<_>>());
            let made = better(&kept)?;
            (kept, made)
        }
    };
    let source = sources.get(FileId::default());
    Some((made, edits.iter().map(|edit| Change::new(&sources, source, edit)).collect()))
}

/// The fix, where it is safe and in the file itself.
fn safe(fix: &Fix) -> Option<&Fix> {
    let here = fix.edits.iter().all(|edit| edit.span.file == FileId::default());
    (fix.confidence == Confidence::Safe && here).then_some(fix)
}

/// The edits in the order of their places. A fix that would touch what another one changes has to
/// wait for the next round.
fn joined<'f>(fixes: &[&'f Fix]) -> Vec<&'f Edit> {
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let clash = |edit: &Edit| {
            edits
                .iter()
                .any(|other| edit.span.start <= other.span.end && other.span.start <= edit.span.end)
        };
        if !fix.edits.iter().any(clash) {
            edits.extend(&fix.edits);
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

fn made(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        let Some(before) = text.get(done..range.start) else { continue };
        out.push_str(before);
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn looked_at(path: &Path, text: &str) -> (Sources, Problems) {
    let load = |used: &str| fs::read_to_string(used).map_err(|error| error.to_string());
    match Program::load(&disk::name(path), text, &load) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    }
}

impl Change {
    fn new(sources: &Sources, source: &Source, edit: &Edit) -> Change {
        let (line, column) = sources.position(edit.span);
        let before = source.text.get(edit.span.range()).unwrap_or_default();
        Change { line, column, before: one_line(before), after: one_line(&edit.text) }
    }

    /// `` changed `==` to `is` ``.
    pub fn words(&self) -> String {
        match (self.before.as_str(), self.after.as_str()) {
            (before, "") => format!("removed `{before}`"),
            ("", after) => format!("added `{after}`"),
            (before, after) => format!("changed `{before}` to `{after}`"),
        }
    }
}

/// Without line breaks, without the marks that could steer a terminal, and not too long.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> (String, Vec<String>) {
        let mut text = text.to_owned();
        let mut words = Vec::new();
        while let Some((better, made)) = round(Path::new("rules.flywheel"), &text) {
            text = better;
            words.extend(made.iter().map(Change::words));
        }
        (text, words)
    }

    #[test]
    fn what_is_safe_is_put_right_and_the_rest_stays() {
        let rules = "customer\n  NPS: number\n  vip: yes/no\nstage A\n  when NPS == 9 && !vip move to Bb\nstage B\n  resting\n";
        let (text, words) = mended(rules);
        assert_eq!(text, rules.replace("NPS == 9 && !vip", "NPS is 9 and not vip"));
        assert_eq!(
            words,
            ["changed `==` to `is`", "changed `&&` to `and`", "changed `!` to `not`"]
        );
    }

    #[test]
    fn a_text_in_order_stays_as_it_is() {
        assert_eq!(mended("stage A\n  resting\n").1, Vec::<String>::new());
    }
}
