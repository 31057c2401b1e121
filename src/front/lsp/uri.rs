//! Addresses of files as editors write them, and the names by which the server knows them.

use std::path::Path;

use gen_lsp_types::Uri;

use crate::problems::reference;

/// The name of a file: its path if it has one, or else the address, such as that of a text that was
/// never saved.
pub(super) fn name(uri: &Uri) -> String {
    path(&uri.0).unwrap_or_else(|| uri.0.clone())
}

/// The file of a name without the links on the way to it, by which two names are seen to be of one file.
pub(super) fn real(name: &str) -> String {
    let real = std::fs::canonicalize(name).ok();
    real.and_then(|path| path.to_str().map(str::to_owned)).unwrap_or_else(|| name.to_owned())
}

/// The address of a name.
pub(super) fn of(name: &str) -> Uri {
    if !Path::new(name).is_absolute() {
        return Uri(name.to_owned());
    }
    let path = reference(name);
    Uri(if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") })
}

/// The path in the address of a file on this machine.
fn path(uri: &str) -> Option<String> {
    let rest = uri.strip_prefix("file://")?;
    let path = decoded(&rest[rest.find('/')?..])?;
    // `/c:/rules.flywheel` on Windows.
    let mut letters = path.chars().skip(1);
    let is_drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let path = match is_drive && letters.next() == Some(':') {
        true => path[1..].to_owned(),
        false => path,
    };
    Some(path)
}

/// The text with each `%41` as the byte that it stands for; `None` where that is not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            Some(_) | None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_name_and_back() {
        for path in ["/rules/a.flywheel", "/my rules/%41 ä.flywheel", "/a%zz/#1?.flywheel"] {
            assert_eq!(name(&of(path)), path);
        }
        assert_eq!(of("/my rules/ä").0, "file:///my%20rules/%C3%A4");
        assert_eq!(name(&Uri("file:///c%3A/rules.flywheel".to_owned())), "c:/rules.flywheel");
        assert_eq!(name(&Uri("file://localhost/rules".to_owned())), "/rules");
        assert_eq!(name(&Uri("untitled:Untitled-1".to_owned())), "untitled:Untitled-1");
        assert_eq!(of("untitled:Untitled-1").0, "untitled:Untitled-1");
    }
}
