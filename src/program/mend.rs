//! Changes a rule text as its safe fixes say, as long as that makes it better, and holds fixes to
//! their law.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::{Load, Program};
use crate::problems::{Confidence, Edit, FileId, Fix, Problems, Severity, Sources, made, register};
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
    mended_in(&[name], name, text, load)
}

/// The same for a file that is a part of some programs, each by the name of its first file. What is
/// put right is what the first program says, as long as no other is worse off.
pub fn mended_in(roots: &[&str], name: &str, text: &str, load: &Load<'_>) -> (String, Vec<Change>) {
    let look = |text: String| Look::at(roots, name, text, load);
    let mut now = look(text.to_owned());
    let mut changes = Vec::new();
    let mut work = Work::for_text(text);
    for _ in 0..ROUNDS {
        let Some((edits, next)) = now.round(&look, &mut work) else { break };
        changes.extend(edits.iter().map(|edit| Change::new(&now.first.sources, edit)));
        now = next;
    }
    (now.text, changes)
}

/// Makes a suggestion of each fix that claims to be safe, and that [`mended`] does not make in this
/// file: it is in another file, or leaves as much to be fixed.
pub fn only_safe(sources: &Sources, problems: &mut Problems, load: &Load<'_>) {
    let source = sources.get(FileId::default());
    let (file, name) = (FileId::default(), source.name.as_str());
    let first = View { file, sources: sources.clone(), problems: problems.clone() };
    let now = Look { text: source.text.clone(), first, others: Vec::new() };
    let mut made = now.made_by_fix(&|text| Look::at(&[name], name, text, load)).into_iter();
    for fix in problems.iter_mut().filter_map(|problem| problem.fix.as_mut()) {
        let is_made = safe(fix, file).is_some() && made.next() == Some(true);
        if fix.confidence == Confidence::Safe && !is_made {
            fix.confidence = Confidence::Likely;
        }
    }
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

/// A text with what is wrong with the programs that it is in.
struct Look {
    text: String,
    /// The program whose fixes are made.
    first: View,
    others: Vec<View>,
}

/// What is wrong with a program.
struct View {
    sources: Sources,
    problems: Problems,
    /// The text among its files.
    file: FileId,
}

impl Look {
    /// Without any program, the text is one of its own.
    fn at(roots: &[&str], name: &str, text: String, load: &Load<'_>) -> Look {
        let view = |root: &&str| View::of(root, name, &text, load);
        let (first, others) = roots.split_first().unwrap_or((&name, &[]));
        let (first, others) = (view(first), others.iter().map(view).collect());
        Look { text, first, others }
    }

    /// The edits of the safe fixes that do good, and what comes of them; `None` where there are
    /// none.
    fn round(&self, look: &dyn Fn(String) -> Look, work: &mut Work) -> Option<(Vec<Edit>, Look)> {
        let fixes = apart(&self.safe_fixes());
        let (good, next) = self.good(&fixes, look, work)?;
        Some((edits(&good).into_iter().cloned().collect(), next))
    }

    /// The fixes that claim to be safe, in the file itself.
    fn safe_fixes(&self) -> Vec<&Fix> {
        let View { problems, file, .. } = &self.first;
        problems.iter().filter_map(|problem| safe(problem.fix.as_ref()?, *file)).collect()
    }

    /// Those of some fixes that do good, alone and together, and what comes of them.
    fn good<'f>(
        &self,
        fixes: &[&'f Fix],
        look: &dyn Fn(String) -> Look,
        work: &mut Work,
    ) -> Option<(Vec<&'f Fix>, Look)> {
        let mut good = Vec::new();
        let mut most: Option<(&[&'f Fix], Look)> = None;
        let mut untried = vec![fixes];
        while let Some(some) = untried.pop() {
            match self.bettered(some, look, work) {
                // Nothing else is left to be tried.
                Some(all) if some.len() == fixes.len() => return Some((some.to_vec(), all)),
                Some(next) => {
                    good.extend(some);
                    if most.as_ref().is_none_or(|(most, _)| most.len() < some.len()) {
                        most = Some((some, next));
                    }
                }
                // One of them does harm. Each half may be without it.
                None if some.len() > 1 => {
                    let (first, second) = some.split_at(some.len() / 2);
                    untried.extend([second, first]);
                }
                None => {}
            }
        }
        match self.bettered(&good, look, work) {
            Some(all) => Some((good, all)),
            None => most.map(|(some, next)| (some.to_vec(), next)),
        }
    }

    /// What comes of some fixes, if that is better.
    fn bettered(
        &self,
        fixes: &[&Fix],
        look: &dyn Fn(String) -> Look,
        work: &mut Work,
    ) -> Option<Look> {
        let made = made(&self.text, edits(fixes).into_iter().map(Edit::parts));
        let next = (made != self.text && work.may_look_at(&made)).then(|| look(made))?;
        let mut others = self.others.iter().zip(&next.others);
        let good = self.first.is_bettered_by(&next.first, fixes.len())
            && others.all(|(now, next)| now.is_bettered_by(next, 0))
            && !next.first.is_wrong_at(&edits(fixes));
        good.then_some(next)
    }

    /// Whether the fixes that claim to be safe are made, in their order: those that touch others
    /// wait for their turn, so they are tried alone.
    fn made_by_fix(&self, look: &dyn Fn(String) -> Look) -> Vec<bool> {
        let mut work = Work::for_text(&self.text);
        let fixes = self.safe_fixes();
        let first = apart(&fixes);
        let good = self.good(&first, look, &mut work).map_or(Vec::new(), |(good, _)| good);
        let places = |fixes: &[&Fix]| -> HashSet<*const Fix> {
            fixes.iter().map(|fix| std::ptr::from_ref(*fix)).collect()
        };
        let (first, good) = (places(&first), places(&good));
        let is_made = |fix: &Fix, work: &mut Work| match first.contains(&std::ptr::from_ref(fix)) {
            true => good.contains(&std::ptr::from_ref(fix)),
            false => self.bettered(&[fix], look, work).is_some(),
        };
        fixes.into_iter().map(|fix| is_made(fix, &mut work)).collect()
    }
}

impl View {
    fn of(root: &str, name: &str, text: &str, load: &Load<'_>) -> View {
        let with_text = |used: &str| if used == name { Ok(text.to_owned()) } else { load(used) };
        let of_root = with_text(root).unwrap_or_default();
        let (sources, problems) = match Program::load(root, &of_root, &with_text) {
            Ok(program) => (program.sources, program.warnings),
            Err(refused) => (refused.sources, refused.problems),
        };
        match sources.files().iter().position(|source| source.name == name) {
            Some(place) => View { sources, problems, file: FileId::of(place) },
            // It says nothing of a file that it does not have.
            None => View { sources, problems: Problems::default(), file: FileId::default() },
        }
    }

    /// The law of what is done without anybody looking at it: each fix leaves one problem fewer,
    /// and no new one.
    /// Warnings that show only once the errors are gone are not new.
    fn is_bettered_by(&self, next: &View, fixes: usize) -> bool {
        let mut before: HashMap<(&str, &str), usize> = HashMap::new();
        for problem in self.problems.iter() {
            *before.entry((problem.code.id, &problem.title)).or_default() += 1;
        }
        let mut left = 0;
        for problem in next.problems.iter() {
            match before.get_mut(&(problem.code.id, problem.title.as_str())) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    left += 1;
                }
                Some(_) | None if problem.severity() == Severity::Warning => {}
                Some(_) | None => return false,
            }
        }
        left + fixes <= self.problems.iter().count()
    }

    /// Whether anything is still wrong where these edits were made: then they are half of what has
    /// to be written there at best.
    fn is_wrong_at(&self, edits: &[&Edit]) -> bool {
        let mut errors: Vec<Range<usize>> = Vec::new();
        for problem in self.problems.iter() {
            let here = problem.at.span.file == self.file;
            if !here || problem.severity() != Severity::Error {
                continue;
            }
            let span = problem.at.span.range();
            // What does not fit is often the word before or the word after.
            let follows = [register::SYNTAX, register::TYPES_DIFFER].contains(&problem.code);
            let text = &self.sources.get(self.file).text;
            let before = text.get(..span.start).filter(|_| follows).unwrap_or_default();
            let after = text.get(span.end..).filter(|_| follows).unwrap_or_default();
            let spaces = before.len() - before.trim_end_matches([' ', '\t']).len();
            let more = after.len() - after.trim_start_matches([' ', '\t']).len();
            errors.push(span.start - spaces..span.end + more);
        }
        errors.sort_by_key(|error| error.start);
        let (mut put_in, mut taken_out) = (0, 0);
        edits.iter().any(|edit| {
            let start = edit.span.range().start + put_in - taken_out;
            let end = start + edit.text.len();
            put_in += edit.text.len();
            taken_out += edit.span.range().len();
            let near = errors.partition_point(|error| error.start <= end);
            // Errors on one place are few, so those before the last ones are over.
            errors[..near].iter().rev().take(8).any(|error| start <= error.end)
        })
    }
}

/// How much may yet be read to see what comes of fixes.
struct Work {
    looks: usize,
    bytes: usize,
}

impl Work {
    fn for_text(text: &str) -> Work {
        Work { looks: 200, bytes: 2_000_000 + 10 * text.len() }
    }

    fn may_look_at(&mut self, text: &str) -> bool {
        let (looks, bytes) = (self.looks.checked_sub(1), self.bytes.checked_sub(text.len()));
        let (Some(looks), Some(bytes)) = (looks, bytes) else { return false };
        (self.looks, self.bytes) = (looks, bytes);
        true
    }
}

/// The fix, where it is safe and in the file itself.
fn safe(fix: &Fix, file: FileId) -> Option<&Fix> {
    let here = fix.edits.iter().all(|edit| edit.span.file == file);
    (fix.confidence == Confidence::Safe && here).then_some(fix)
}

/// Those of the fixes that do not touch each other. The others have to wait for the next round.
fn apart<'f>(fixes: &[&'f Fix]) -> Vec<&'f Fix> {
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    let mut apart: Vec<&Fix> = Vec::new();
    for fix in fixes {
        let clash = |edit: &Edit| {
            let before = places.range(..=edit.span.end).next_back();
            before.is_some_and(|(start, end)| {
                let (new, put_in) = (edit.span, start == end || edit.span.start == edit.span.end);
                new.start < *end || *start == new.end && put_in || new.start == *end && put_in
            })
        };
        if !fix.edits.iter().any(clash) {
            places.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            apart.push(fix);
        }
    }
    apart
}

/// The edits of fixes in the order of their places.
fn edits<'f>(fixes: &[&'f Fix]) -> Vec<&'f Edit> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span.start);
    edits
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
    fn half_of_a_fix_is_not_made() {
        for (line, still) in [
            ("NPS > 1e1", "NPS > 1e1"),
            ("NPS ! 9", "NPS ! 9"),
            // A rule in another dialect is one mistake, and a part of it needs a look.
            ("vip == 1 and NPS == 9", "vip == 1 and NPS == 9"),
        ] {
            let rules = |line: &str| {
                let customer = "customer\n  NPS: number\n  vip: yes/no\n";
                format!("{customer}stage A\n  when {line} move to B\nstage B\n  resting\n")
            };
            assert_eq!(mended(&rules(line)).0, rules(still));
        }
    }

    #[test]
    fn a_long_chain_is_one_problem() {
        let chain = " < n".repeat(100);
        let rules = format!("customer\n  n: number\nstage A\n  when 0{chain} tag \"x\"\n");
        let refused = Program::parse("rules.flywheel", &rules).unwrap_err();
        assert_eq!(refused.problems.iter().count(), 1);
    }

    #[test]
    fn a_part_is_mended_by_its_programs() {
        let part = "let happy = NPS == 9\nlet gone = left == 1\n";
        let main = |types: &str| {
            format!("customer\n{types}use \"part\"\nstage A\n  when happy and gone tag \"x\"\n")
        };
        let (one, other) = (main("  NPS: number\n  left: number\n"), main("  NPS: number\n"));
        let load = |name: &str| match name {
            "one" => Ok(one.clone()),
            "other" => Ok(other.clone()),
            "without" => Ok("stage A\n  resting\n".to_owned()),
            name => Err(name.to_owned()),
        };
        let mended = |roots: &[&str]| mended_in(roots, "part", part, &load).0;
        let all = part.replace("==", "is");
        assert_eq!(mended(&["one"]), all);
        // That something else is wrong in another program is no reason not to.
        assert_eq!(mended(&["one", "other"]), all);
        // One that does not use the file says nothing of it.
        assert_eq!(mended(&["without"]), part);
    }

    #[test]
    fn a_text_in_order_stays_as_it_is() {
        assert_eq!(mended("stage A\n  resting\n").1, Vec::<String>::new());
    }
}
