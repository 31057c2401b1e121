//! The names that a text of Rust says: paths in full, macros and methods.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::tests_left_out::{Kept, is_group, is_mark, is_path_mark, without_tests};

/// A name as it is meant: `crate::eval::Fault` also where `super::Fault` is written. A macro ends
/// with `!`, and a method or field begins with `.`. What a `use` takes whole ends with `::*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub text: String,
    pub line: usize,
}

/// What a file names outside of its tests.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub names: Vec<Name>,
    /// The modules that are tests and have files of their own, with the modules that they are in.
    pub test_modules: Vec<Vec<String>>,
}

impl Names {
    /// The names in the text of a module.
    pub(crate) fn of(text: &str, module: &[String]) -> Result<Names, String> {
        let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
        let mut names = Names::default();
        names.stream(tokens, module)?;
        Ok(names)
    }

    fn stream(&mut self, stream: TokenStream, module: &[String]) -> Result<(), String> {
        let Kept { tokens, test_modules } = without_tests(stream)?;
        let inside = |name: String| module.iter().cloned().chain([name]).collect();
        self.test_modules.extend(test_modules.into_iter().map(inside));
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Group(group) => {
                    let inner = match (at.checked_sub(3).map(|from| &tokens[from..at - 1]), group) {
                        (Some([TokenTree::Ident(word), TokenTree::Ident(name)]), group)
                            if word == "mod" && group.delimiter() == Delimiter::Brace =>
                        {
                            inside(name.to_string())
                        }
                        _ => module.to_vec(),
                    };
                    self.stream(group.stream(), &inner)?;
                }
                TokenTree::Ident(_) => {
                    let method = at >= 2
                        && is_mark(&tokens[at - 2], '.')
                        && !(at >= 3 && is_mark(&tokens[at - 3], '.'));
                    at = self.path(&tokens, at - 1, &[], method, module)?;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
        Ok(())
    }

    /// Takes the path that begins at a place, behind those parts of it that were read before, and
    /// gives the place behind it.
    fn path(
        &mut self,
        tokens: &[TokenTree],
        mut at: usize,
        before: &[String],
        method: bool,
        module: &[String],
    ) -> Result<usize, String> {
        let line = tokens[at].span().start().line;
        let mut parts = before.to_vec();
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(word)) => {
                    let word = word.to_string();
                    let word = word.trim_start_matches("r#");
                    // `a::{self}` is `a`.
                    if word != "self" || parts.is_empty() {
                        parts.push(word.to_owned());
                    }
                }
                Some(token) if is_mark(token, '*') && !parts.is_empty() => {
                    parts.push("*".to_owned());
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.tree(group.stream(), &parts, module)?;
                    return Ok(at + 1);
                }
                _ => break,
            }
            at += 1;
            let goes_on = tokens.get(at + 2).is_some_and(|token| {
                matches!(token, TokenTree::Ident(_))
                    || is_mark(token, '*')
                    || is_group(token, Delimiter::Brace)
            });
            if !(goes_on && is_path_mark(&tokens[at..])) {
                break;
            }
            at += 2;
        }
        let is = |at: usize, mark| tokens.get(at).is_some_and(|token| is_mark(token, mark));
        let renamed = matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "as");
        let mut text = meant(&parts, module);
        if (renamed || !before.is_empty()) && is_root(&text) {
            // With another name for all of it, anything in it could be said.
            text += "::*";
        }
        if is(at, '!') && !is(at + 1, '=') {
            text.push('!');
        }
        if method {
            text.insert(0, '.');
        }
        self.names.push(Name { text, line });
        Ok(at)
    }

    /// The branches of a `use` behind what they share.
    fn tree(
        &mut self,
        stream: TokenStream,
        before: &[String],
        module: &[String],
    ) -> Result<(), String> {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let begins = at == 0 || is_mark(&tokens[at - 1], ',');
            if begins && !is_mark(token, ',') {
                at = self.path(&tokens, at, before, false, module)?.max(at + 1);
            } else {
                at += 1;
            }
        }
        Ok(())
    }
}

/// Whether a name is a whole crate.
fn is_root(text: &str) -> bool {
    matches!(text, "crate" | "std" | "core" | "flywheel")
}

/// A path from the crate where it is written from a module.
fn meant(parts: &[String], module: &[String]) -> String {
    let upwards = parts.iter().take_while(|part| *part == "super").count();
    let (up, rest) = match parts.first().map(String::as_str) {
        Some("super") => (upwards, &parts[upwards..]),
        Some("self") if parts.len() > 1 => {
            let more = parts[1..].iter().take_while(|part| *part == "super").count();
            (more, &parts[1 + more..])
        }
        _ => return parts.join("::"),
    };
    let base = module.iter().take(module.len().saturating_sub(up));
    let whole = ["crate".to_owned()];
    whole.iter().chain(base).chain(rest).cloned().collect::<Vec<_>>().join("::")
}
