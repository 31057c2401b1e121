//! Labels in lines, for formats that lay them out as they are.

/// How long a line of a label may be: longer ones are broken.
const LINE: usize = 30;

/// A text in lines of at most so many letters, where words allow it.
pub(super) fn broken(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > LINE {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
