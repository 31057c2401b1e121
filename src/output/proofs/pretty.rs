//! Answers for people.

use crate::problems::{Ink, Look, Sources, shown};
use crate::tools::questions::{Answered, Point, Verdict};

pub(super) fn pretty(answers: &[Answered], sources: &Sources, look: Look) -> String {
    let mut out = String::new();
    for answered in answers {
        out.push_str(&one(answered, sources, look));
        out.push('\n');
    }
    let count = |verdict| answers.iter().filter(|answered| answered.verdict == verdict).count();
    let counts = [Verdict::Proved, Verdict::Counterexample, Verdict::NotProved]
        .into_iter()
        .map(|verdict| (count(verdict), verdict.words()))
        .filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, words)| format!("{count} {words}")).collect();
    let ink = if count(Verdict::Proved) == answers.len() { Ink::Help } else { Ink::Error };
    out.push_str(&format!("{}\n", look.paint(ink, &counts.join(", "))));
    out
}

fn one(answered: &Answered, sources: &Sources, look: Look) -> String {
    let Answered { question, verdict, sentence, points, assumed, test, .. } = answered;
    let ink = match verdict {
        Verdict::Proved => Ink::Help,
        Verdict::Counterexample => Ink::Error,
        Verdict::NotProved => Ink::Warning,
    };
    let tag = format!("{}:", verdict.words());
    let question = look.wrap(&shown(question), tag.len() + 1, 2);
    let mut out = format!("{} {question}\n", look.paint(ink, &tag));
    let mut line = |text: &str| {
        out.push_str(&format!("  {}\n", look.wrap(&shown(text), 2, 2)));
    };
    line(sentence);
    points.iter().for_each(|point| line(&placed(point, sources)));
    if !assumed.is_empty() {
        line(&format!("assumed: {}", assumed.join(" ")));
    }
    if let Some(test) = test {
        out.push_str("  for example:\n");
        for line in test.lines() {
            out.push_str(&format!("    {}\n", shown(line)));
        }
    }
    out
}

/// `rules.flywheel:12:3: customers who meet this move to ...`
fn placed(point: &Point, sources: &Sources) -> String {
    match point.span {
        Some(span) => {
            let (line, column) = sources.position(span);
            format!("{}:{line}:{column}: {}", sources.get(span.file).name, point.text)
        }
        None => point.text.clone(),
    }
}
