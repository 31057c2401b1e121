//! What a ledger keeps of a customer, as a row of JSON that is joined to the customer's record.

use serde::Deserialize;

/// What has to be known of a row before it is read, from its first members:
/// `{"n":12,"done":true,"untagged":true,"out":true,"id":"c-1", ...`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The number of the customer in the ledger.
    pub number: u64,
    /// The customer was decided as of this moment before, so there is nothing left to decide.
    pub is_done: bool,
    /// Rules have taken tags away that a record may still have.
    pub is_untagged: bool,
    /// The rules left the customer out when they were last decided.
    pub is_left_out: bool,
}

/// The tags that rules have set, of all that is in a row.
#[derive(Deserialize)]
struct SetTags {
    #[serde(default)]
    tags: Vec<String>,
}

const NUMBER: &[u8] = b"{\"n\":";
const DONE: &[u8] = b",\"done\":true";
const UNTAGGED: &[u8] = b",\"untagged\":true";
const LEFT_OUT: &[u8] = b",\"out\":true";
const ID: &[u8] = b",\"id\":\"";

impl LedgerRow {
    /// Writes the first members of a row; more members come after them, each with a comma before it.
    pub fn begin(self, out: &mut Vec<u8>) {
        let LedgerRow { number, is_done, is_untagged, is_left_out } = self;
        out.extend_from_slice(NUMBER);
        out.extend_from_slice(number.to_string().as_bytes());
        for (is_so, member) in [(is_done, DONE), (is_untagged, UNTAGGED), (is_left_out, LEFT_OUT)] {
            if is_so {
                out.extend_from_slice(member);
            }
        }
    }

    /// What the first members of a row say; `None` if it does not begin with them.
    pub fn read(row: &[u8]) -> Option<LedgerRow> {
        LedgerRow::begun(row).map(|(first, _)| first)
    }

    /// The id in a row that [begins](LedgerRow::begin) so and has the id next, if it is there as it is: without
    /// escapes.
    pub fn id(row: &[u8]) -> Option<&[u8]> {
        let (_, rest) = LedgerRow::begun(row)?;
        let text = rest.strip_prefix(ID)?;
        let end = text.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        (text[end] == b'"' && end > 0).then(|| &text[..end])
    }

    /// Whether a row says that rules have set all of these tags. One that cannot be read does not.
    pub fn has_tags<'t>(row: &[u8], mut tags: impl Iterator<Item = &'t str>) -> bool {
        let set = serde_json::from_slice::<SetTags>(row).map(|row| row.tags);
        set.is_ok_and(|set| tags.all(|tag| set.iter().any(|one| one == tag)))
    }

    /// The first members of a row, and what comes after them.
    fn begun(row: &[u8]) -> Option<(LedgerRow, &[u8])> {
        let row = row.strip_prefix(NUMBER)?;
        let (mut number, mut digits) = (0u64, 0);
        while let Some(digit) = row.get(digits).filter(|byte| byte.is_ascii_digit()) {
            number = number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
            digits += 1;
        }
        let row = row.get(digits..).filter(|_| digits > 0)?;
        let (is_done, row) = without(row, DONE);
        let (is_untagged, row) = without(row, UNTAGGED);
        let (is_left_out, row) = without(row, LEFT_OUT);
        Some((LedgerRow { number, is_done, is_untagged, is_left_out }, row))
    }
}

/// Whether a member is there, and what comes after it.
fn without<'r>(row: &'r [u8], member: &[u8]) -> (bool, &'r [u8]) {
    match row.strip_prefix(member) {
        Some(rest) => (true, rest),
        None => (false, row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for bits in 0..8 {
            let [is_done, is_untagged, is_left_out] = [1, 2, 4].map(|bit| bits & bit != 0);
            let row = LedgerRow { number: 120, is_done, is_untagged, is_left_out };
            let mut out = Vec::new();
            row.begin(&mut out);
            out.extend_from_slice(b",\"id\":\"c-1\"}");
            assert_eq!(LedgerRow::read(&out), Some(row));
            assert_eq!(LedgerRow::id(&out), Some(&b"c-1"[..]));
        }
        for other in
            ["{\"n\":1,\"id\":\"\"}", "{\"n\":1,\"id\":\"a\\\"b\"}", "{\"n\":1,\"stage\":\"A\"}"]
        {
            assert_eq!(LedgerRow::id(other.as_bytes()), None, "{other}");
        }
        assert_eq!(LedgerRow::read(b"{\"id\":\"c-1\"}"), None);
        assert_eq!(LedgerRow::read(b"{\"n\":,\"id\":\"c-1\"}"), None);
        assert_eq!(LedgerRow::read(b"{\"n\":99999999999999999999}"), None);
    }

    #[test]
    fn tags_that_rules_have_set() {
        let row = br#"{"n":1,"id":"c-1","owed":[{"tags":["x"]}],"tags":["a","\u0062 \"c\""]}"#;
        for (tags, has) in [
            (&[][..], true),
            (&["a"], true),
            (&["b \"c\"", "a"], true),
            (&["x"], false),
            (&["a", "c"], false),
        ] {
            assert_eq!(LedgerRow::has_tags(row, tags.iter().copied()), has, "{tags:?}");
        }
        assert!(!LedgerRow::has_tags(br#"{"n":1,"id":"c-1"}"#, ["a"].into_iter()));
    }
}
