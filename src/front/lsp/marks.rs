//! Problems as editors show them.

use std::collections::{BTreeMap, HashSet};

use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Message,
};

use super::analysis::Analysis;
use super::client::Client;
use super::files::Files;
use crate::problems::register::{NEVER_FIRES, SHADOWED, UNUSED_ARM, UNUSED_GIFT, UNUSED_LET};
use crate::problems::{Problem, Severity};

/// The marks in files.
#[derive(Default)]
pub(super) struct Marks {
    /// By name, in order.
    pub of: BTreeMap<String, Vec<Diagnostic>>,
    /// All of them.
    seen: HashSet<(String, Diagnostic)>,
}

impl Marks {
    /// Adds marks for some problems of a program to those of others.
    pub(super) fn add<'p>(
        &mut self,
        analysis: &Analysis,
        problems: impl Iterator<Item = &'p Problem>,
        (files, client): (&Files, &Client),
    ) {
        for problem in problems {
            let name = files.called(analysis.name(problem.at.span.file));
            let mark = mark(analysis, problem, files, client);
            // Several programs may use the file, and say the same of it.
            if self.seen.insert((name.clone(), mark.clone())) {
                self.of.entry(name).or_default().push(mark);
            }
        }
    }
}

fn mark(analysis: &Analysis, problem: &Problem, files: &Files, client: &Client) -> Diagnostic {
    let encoding = client.encoding;
    let severity = match problem.severity() {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
    };
    let related = |label: &crate::problems::Label| DiagnosticRelatedInformation {
        location: analysis.location(label.span, files, encoding),
        message: label.text.clone(),
    };
    let others = problem.others.iter().map(related).collect::<Vec<_>>();
    let has_others = client.can.related_places && !others.is_empty();
    let unused = [UNUSED_ARM, UNUSED_GIFT, UNUSED_LET, NEVER_FIRES, SHADOWED];
    Diagnostic {
        range: analysis.range(problem.at.span, encoding),
        severity: Some(severity),
        code: Some(Code::String(problem.code.id.to_owned())),
        code_description: None,
        source: Some("flywheel".to_owned()),
        message: Message::String(words(problem)),
        tags: unused.contains(&problem.code).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: has_others.then_some(others),
        data: None,
    }
}

/// What is wrong, what is there, and what to write instead.
pub(super) fn words(problem: &Problem) -> String {
    let mut words = problem.title.clone();
    // With other places, the label only makes sense next to theirs.
    if problem.others.is_empty() && !problem.at.text.is_empty() {
        words.push_str(&format!("\n{}", problem.at.text));
    }
    if let Some(help) = &problem.help {
        words.push_str(&format!("\nhelp: {help}"));
    }
    if let Some(example) = &problem.example {
        words.push_str(&format!("\nfor example:\n{}", example.trim_end()));
    }
    words
}
