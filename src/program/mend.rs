//! Changes a rule text as its safe fixes say, as long as that makes it better, and holds fixes to
//! their law.

use std::collections::HashMap;

use super::{Load, Program};
use crate::problems::{Confidence, Edit, FileId, Fix, Problems, Severity, Sources};
use crate::syntax::Sense;

/// A fix may let more of the file be read, and that may show the next one. So often at most.
const ROUNDS: usize = 20;

/// One change that was made, for a person to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line, from 1, in the text as it was when the change was made.
    pub line: usize,
    /// The column in that line, from 1; it counts characters.
    pub column: usize,
    /// What was there.
    pub before: String,
    /// What is there now.
    pub after: String,
}

/// A rule file with all that is safe to put right put right, and what that was. The files that it
/// uses stay as they are.
pub fn mended(name: &str, text: &str, load: &Load<'_>) -> (String, Vec<Change>) {
    let look = |text: String| Look::at(name, text, load);
    let mut now = look(text.to_owned());
    let mut changes = Vec::new();
    for _ in 0..ROUNDS {
        let Some((edits, next)) = now.round(&look) else { break };
        changes.extend(edits.iter().map(|edit| Change::new(&now.sources, edit)));
        now = next;
    }
    (now.text, changes)
}

/// Makes a suggestion of each fix that claims to be safe, and would change what the file says.
pub(super) fn hold_to_the_law(sources: &Sources, problems: &mut Problems) {
    let mut senses: HashMap<FileId, Sense<'_>> = HashMap::new();
    for fix in problems.iter_mut().filter_map(|problem| problem.fix.as_mut()) {
        let Some(file) = fix.edits.first().map(|edit| edit.span.file) else { continue };
        let alone = fix.edits.iter().all(|edit| edit.span.file == file);
        let sense = senses.entry(file).or_insert_with(|| Sense::of(&sources.get(file).text));
        if fix.confidence == Confidence::Safe && !(alone && sense.is_kept(fix)) {
            fix.confidence = Confidence::Likely;
        }
    }
}

/// A text with what is wrong with it.
struct Look {
    text: String,
    sources: Sources,
    problems: Problems,
    errors: usize,
}

impl Look {
    fn at(name: &str, text: String, load: &Load<'_>) -> Look {
        let (sources, problems) = match Program::load(name, &text, load) {
            Ok(program) => (program.sources, program.warnings),
            Err(refused) => (refused.sources, refused.problems),
        };
        let errors = problems.count(Severity::Error);
        Look { text, sources, problems, errors }
    }

    /// The edits of all safe fixes, and what comes of them; `None` where there are none.
    fn round(&self, look: &dyn Fn(String) -> Look) -> Option<(Vec<Edit>, Look)> {
        let fixes = self.problems.iter().filter_map(|problem| safe(problem.fix.as_ref()?));
        let fixes: Vec<&Fix> = fixes.collect();
        let better = |edits: &[&Edit]| {
            let made = made(&self.text, edits);
            let next = (made != self.text).then(|| look(made))?;
            (next.errors <= self.errors).then_some(next)
        };
        let all = joined(&fixes);
        let owned = |edits: Vec<&Edit>| edits.into_iter().cloned().collect();
        if let Some(next) = better(&all)
            && (fixes.len() == 1 || next.errors < self.errors)
        {
            return Some((owned(all), next));
        }
        // One of them may do harm that another one makes up for, so each has to show that it
        // does none.
        let harmless = |fix: &&&Fix| better(&fix.edits.iter().collect::<Vec<_>>()).is_some();
        let kept: Vec<&Fix> = fixes.iter().filter(harmless).copied().collect();
        let kept = joined(&kept);
        let next = better(&kept)?;
        Some((owned(kept), next))
    }
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

impl Change {
    fn new(sources: &Sources, edit: &Edit) -> Change {
        let (line, column) = sources.position(edit.span);
        let before = sources.text(edit.span);
        Change { line, column, before: one_line(before), after: one_line(&edit.text) }
    }

    /// `` `==` is now `is` ``.
    pub fn words(&self) -> String {
        match (self.before.as_str(), self.after.as_str()) {
            ("", "") => "an odd space is now a plain one".to_owned(),
            (before, "") => format!("`{before}` is taken out"),
            ("", after) => format!("`{after}` is put in"),
            (before, after) => format!("`{before}` is now `{after}`"),
        }
    }
}

/// Without line breaks, without the marks that could steer a terminal, and not too long.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let hidden = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let line: String = words.join(" ").chars().filter(|c| !c.is_control() && !hidden(c)).collect();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> (String, Vec<String>) {
        let (text, changes) = super::mended("rules.flywheel", text, &|_| Err(String::new()));
        (text, changes.iter().map(Change::words).collect())
    }

    #[test]
    fn what_is_safe_is_put_right_and_the_rest_stays() {
        let rules = "customer\n  NPS: number\n  vip: yes/no\nstage A\n  when NPS == 9 && !vip move to Bb\nstage B\n  resting\n";
        let (text, words) = mended(rules);
        assert_eq!(text, rules.replace("NPS == 9 && !vip", "NPS is 9 and not vip"));
        assert_eq!(words, ["`==` is now `is`", "`&&` is now `and`", "`!` is now `not`"]);
    }

    #[test]
    fn a_text_in_order_stays_as_it_is() {
        assert_eq!(mended("stage A\n  resting\n").1, Vec::<String>::new());
    }
}
