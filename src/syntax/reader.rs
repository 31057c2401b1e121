//! From the nodes of the grammar to the tree. Each kind of declaration has a file of its own;
//! here is what they share.
//!
//! A reader's functions give `None` where nothing can stand in the tree; the problem is then
//! already told.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::draft::Draft;
use super::parser::{Node, Rule, end};
use super::question::quotes_in;
use super::tree::{Declaration, Let, Name, Text, Use};
use crate::problems::{Code, Fix, Problem, Problems, Span, register};

/// Reads the nodes of one draft.
pub(super) struct Reader<'a> {
    draft: &'a Draft<'a>,
    problems: &'a mut Problems,
    /// How many levels of the tree lie above what is being read.
    pub depth: usize,
    /// Whether it was told that they are too many.
    pub too_deep: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(draft: &'a Draft<'a>, problems: &'a mut Problems) -> Reader<'a> {
        Reader { draft, problems, depth: 0, too_deep: false }
    }

    /// `let name = expression`.
    fn binding(&mut self, node: Node<'_>) -> Option<Let> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_let)?;
        let name = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::equals)?;
        let value = self.expression(parts.take(Rule::expression)?);
        parts.end();
        Some(Let { span, name, value })
    }

    /// `use "shared.flywheel"`.
    fn use_file(&mut self, node: Node<'_>) -> Option<Use> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_use)?;
        let path = self.text(&parts.take(Rule::text)?);
        parts.end();
        Some(Use { span, path })
    }

    /// All declarations of a file.
    pub(super) fn declarations(&mut self, file: Node<'_>) -> Vec<Declaration> {
        let mut parts = Children::of(file);
        let mut declarations = Vec::new();
        // What follows something in the wrong place is in the wrong place for the same reason.
        let mut misplaced = false;
        while let Some(part) = parts.any() {
            if is_of_a_stage(part.as_rule()) {
                if !misplaced {
                    self.outside_a_stage(&part);
                }
                misplaced = true;
                continue;
            }
            misplaced = part.as_rule() == Rule::customer && self.in_a_name(&part);
            if !misplaced {
                declarations.extend(self.declaration(part));
            }
        }
        declarations
    }

    /// `stage Regular customer`: the word begins a declaration, and was meant as part of the name.
    fn in_a_name(&mut self, customer: &Node<'_>) -> bool {
        let span = self.first_word(customer);
        let before = self.draft.source().get(..span.range().start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        let Some(name) = line.strip_prefix("stage ").filter(|name| !name.contains(' ')) else {
            return false;
        };
        let fixed = "\"customer\"";
        let title = "The name of a stage is one word";
        let problem = Problem::new(register::SYNTAX, title, span, "this begins a declaration");
        let help = format!(
            "write `stage {name} {fixed}`, which describes the stage, or `stage {name}_customer`"
        );
        self.report(problem.help(help).fix(Fix::likely(span, fixed)));
        true
    }

    /// One declaration; nothing of what is none.
    pub(super) fn declaration(&mut self, node: Node<'_>) -> Option<Declaration> {
        match node.as_rule() {
            Rule::header => self.header(node).map(Declaration::Header),
            Rule::customer => self.customer(node).map(Declaration::Customer),
            Rule::binding => self.binding(node).map(Declaration::Let),
            Rule::gift => self.gift(node).map(Declaration::Gift),
            Rule::stage => self.stage(node).map(Declaration::Stage),
            Rule::any_stage => self.any_stage(node).map(Declaration::AnyStage),
            Rule::use_file => self.use_file(node).map(Declaration::Use),
            Rule::score | Rule::balance => self.score(node).map(Declaration::Score),
            Rule::limit => self.limit(node).map(Declaration::Limit),
            Rule::pause => self.pause(node).map(Declaration::Pause),
            Rule::group => self.group(node).map(Declaration::Group),
            Rule::assert => self.assert(node).map(Declaration::Assert),
            Rule::experiment => self.experiment(node).map(Declaration::Experiment),
            Rule::test => self.test(node).map(Declaration::Test),
            Rule::simulate => self.simulate(node).map(Declaration::Simulate),
            Rule::report => self.a_report(node).map(Declaration::Report),
            Rule::score_head | Rule::balance_head => self.score_head(node).map(Declaration::Score),
            Rule::test_head => self.test_head(node).map(Declaration::Test),
            Rule::simulate_head => self.simulate_head(node).map(Declaration::Simulate),
            Rule::report_head => Some(Declaration::Report(self.report_head(&node))),
            rule if is_of_a_stage(rule) => {
                self.outside_a_stage(&node);
                None
            }
            _ => None,
        }
    }

    fn outside_a_stage(&mut self, node: &Node<'_>) {
        let span = self.first_word(node);
        let title = if node.as_rule() == Rule::stage_rule {
            "This rule is not in a stage"
        } else {
            "This is not in a stage"
        };
        self.report(
            Problem::new(register::MISPLACED, title, span, "no `stage` begins above this").help(
                "put it under the `stage` it applies to, or under `any stage` if it applies to \
                 every stage",
            ),
        );
    }

    /// What the file has at a place.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.draft.source().get(span.range()).unwrap_or_default()
    }

    /// The question in a text, which is read by a grammar of its own.
    pub(super) fn question_in(&self, inside: Span) -> Draft<'a> {
        let edits = quotes_in(self.written(inside), inside.range().start);
        Draft::with_edits(inside.file, self.draft.source(), inside.range(), edits)
    }

    pub(super) fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    pub(super) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Tells a problem that needs no more than a title, words at the place, and help.
    pub(super) fn tell(&mut self, code: Code, span: Span, title: &str, label: &str, help: &str) {
        self.report(Problem::new(code, title, span, label).help(help));
    }

    /// The place of a node, without the white space behind it.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        self.draft.span(node.as_span().start()..end(node))
    }

    /// The place of the word or mark that a node begins with.
    pub(super) fn first_word(&self, node: &Node<'_>) -> Span {
        let mut first = node.clone();
        while let Some(child) = first.clone().into_inner().next() {
            first = child;
        }
        self.span(&first)
    }

    /// Whether nothing but white space stands before a node on its line.
    pub(super) fn begins_line(&self, node: &Node<'_>) -> bool {
        let before = self.draft.text().get(..node.as_span().start()).unwrap_or_default();
        before.rsplit(['\n', '\r']).next().is_some_and(|line| line.trim().is_empty())
    }

    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        Name { text: node.as_str().to_owned(), span: self.span(node) }
    }

    /// A text with its escapes resolved.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Text {
        let span = self.span(node);
        let inside = node.as_str();
        let inside = inside.strip_prefix('"').unwrap_or(inside);
        let inside = inside.strip_suffix('"').unwrap_or(inside);
        let mut text = String::with_capacity(inside.len());
        let mut characters = inside.char_indices();
        while let Some((at, character)) = characters.next() {
            if character != '\\' {
                text.push(character);
                continue;
            }
            match characters.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, same @ ('"' | '\\'))) => text.push(same),
                Some((_, other)) => {
                    let start = node.as_span().start() + 1 + at;
                    let place = self.draft.span(start..start + 1 + other.len_utf8());
                    self.unknown_escape(place, other);
                    text.push(other);
                }
                None => {}
            }
        }
        Text { text, span }
    }

    fn unknown_escape(&mut self, span: Span, character: char) {
        self.report(
            Problem::new(
                register::BAD_LITERAL,
                format!("`\\{character}` means nothing in a text"),
                span,
                "only `\\\"`, `\\\\` and `\\n` do",
            )
            .help(format!("for a backslash, write `\\\\{character}`")),
        );
    }

    /// Takes a part that may be said once; says so when it is there already.
    pub(super) fn once<T>(&mut self, place: &mut Option<T>, value: T, span: Span, what: &str) {
        if place.is_some() {
            self.report(
                Problem::new(
                    register::TWICE,
                    format!("{what} appears twice"),
                    span,
                    "this is the second one",
                )
                .help("keep one of the two"),
            );
        } else {
            *place = Some(value);
        }
    }
}

/// Whether it belongs under a stage.
fn is_of_a_stage(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::stage_rule
            | Rule::on_entering
            | Rule::resting
            | Rule::refers
            | Rule::capacity
            | Rule::if_leaking
    )
}
