//! Streams that are not UTF-8 are read like the same text in UTF-8, however they are cut.

use super::*;
use crate::records::stream::Encoding;

const TEXTS: [&str; 4] = [
    "id;nps\r\nzoë;9\r\n\"a;ß\";nine\r\nlätitia;3",
    "id,nps\nA €5 offer,7\n\"– two\nlines –\",11\n",
    "{\"id\":\"zoë\",\"nps\":9}\n{\"id\":\"東京 𝄞\"}\n",
    "[{\"id\":\"zoë\"},\n {\"id\":\"é\"}]",
];

/// What is made of a stream, cut in any way, and what it was decoded from.
fn all(input: &[u8], format: Option<Format>) -> (String, Vec<u8>, Option<Encoding>) {
    let reader = reader();
    let options = Options { format, ..Options::default() };
    let (out, bytes, outcome) = read(input, &options, &reader);
    for block in [1, 2, 3, 7, 64, 1 << 14] {
        let options = Options { block, ..options.clone() };
        let (again, bytes_again, outcome_again) = read(input, &options, &reader);
        assert_eq!((again, bytes_again), (out.clone(), bytes.clone()), "in blocks of {block}");
        assert_eq!(outcome_again, outcome);
    }
    (out, bytes, outcome.encoding)
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

fn windows_1252(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

#[test]
fn utf_16_is_read_with_a_mark_and_without() {
    for text in TEXTS {
        for mark in ["", "\u{feff}"] {
            let marked = format!("{mark}{text}");
            let (out, bytes, encoding) = all(marked.as_bytes(), None);
            assert_eq!(encoding, None);
            for (big, name) in [(false, Encoding::Utf16Le), (true, Encoding::Utf16Be)] {
                let input = utf16(&marked, big);
                let want = (out.clone(), bytes.clone(), Some(name));
                assert_eq!(all(&input, None), want, "{marked}");
                assert_eq!(all(&gzip(&input), None), want, "{marked}");
            }
        }
    }
}

#[test]
fn half_a_character_of_utf_16_rejects_its_record() {
    let mut input = utf16("\u{feff}id,nps\n1,\n2,9\n", false);
    let second = input.iter().rposition(|byte| *byte == b'2').expect("it is there");
    input.splice(second..second, [0x3d, 0xd8]);
    input.extend([b'3', 0, b',', 0, 0x3d, 0xd8, b'x']);
    let (out, _, encoding) = all(&input, None);
    assert_eq!(encoding, Some(Encoding::Utf16Le));
    let said: Vec<&str> = out.lines().map(|line| line.split(" | ").next().unwrap()).collect();
    assert_eq!(said, ["header id,nps", "line 2: 1 None ", "line 3: utf8", "line 4: utf8"]);
}

#[test]
fn rows_of_windows_1252_are_read_wherever_it_shows() {
    // Far behind the bytes that tell the formats apart, and across blocks.
    for before in [0, 1, 100, 2_000, 20_000] {
        for text in &TEXTS[..2] {
            let (header, rows) = text.split_once('\n').expect("there are rows");
            let many = "0\n".repeat(before);
            let text = format!("{header}\n{many}{rows}");
            let (out, bytes, _) = all(text.as_bytes(), Some(Format::Csv));
            let input = windows_1252(&text);
            let want = (out, bytes, Some(Encoding::Windows1252));
            assert_eq!(all(&input, None), want);
            assert_eq!(all(&gzip(&input), Some(Format::Csv)), want);
        }
    }
    let named = windows_1252("größe;id\n1;2\n");
    assert_eq!(all(&named, None).0, "header größe;id\nline 2: 2 None \n");
}

#[test]
fn what_is_no_windows_1252_is_rejected() {
    let cases: [(&[u8], Option<Format>, &str); 5] = [
        (b"id\nzo\xc3\xab\nzo\xeb\n3\n", None, "line 2: zoë, utf8, line 4: 3"),
        (b"\xef\xbb\xbfid\nzo\xeb\n3\n", None, "utf8, line 3: 3"),
        (b"id\n\xcf\xf0\xe8\xe2\xe5\xf2\n3\n", None, "utf8, line 3: 3"),
        (b"{\"id\":\"zo\xeb\"}\n{\"id\":\"3\"}\n", None, "utf8, line 2: 3"),
        (b"id\n\xeb\n\x81\n\xeb3\n", None, "utf8, utf8, utf8"),
    ];
    for (input, format, want) in cases {
        let (out, _, encoding) = all(input, format);
        assert_eq!(encoding, None);
        let said = out.lines().filter(|line| !line.starts_with("header")).map(|line| {
            let line = line.strip_suffix(" None ").unwrap_or(line);
            let line = line.split(" | ").next().unwrap_or(line);
            if line.ends_with("utf8") { "utf8" } else { line }
        });
        assert_eq!(said.collect::<Vec<_>>().join(", "), want, "{input:?}");
    }
    // Where that shows only later, the rows are rejected that have no meaning.
    let late =
        [&windows_1252("id\né\n")[..], &b"0\n".repeat(50_000), b"\x81\n\xe9t\xe9\n"].concat();
    let (out, _, encoding) = all(&late, None);
    assert_eq!(encoding, Some(Encoding::Windows1252));
    let last: Vec<&str> = out.lines().skip(50_002).collect();
    assert!(last[0].contains("utf8") && last[1].ends_with("été None "), "{last:?}");
}

#[test]
fn where_the_bytes_that_decide_end_with_the_stream_the_last_one_counts() {
    // One letter of UTF-8, which no Western text has, one that is none, and a last one that could be
    // cut off if more came.
    let begin = b"id\n\xc9\x92\n\xe9\n";
    for more in [0, 1] {
        let zeros = vec![b'0'; (64 << 10) + 3 - begin.len() - 1];
        let input = [&begin[..], &zeros, b"\xe9", &b"\n"[..more]].concat();
        let (_, _, encoding) = all(&input, None);
        assert_eq!(encoding, (more == 0).then_some(Encoding::Windows1252), "{more}");
    }
}
