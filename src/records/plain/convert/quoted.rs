//! Texts in quotation marks in a cell of CSV, as mail tools write tags: `"VIP","Blog, weekly"`.

use std::borrow::Cow;

/// What parts such texts where the rules do not say it.
const COMMA: &str = ",";

/// The texts of a cell that begins with a quotation mark. A mark within a text is doubled, and what
/// is between two marks is not split. `None` if the cell is not written that way.
pub(super) fn quoted<'a>(cell: &'a str, split: Option<&str>) -> Option<Vec<Cow<'a, str>>> {
    let split = split.filter(|split| !split.is_empty());
    // Without a word on how to split, a text is one text unless all of it is in marks.
    let strict = split.is_none();
    let split = split.unwrap_or(COMMA);
    let mut rest = cell.trim_start();
    if !cell.contains('"') || strict && !rest.starts_with('"') {
        return None;
    }
    let mut texts = Vec::new();
    loop {
        rest = rest.trim_start();
        let (text, after) = match in_marks(rest, split) {
            Some(found) => found,
            None if strict => return None,
            None => {
                let (text, after) = match rest.split_once(split) {
                    Some((text, after)) => (text, Some(after)),
                    None => (rest, None),
                };
                (Cow::Borrowed(text.trim()), after)
            }
        };
        if !text.is_empty() {
            texts.push(text);
        }
        match after {
            Some(after) => rest = after,
            None => return Some(texts),
        }
    }
}

/// The text in marks at the start, and what is after the split that follows it, if one does.
fn in_marks<'a>(rest: &'a str, split: &str) -> Option<(Cow<'a, str>, Option<&'a str>)> {
    let inside = rest.strip_prefix('"')?;
    let mut end = 0;
    loop {
        end += inside[end..].find('"')?;
        match inside[end + 1..].starts_with('"') {
            true => end += 2,
            false => break,
        }
    }
    let (text, after) = (inside[..end].trim(), inside[end + 1..].trim_start());
    let text = match text.contains('"') {
        true => Cow::Owned(text.replace("\"\"", "\"")),
        false => Cow::Borrowed(text),
    };
    match after.strip_prefix(split) {
        Some(after) => Some((text, Some(after))),
        None if after.is_empty() => Some((text, None)),
        // A split may be a space, which was trimmed, or something else follows the mark.
        None => inside[end + 1..].strip_prefix(split).map(|after| (text, Some(after))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_for_what_they_mean() {
        for (cell, split, want) in [
            (r#""VIP","Blog""#, Some(","), Some(vec!["VIP", "Blog"])),
            (r#""VIP","Blog""#, None, Some(vec!["VIP", "Blog"])),
            (r#" "VIP" , "Blog, weekly" "#, Some(","), Some(vec!["VIP", "Blog, weekly"])),
            (
                r#"VIP,"Blog, weekly",,"" , new"#,
                Some(","),
                Some(vec!["VIP", "Blog, weekly", "new"]),
            ),
            (r#""a;b";"c""#, Some(";"), Some(vec!["a;b", "c"])),
            (r#""a" "b c""#, Some(" "), Some(vec!["a", "b c"])),
            (r#""5"" screen","x""#, Some(","), Some(vec!["5\" screen", "x"])),
            (r#""one""#, None, Some(vec!["one"])),
            // Marks that are part of a text.
            (r#"5" screen,a"#, Some(","), Some(vec!["5\" screen", "a"])),
            (r#""gold" member,b"#, Some(","), Some(vec!["\"gold\" member", "b"])),
            (r#""open,b"#, Some(","), Some(vec!["\"open", "b"])),
            (r#""gold" member"#, None, None),
            (r#"say "hi""#, None, None),
            ("VIP,Blog", Some(","), None),
            (r#""""#, None, Some(vec![])),
        ] {
            let texts = quoted(cell, split);
            let texts: Option<Vec<&str>> =
                texts.as_ref().map(|texts| texts.iter().map(|text| &**text).collect());
            assert_eq!(texts, want, "{cell}");
        }
    }
}
