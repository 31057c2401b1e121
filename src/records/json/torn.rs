//! The values of an object that is not right JSON, as far as they can be told.

use crate::values::{Path, Step};

/// What a broken object may have at a path, each as an object of JSON that has nothing else: several if
/// a key appears twice.
pub(in crate::records) fn torn_values(json: &[u8], path: &Path) -> Vec<Vec<u8>> {
    let (mut values, mut at) = (Vec::new(), 0);
    // For each bracket that is open, the key whose value comes.
    let mut open: Vec<Option<&[u8]>> = Vec::new();
    while let Some(&byte) = json.get(at) {
        let end = token_end(json, at);
        let token = &json[at..end];
        at = end;
        match byte {
            b'{' | b'[' => open.push(None),
            b'}' | b']' => {
                open.pop();
            }
            b',' => open.iter_mut().next_back().into_iter().for_each(|key| *key = None),
            b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ if byte == b'"' && is_key(&json[end..]) => {
                open.iter_mut().next_back().into_iter().for_each(|key| *key = Some(token));
            }
            _ if is_at(&open, path) => values.push(object(&open, token)),
            _ => {}
        }
    }
    values
}

/// Where the text, the number, the word or the sign ends that begins at a place.
fn token_end(json: &[u8], at: usize) -> usize {
    if json[at] == b'"' {
        let mut end = at + 1;
        while let Some(&byte) = json.get(end) {
            match byte {
                b'"' => return end + 1,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        return json.len();
    }
    let is_sign = |byte: &u8| b"{}[],:\" \t\r\n".contains(byte);
    match json[at..].iter().position(is_sign) {
        Some(0) => at + 1,
        Some(length) => at + length,
        None => json.len(),
    }
}

/// Whether what comes after a text makes it a key.
fn is_key(rest: &[u8]) -> bool {
    rest.trim_ascii_start().first() == Some(&b':')
}

fn is_at(open: &[Option<&[u8]>], path: &Path) -> bool {
    let is = |(key, step): (&Option<&[u8]>, &Step)| match (key, step) {
        (Some([b'"', key @ .., b'"']), Step::Key(name)) => *key == *name.as_bytes(),
        // What is in a list is not looked for.
        (Some(_) | None, Step::Key(_) | Step::Index(_)) => false,
    };
    open.len() == path.0.len() && open.iter().zip(&path.0).all(is)
}

/// An object with a value under these keys.
fn object(keys: &[Option<&[u8]>], value: &[u8]) -> Vec<u8> {
    let mut object = Vec::new();
    for key in keys.iter().flatten() {
        object.push(b'{');
        object.extend_from_slice(key);
        object.push(b':');
    }
    object.extend_from_slice(value);
    object.extend(keys.iter().map(|_| b'}'));
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_is_found_in_broken_objects() {
        let cases = [
            (r#"{"id":"a","n":05}"#, "id", vec![r#"{"id":"a"}"#]),
            (r#"{"n":NaN,"id":7"#, "id", vec![r#"{"id":7}"#]),
            (r#"{"id":"a","id" : "b"}"#, "id", vec![r#"{"id":"a"}"#, r#"{"id":"b"}"#]),
            (r#"{"x":{"id":"a"},"y":["id",{"id":"b"}],,"id":"c"}"#, "id", vec![r#"{"id":"c"}"#]),
            (r#"{"x":{"id":"a"},}"#, "x.id", vec![r#"{"x":{"id":"a"}}"#]),
            (r#"{"n":"5,"id":"a"}"#, "id", vec![]),
            (r#"{"id":"#, "id", vec![]),
            (r#"{"n":"\"#, "id", vec![]),
        ];
        for (json, path, expected) in cases {
            let told = torn_values(json.as_bytes(), &Path::parse(path).unwrap());
            let told: Vec<_> = told.iter().map(|told| std::str::from_utf8(told).unwrap()).collect();
            assert_eq!(told, expected, "{json}");
        }
    }
}
