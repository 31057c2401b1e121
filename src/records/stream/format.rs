//! The formats that records come in, and how they are told apart.

use crate::records::json::{Scanner, SyntaxFaultKind};

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A JSON object a line.
    Ndjson,
    /// An object, an array of objects, or several of these one after the other.
    Json,
    /// A header and a row for each record.
    Csv,
}

impl Format {
    /// The format that a file's name speaks for. `.json` speaks for none: both kinds wear it.
    pub fn from_name(name: &str) -> Option<Format> {
        match extension(name).as_str() {
            "ndjson" | "jsonl" => Some(Format::Ndjson),
            "csv" | "tsv" => Some(Format::Csv),
            _ => None,
        }
    }

    /// The format of a stream by its first bytes. `name` is the file's, if it has one.
    pub(super) fn sniff(first: &[u8], name: Option<&str>) -> Format {
        let is_space = |b: &u8| b.is_ascii_whitespace() || *b == 0x1e;
        let start = first.iter().position(|b| !is_space(b)).unwrap_or(first.len());
        let first = &first[start..];
        match first.first() {
            Some(b'{') => object(first),
            Some(b'[') => Format::Json,
            Some(_) if name.is_some_and(|name| extension(name) == "json") => Format::Json,
            Some(_) => Format::Csv,
            None => Format::Ndjson,
        }
    }
}

/// The first line alone is a whole record, or at least does not go on in the next line: NDJSON.
fn object(first: &[u8]) -> Format {
    let line = first.split(|b| *b == b'\n').next().unwrap_or(first);
    let Ok(text) = std::str::from_utf8(line) else {
        return Format::Ndjson;
    };
    let mut scanner = Scanner::new(text);
    match scanner.skip().and_then(|()| scanner.end()).map_err(|fault| fault.kind) {
        Ok(()) => Format::Ndjson,
        Err(SyntaxFaultKind::Ended | SyntaxFaultKind::More) => Format::Json,
        Err(
            SyntaxFaultKind::Value
            | SyntaxFaultKind::Key
            | SyntaxFaultKind::Colon
            | SyntaxFaultKind::Comma
            | SyntaxFaultKind::LastComma
            | SyntaxFaultKind::Number
            | SyntaxFaultKind::Escape
            | SyntaxFaultKind::Control
            | SyntaxFaultKind::TooDeep,
        ) => Format::Ndjson,
    }
}

/// The extension in small letters, without that of gzip or zstd.
fn extension(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_a_record_a_line_from_a_document() {
        let cases = [
            ("{\"id\":1}\n{\"id\":2}", Format::Ndjson),
            ("\n\n  {\"id\":1}\r\n", Format::Ndjson),
            ("{\"id\":1,}\n{\"id\":2}", Format::Ndjson),
            ("{\n  \"id\": 1\n}", Format::Json),
            ("{\"id\":1}{\"id\":2}\n", Format::Json),
            ("[{\"id\":1}]\n", Format::Json),
            ("[\n", Format::Json),
            ("id,nps\n1,9\n", Format::Csv),
            ("", Format::Ndjson),
        ];
        for (first, format) in cases {
            assert_eq!(Format::sniff(first.as_bytes(), None), format, "{first}");
        }
        assert_eq!(Format::sniff(b"\"x\"", Some("a.JSON.gz")), Format::Json);
        assert_eq!(Format::from_name("a.jsonl.gz"), Some(Format::Ndjson));
        assert_eq!(Format::from_name("b/a.CSV"), Some(Format::Csv));
        assert_eq!(Format::from_name("a.ndjson.zst"), Some(Format::Ndjson));
        assert_eq!(Format::from_name("a.json"), None);
    }
}
