//! What the bytes of a stream show of its encoding.

use crate::records::stream::encoding::Encoding;

/// The bytes for which Windows-1252 has no character.
pub(super) const UNDEFINED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/// In languages that are written in Windows-1252, no more of such letters follow each other often.
const LETTERS: usize = 3;

/// Whether the first bytes are UTF-16: they begin with its mark, or every second one of many is
/// zero, and none of the others. Neither UTF-8 nor Windows-1252 has zeros in a text.
pub(super) fn utf16(first: &[u8]) -> Option<Encoding> {
    match first {
        [0xff, 0xfe, 0, 0, ..] => return None,
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let many = |zeros: usize| zeros > 0 && zeros >= first.len() / 8;
    match (first, zeros(0), zeros(1)) {
        ([_, 0, ..], 0, odd) if many(odd) => Some(Encoding::Utf16Le),
        ([0, _, ..], even, 0) if many(even) => Some(Encoding::Utf16Be),
        (_, _, _) => None,
    }
}

/// Whether bytes from the first one beyond ASCII on are Windows-1252: most of those beyond ASCII
/// are no UTF-8, all have a character there, and they come as Western letters do, one or two at a
/// time. A text of Russian or Chinese would be read without a fault, and as nonsense. `whole` says
/// that the stream ends with these bytes; otherwise the last character may be cut off.
pub(super) fn is_windows_1252(mut bytes: &[u8], whole: bool) -> bool {
    if !whole {
        let cut = bytes.iter().rev().take_while(|byte| !byte.is_ascii()).count();
        bytes = &bytes[..bytes.len() - cut];
    }
    if bytes.iter().any(|byte| UNDEFINED.contains(byte)) {
        return false;
    }
    let (mut good, mut bad) = (0, 0);
    if bytes.utf8_chunks().next().is_some_and(|chunk| is_utf8(chunk.valid())) {
        return false;
    }
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let runs = bytes.split(u8::is_ascii).map(<[u8]>::len);
    let (few, many): (Vec<usize>, Vec<usize>) = runs.partition(|run| *run <= LETTERS);
    bad > good && many.iter().sum::<usize>() <= few.iter().sum()
}

/// Whether what comes before the first byte that is not UTF-8 shows that the text is UTF-8, and that
/// the byte is damaged: two letters beyond ASCII, or a Western one. In Windows-1252, what looks like
/// one is hardly ever written: an accented capital and then a sign, such as a quotation mark.
fn is_utf8(before: &str) -> bool {
    let mut letters = before.chars().filter(|letter| !letter.is_ascii());
    let is_western = |letter| matches!(letter, '\u{c0}'..='\u{24f}' | '\u{2010}'..='\u{20ac}');
    letters.next().is_some_and(|first| is_western(first) || letters.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bytes_a_letter_are_utf_16() {
        let wide = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        for text in ["id,name\n1,Zoë\n", "{\"id\":1}", "1,", "id;name\n1;東京 is a city\n"] {
            let little: Vec<u8> = wide(text).iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = wide(text).iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(utf16(&little), Some(Encoding::Utf16Le), "{text}");
            assert_eq!(utf16(&big), Some(Encoding::Utf16Be), "{text}");
            assert_eq!(utf16(&[b"\xff\xfe", &little[..]].concat()), Some(Encoding::Utf16Le));
            assert_eq!(utf16(&[b"\xfe\xff", &big[..]].concat()), Some(Encoding::Utf16Be));
            assert_eq!(utf16(text.as_bytes()), None);
        }
        for none in [&b""[..], b"\0\0\0\0", b"id,name\n1,a\0b\n2,long enough to be a text", b"a"] {
            assert_eq!(utf16(none), None, "{none:?}");
        }
        assert_eq!(utf16(b"\xff\xfe\0\0i\0\0\0"), None, "UTF-32");
    }

    #[test]
    fn letters_of_the_west_are_windows_1252() {
        let western: [&[u8]; 6] = [
            b"\xeb\n2,Caf\xe9\n",
            b"\xfcller; \x80 5,00",
            b"\x96 a dash",
            b"\xe9e",
            b"\xc9\xc8L\xc9GANT, and one that looks like UTF-8: \xc3\xa9; \xe9t\xe9; \xe0",
            b"\xc9\x92S, with a curly apostrophe; Caf\xe9, Z\xfcrich",
        ];
        for bytes in western {
            assert!(is_windows_1252(bytes, true), "{bytes:?}");
        }
        let cyrillic = b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0";
        let others: [&[u8]; 7] = [
            "ë\n2,Café".as_bytes(),
            "東京".as_bytes(),
            "é, and a letter that was cut: \u{e9}".as_bytes().split_last().unwrap().1,
            cyrillic,
            b"\x83n\x81[\x83g",
            b"\xc3\xb6ln\n2,M\xfcnchen\n3,N\xfcrnberg\n4,T\xfcbingen",
            b"\xd0\x9c\xd0\xbe\n2,M\xfcnchen\n3,N\xfcrnberg\n4,T\xfcbingen",
        ];
        for bytes in others {
            assert!(!is_windows_1252(bytes, true), "{bytes:?}");
        }
        let cut = "é and é".as_bytes().split_last().unwrap().1;
        assert!(!is_windows_1252(cut, false));
        assert!(!is_windows_1252(&"東京".as_bytes()[..5], false), "nothing is known of it");
    }
}
