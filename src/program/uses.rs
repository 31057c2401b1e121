//! Which files a text uses, without reading all of it as rules.

use super::gather::used_name;
use crate::syntax::{WordKind, words};

/// The names of the files that a text, which is called `name`, uses: each text after a word `use`.
pub fn files_used(name: &str, text: &str) -> Vec<String> {
    let words = words(text);
    let paths = words.windows(2).filter_map(|pair| match pair {
        [word, path] if word.text == "use" && path.kind == WordKind::Text => Some(path.text),
        _ => None,
    });
    let inside = |text: &str| text.get(1..text.len() - 1).map(unescaped);
    paths.filter_map(inside).map(|path| used_name(name, &path)).collect()
}

/// What is between the quotation marks of a text, with its escapes resolved.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.extend(letters.next().map(|it| if it == 'n' { '\n' } else { it })),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::files_used;
    use crate::program::Reading;

    #[test]
    fn a_file_is_used_anywhere_in_a_line() {
        let text = "\u{feff}flywheel \"q#1\" use \"a\" use \"b\"\n# use \"c\"\nuse\n  \"e\"\n\
                    stage A\n  resting\n  if leaking \"see use \\\"f\\\"\" use \"g\" # use \"h\"\n";
        let used = files_used("/rules/main", text);
        assert_eq!(used, ["/rules/a", "/rules/b", "/rules/e", "/rules/g"]);
        // These are the files that a program asks for.
        let asked = std::cell::RefCell::new(Vec::new());
        Reading::of("/rules/main", text, &|name| {
            asked.borrow_mut().push(name.to_owned());
            Ok(String::new())
        });
        assert_eq!(*asked.borrow(), used);
    }
}
