//! What a response says.

/// What a response says, in which form.
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// Its media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// How many customers were decided, and how many records were rejected.
    pub decided: u64,
    pub rejected: u64,
}

impl Body {
    /// A document of JSON.
    pub(super) fn json(text: impl Into<Vec<u8>>) -> Body {
        Body { kind: "application/json", bytes: text.into(), decided: 0, rejected: 0 }
    }

    /// A picture or another text.
    pub(super) fn of_kind(kind: &'static str, text: String) -> Body {
        Body { kind, ..Body::json(text) }
    }

    /// The same with what else there is to say, as the last member of the document.
    pub(super) fn with_notes(mut self, notes: &[String]) -> Body {
        let Some(end) = self.bytes.iter().rposition(|byte| *byte == b'}') else { return self };
        if !notes.is_empty() {
            let notes = crate::problems::document(&notes);
            let last = format!(",\"notes\":{}}}\n", notes.trim_end());
            self.bytes.truncate(end);
            self.bytes.extend_from_slice(last.as_bytes());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_the_last_member() {
        let said = |notes: &[String]| {
            let body = Body::json("{\"a\":{\"b\":[]}}\n").with_notes(notes);
            String::from_utf8(body.bytes).unwrap()
        };
        assert_eq!(said(&[]), "{\"a\":{\"b\":[]}}\n");
        let document: serde_json::Value =
            serde_json::from_str(&said(&["\"c\"".to_owned()])).unwrap();
        assert_eq!(document, serde_json::json!({"a": {"b": []}, "notes": ["\"c\""]}));
    }
}
