//! From the nodes of the grammar to the tree. Each kind of declaration has a file of its own;
//! here is what they share.
//!
//! A reader's functions give `None` where nothing can stand in the tree; the problem is then
//! already told.

use super::children::Children;
use super::draft::Draft;
use super::parser::{Node, Rule, end};
use super::tree::{Broken, Declaration, Let, Name, Text};
use crate::report::{Code, Problem, Problems, Span, register};

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
    pub fn new(draft: &'a Draft<'a>, problems: &'a mut Problems) -> Reader<'a> {
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

    /// All declarations of a file.
    pub fn declarations(&mut self, file: Node<'_>) -> Vec<Declaration> {
        let mut parts = Children::of(file);
        let mut declarations = Vec::new();
        while let Some(part) = parts.any() {
            declarations.extend(self.declaration(part));
        }
        declarations
    }

    fn declaration(&mut self, node: Node<'_>) -> Option<Declaration> {
        match node.as_rule() {
            Rule::header => self.header(node).map(Declaration::Header),
            Rule::customer => self.customer(node).map(Declaration::Customer),
            Rule::binding => self.binding(node).map(Declaration::Let),
            Rule::gift => self.gift(node).map(Declaration::Gift),
            Rule::stage => self.stage(node).map(Declaration::Stage),
            Rule::any_stage => self.any_stage(node).map(Declaration::AnyStage),
            Rule::later_declaration => self.later_declaration(node),
            Rule::stage_rule
            | Rule::on_entering
            | Rule::resting
            | Rule::refers
            | Rule::later_statement => {
                self.outside_a_stage(&node);
                None
            }
            _ => None,
        }
    }

    fn outside_a_stage(&mut self, node: &Node<'_>) {
        let span = self.first_word(node);
        let title = match node.as_rule() {
            Rule::stage_rule => "This rule stands outside any stage",
            _ => "This stands outside any stage",
        };
        self.report(Problem::new(register::MISPLACED, title, span, "no stage is open here").help(
            "put it under the `stage` that it is for, or under `any stage` if it holds in \
                 every stage",
        ));
    }

    /// A declaration that the language will have later.
    fn later_declaration(&mut self, node: Node<'_>) -> Option<Declaration> {
        let span = self.span(&node);
        let word = self.first_word(&node);
        let node = Children::of(node).any()?;
        let rule = node.as_rule();
        self.not_yet(word, node.as_str().split_whitespace().next().unwrap_or_default());
        let mut parts = Children::of(node);
        match rule {
            Rule::score => {
                parts.take(Rule::kw_score)?;
                let name = self.name(&parts.take(Rule::name)?);
                Some(Declaration::Broken(Broken { span, name: Some(name) }))
            }
            // Any name may stand in the file that is not read.
            Rule::use_file => Some(Declaration::Broken(Broken { span, name: None })),
            _ => None,
        }
    }

    /// Tells that a part of the language is to come.
    pub fn not_yet(&mut self, span: Span, what: &str) {
        self.report(
            Problem::new(
                register::NOT_YET,
                format!("`{what}` is not part of flywheel yet"),
                span,
                "this version cannot read it",
            )
            .help("take it out; everything else is read and checked"),
        );
    }

    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Tells a problem that needs no more than a title, words at the place, and help.
    pub fn tell(&mut self, code: Code, span: Span, title: &str, label: &str, help: &str) {
        self.report(Problem::new(code, title, span, label).help(help));
    }

    /// The place of a node, without the white space behind it.
    pub fn span(&self, node: &Node<'_>) -> Span {
        self.draft.span(node.as_span().start()..end(node))
    }

    /// The place of the word or mark that a node begins with.
    pub fn first_word(&self, node: &Node<'_>) -> Span {
        let mut first = node.clone();
        while let Some(child) = first.clone().into_inner().next() {
            first = child;
        }
        self.span(&first)
    }

    pub fn name(&self, node: &Node<'_>) -> Name {
        Name { text: node.as_str().to_owned(), span: self.span(node) }
    }

    /// A text with its escapes resolved.
    pub fn text(&mut self, node: &Node<'_>) -> Text {
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
                format!("`\\{character}` has no meaning in a text"),
                span,
                "only `\\\"`, `\\\\` and `\\n` have one",
            )
            .help(format!("for the backslash itself, write `\\\\{character}`")),
        );
    }

    /// Takes a part that may be said once; says so when it is there already.
    pub fn once<T>(&mut self, place: &mut Option<T>, value: T, span: Span, what: &str) {
        if place.is_some() {
            self.report(
                Problem::new(
                    register::TWICE,
                    format!("{what} is given twice"),
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
