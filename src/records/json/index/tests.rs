//! The tokens that are found, by each way to look at a block.

use std::ops::Range;

use proptest::prelude::*;

use super::block::{BLOCK, STRETCH};
use super::shape::Shape;
use super::{Index, Unindexed, Way};
use crate::records::json::Scanner;

/// The places and kinds without those at the end, and where the backslashes are.
type Filled = Result<(Vec<u32>, Vec<u8>, Range<u32>), Unindexed>;

fn filled(index: &mut Index, text: &[u8]) -> Filled {
    let marks = index.fill(text)?;
    assert_eq!(!marks.escapes.is_empty(), text.contains(&b'\\'));
    assert_eq!(index.places().len(), index.kinds().len());
    let count = index.places().len() - 8;
    let (places, end) = index.places().split_at(count);
    assert_eq!(end, [text.len() as u32; 8]);
    let (kinds, end) = index.kinds().split_at(count);
    assert_eq!(end, [0; 8]);
    Ok((places.to_vec(), kinds.to_vec(), marks.escapes))
}

/// The same, byte by byte.
fn expected(text: &[u8]) -> Filled {
    let (mut places, mut at, mut goes_on) = (Vec::new(), 0, false);
    while let Some(byte) = text.get(at) {
        let other = !b" \n\r\t{}[]:,\"".contains(byte);
        if (other && !goes_on) || b"{}[]:,\"".contains(byte) {
            places.push(at as u32);
        }
        goes_on = other;
        at = match byte {
            b'"' => text_end(text, at + 1)?,
            b'\\' => return Err(Unindexed),
            0..0x20 if other => return Err(Unindexed),
            _ => at + 1,
        };
    }
    std::str::from_utf8(text).map_err(|_| Unindexed)?;
    let kinds = places.iter().map(|place| text[*place as usize]).collect();
    let backslash = |byte: &u8| *byte == b'\\';
    let escapes = match (text.iter().position(backslash), text.iter().rposition(backslash)) {
        (Some(first), Some(last)) => first as u32..last as u32 + 1,
        (None, _) | (_, None) => 0..0,
    };
    Ok((places, kinds, escapes))
}

/// Past the closing quote of the text whose first byte is at `at`.
fn text_end(text: &[u8], mut at: usize) -> Result<usize, Unindexed> {
    loop {
        let length = match text[at..] {
            [b'"', ..] => return Ok(at + 1),
            [b'\\', b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(u8::is_ascii_hexdigit) => 6,
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [] | [b'\\' | 0..0x20, ..] => return Err(Unindexed),
            [_, ..] => 1,
        };
        at += length;
    }
}

/// Holds every way of this processor to what is expected.
fn hold(text: &[u8]) {
    let expected = expected(text);
    for way in Way::all() {
        let mut index = Index::by(way);
        assert_eq!(filled(&mut index, text), expected, "{way:?}: {}", text.escape_ascii());
    }
}

#[test]
fn tokens_are_found_where_they_begin() {
    let cases = [
        ("", "", "", 0..0),
        (" \t\r\n", "    ", "", 0..0),
        (r#"{"a":1}"#, r#"^^  ^^^"#, r#"{":1}"#, 0..0),
        (r#" [ 12 , -3.5e7 ]"#, r#" ^ ^  ^ ^      ^"#, "[1,-]", 0..0),
        (r#"{"a b":"{[:,]}"}"#, r#"^^    ^^       ^"#, r#"{":"}"#, 0..0),
        (r#"["\"","\\",""]"#, r#"^^   ^^   ^^ ^"#, r#"[",","]"#, 2..9),
        (r#""a"x"b\n""#, r#"^  ^^    "#, r#""x""#, 6..7),
        ("nul true\u{7f}", "^   ^     ", "nt", 0..0),
        ("é\u{a0}é [é]", "^      ^^ ^", "\u{c3}[\u{c3}]", 0..0),
    ];
    for (text, marks, kinds, escapes) in cases {
        let places = marks.match_indices('^').map(|(at, _)| at as u32).collect::<Vec<_>>();
        let kinds = kinds.chars().map(|kind| kind as u8).collect();
        let found = filled(&mut Index::new(), text.as_bytes());
        assert_eq!(found, Ok((places, kinds, escapes)), "{text}");
        hold(text.as_bytes());
    }
}

#[test]
fn what_is_no_json_in_any_order_is_declined() {
    let declined: [&[u8]; 17] = [
        b"\"",
        b"{\"a",
        b"\"\\\"",
        b"\"\n\"",
        b"\"\0\"",
        b"\"\\x\"",
        b"\"\\u12g4\"",
        b"\"\\u12\"",
        b"\"\\u123",
        b"\\",
        b"[\\\"]",
        b"\"\xc3\"",
        b"\xff",
        b"[]\0",
        b"nul\x1a",
        b"{\x0c}",
        b"[\"\xe2\x82\"]",
    ];
    for text in declined {
        for before in 0..130 {
            let mut text = [&b" ".repeat(before), text].concat();
            assert_eq!(Index::new().fill(&text), Err(Unindexed), "{}", text.escape_ascii());
            hold(&text);
            text.extend(b" ".repeat(70));
            hold(&text);
        }
    }
}

#[test]
fn backslashes_and_characters_reach_over_the_ends_of_blocks() {
    for before in 50..70 {
        for slashes in 0..70 {
            let text = format!("{}\"{}\"x\"", "1".repeat(before), "\\".repeat(slashes));
            hold(text.as_bytes());
        }
        for text in ["\\u00e9", "é", "€", "😀"] {
            hold(format!("{}[\"{text}{text}\"]", " ".repeat(before)).as_bytes());
        }
    }
}

#[test]
fn a_long_text_has_its_places_and_a_short_one_after_it_its_own() {
    for length in [STRETCH - 1, STRETCH, STRETCH + 1, 10 * STRETCH + 7] {
        for way in Way::all() {
            let mut index = Index::by(way);
            for text in ["[".repeat(length), "a".repeat(length), "\"a\",1 ".repeat(length)] {
                let found = filled(&mut index, text.as_bytes());
                assert_eq!(found, expected(text.as_bytes()), "{way:?}");
            }
            let found = filled(&mut index, b"[]");
            assert_eq!(found, Ok((vec![0, 1], b"[]".to_vec(), 0..0)));
        }
    }
}

const TEXT: &str = "\"([ -!#-\\[\\]-~é€😀]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4}){0,40}\"";

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![TEXT, "null|true| false", "-?[1-9][0-9]{0,5}(\\.[0-9]{1,9})?"];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let pair = (TEXT, inner.clone()).prop_map(|(key, value)| format!("{key} :{value}"));
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(|all| format!("[{}]", all.join(" ,"))),
            proptest::collection::vec(pair, 0..5)
                .prop_map(|all| format!("{{{}}}", all.join(",\n"))),
        ]
    })
}

/// Pieces of JSON that may follow each other in any order and are not declined.
fn sound() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        "[\\]\\[{}:, \n\r\t]{1,9}",
        "[0-9a-z.\\-\u{7f}é€]{1,9}",
        TEXT,
        "\"\"",
        " {1,70}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

/// Bytes that matter, in any order.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let bytes: &[u8] =
        b"\"\"\"\\\\\\{}[]:, \n\t\0\x0c\x1a\x1f\x7fu0aF/x\xc3\xa9\xe2\x82\xac\xf0\x9f";
    proptest::collection::vec(proptest::sample::select(bytes), 0..300)
}

/// A bit for each byte of a kind.
fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    block.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from(is(*byte)))
}

proptest! {
    #[test]
    fn every_way_finds_the_same_shape(soup in soup(), any in any::<[u8; 32]>()) {
        let mut block = [b'{'; BLOCK];
        block.iter_mut().zip(soup).for_each(|(byte, one)| *byte = one);
        block[BLOCK / 2..].copy_from_slice(&any);
        let expected = Shape {
            quotes: bits(&block, |byte| byte == b'"'),
            backslashes: bits(&block, |byte| byte == b'\\'),
            brackets: bits(&block, |byte| b"{}[]".contains(&byte)),
            line_ends: bits(&block, |byte| byte == b'\n'),
        };
        for way in Way::all() {
            prop_assert_eq!(way.shape(&block), expected, "{:?}", way);
        }
    }

    #[test]
    fn every_way_finds_what_one_finds_byte_by_byte(text in sound(), from in 0usize..64) {
        prop_assert!(expected(&text).is_ok());
        // The same text at another place in memory.
        let moved = [&b" ".repeat(from), text.as_slice()].concat();
        hold(&moved);
        hold(&moved[from..]);
    }

    #[test]
    fn a_wrong_byte_is_odd_for_every_way(
        mut text in sound(),
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
    ) {
        if !text.is_empty() {
            let at = at.index(text.len());
            text[at] = byte;
            hold(&text);
            hold(&text[..at]);
        }
    }

    #[test]
    fn no_soup_is_too_thick(text in soup()) {
        hold(&text);
    }

    #[test]
    fn what_the_scanner_takes_is_not_odd(
        mut json in json(),
        at in any::<proptest::sample::Index>(),
        other in proptest::option::of("[\\PC\0-\x20\"\\\\]"),
    ) {
        if let Some(other) = other {
            let (at, old) = *at.get(&json.char_indices().collect::<Vec<_>>());
            json.replace_range(at..at + old.len_utf8(), &other);
        }
        let mut scanner = Scanner::new(&json);
        if scanner.skip().and_then(|()| scanner.end()).is_ok() {
            prop_assert!(Index::new().fill(json.as_bytes()).is_ok(), "{json}");
        }
    }
}
