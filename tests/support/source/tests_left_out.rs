//! Leaves out of a run of tokens just the items that are compiled for tests only.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What is left of some tokens, and the names of the modules of tests that have files of their own.
pub(super) struct Kept {
    pub tokens: Vec<TokenTree>,
    pub test_modules: Vec<String>,
}

/// Leaves out each item behind `#[cfg(test)]`, on this level only: what stands inside brackets is
/// looked at when they are opened. Fails on an item whose end cannot be told.
pub(super) fn without_tests(stream: TokenStream) -> Result<Kept, String> {
    let all: Vec<TokenTree> = stream.into_iter().collect();
    let mut kept = Kept { tokens: Vec::new(), test_modules: Vec::new() };
    let mut at = 0;
    while at < all.len() {
        if is_test_only(&all[at..], true) {
            // All of this module is tests.
            return Ok(Kept { tokens: Vec::new(), ..kept });
        }
        if !is_test_only(&all[at..], false) {
            kept.tokens.push(all[at].clone());
            at += 1;
            continue;
        }
        let item = past_attributes(&all, at);
        let line = all[at].span().start().line;
        let end = end(&all, item)
            .ok_or_else(|| format!("line {line}: what follows `#[cfg(test)]` has no clear end"))?;
        kept.test_modules.extend(module_in_a_file(&all[item..end]));
        at = end;
    }
    Ok(kept)
}

/// Whether an attribute begins here that says `cfg(test)` or `cfg(all(test, ...))`.
fn is_test_only(tokens: &[TokenTree], inner: bool) -> bool {
    let attribute = match tokens {
        [hash, bang, group, ..] if inner && is_mark(hash, '#') && is_mark(bang, '!') => group,
        [hash, group, ..] if !inner && is_mark(hash, '#') => group,
        _ => return false,
    };
    let TokenTree::Group(attribute) = attribute else { return false };
    let inside: String = attribute.stream().to_string();
    let inside: String = inside.split_whitespace().collect();
    inside == "cfg(test)" || inside.starts_with("cfg(all(test,")
}

/// The place behind all attributes that begin at a place.
fn past_attributes(tokens: &[TokenTree], mut at: usize) -> usize {
    while tokens.get(at).is_some_and(|token| is_mark(token, '#')) {
        at += 2;
    }
    at
}

/// Where the item that begins at a place ends.
fn end(tokens: &[TokenTree], start: usize) -> Option<usize> {
    let keyword = tokens[start..].iter().find_map(|token| {
        let TokenTree::Ident(word) = token else { return None };
        let word = word.to_string();
        let before = ["pub", "unsafe", "async", "const", "extern", "default"];
        let is_const_item = word == "const" && !says_fn(&tokens[start..]);
        (is_const_item || !before.contains(&word.as_str())).then_some(word)
    })?;
    let by_brace = match keyword.as_str() {
        "use" | "const" | "static" | "type" | "let" | "crate" => false,
        "mod" | "fn" | "impl" | "trait" | "enum" | "union" | "struct" | "macro_rules" => true,
        // A call of a macro is one too.
        _ if tokens.get(start + 1).is_some_and(|token| is_mark(token, '!')) => true,
        // A statement ends with its mark; a field or an arm has another, or none.
        _ => {
            let mut rest = tokens[start..].iter();
            let mark = rest.find(|token| {
                [';', ',', '='].iter().any(|mark| is_mark(token, *mark))
                    || is_group(token, Delimiter::Brace)
            })?;
            if !is_mark(mark, ';') {
                return None;
            }
            false
        }
    };
    let ends =
        |token: &TokenTree| is_mark(token, ';') || by_brace && is_group(token, Delimiter::Brace);
    tokens[start..].iter().position(ends).map(|length| start + length + 1)
}

/// Whether an item that begins with `const` is a function.
fn says_fn(item: &[TokenTree]) -> bool {
    let words = item.iter().take_while(|token| matches!(token, TokenTree::Ident(_)));
    words.map(TokenTree::to_string).any(|word| word == "fn" || word == "extern")
}

/// The name of the module, if the item is one whose text stands in another file.
fn module_in_a_file(item: &[TokenTree]) -> Option<String> {
    match item {
        [.., TokenTree::Ident(keyword), TokenTree::Ident(name), last]
            if keyword == "mod" && is_mark(last, ';') =>
        {
            Some(name.to_string())
        }
        _ => None,
    }
}

pub(super) fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

pub(super) fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// Whether `::` stands at the beginning of some tokens.
pub(super) fn is_path_mark(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Punct(first), second, ..] => {
            first.as_char() == ':' && first.spacing() == Spacing::Joint && is_mark(second, ':')
        }
        _ => false,
    }
}
