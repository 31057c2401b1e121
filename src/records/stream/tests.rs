//! Streams of all formats, cut at every size, whole and damaged.

mod encodings;

use std::fmt::Write as _;
use std::io::{self, Read, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use insta::assert_snapshot;
use proptest::prelude::*;

use super::{Chunk, Entry, FaultyRecord, Format, Options, Outcome, run};
use crate::eval::Record;
use crate::records::Reader;
use crate::records::testing::{needs, nps, with_field, with_purchases};
use crate::terms::FieldType;

fn reader() -> Reader {
    let needs = with_field(with_purchases(needs()), "nps", nps());
    let needs = with_field(needs, "properties['Plan Name']", FieldType::Text);
    Reader::new(&with_field(needs, "colours", FieldType::Set { split: Some("/".into()) }))
}

fn taken(record: &Record<'_>) -> String {
    let events = record.lists[0].as_ref().map(|events| events.len());
    let fields: Vec<_> = record.fields.iter().flatten().map(|f| format!("{f:?}")).collect();
    format!("{} {events:?} {}", record.id.text, fields.join(" "))
}

fn refused(faulty: &FaultyRecord<'_>) -> String {
    let FaultyRecord { line, fault, .. } = faulty;
    format!("line {line}: {} | {fault}", fault.kind.code().id)
}

/// What became of each entry of a chunk, and the bytes of all of them.
fn shown(chunk: &Chunk<'_>) -> (String, Vec<u8>) {
    let (mut out, mut bytes) = (String::new(), Vec::new());
    for entry in chunk.entries() {
        let _ = match entry {
            Entry::Between(raw) => {
                bytes.extend_from_slice(raw);
                Ok(())
            }
            Entry::Header(raw) => {
                bytes.extend_from_slice(raw);
                writeln!(out, "header {}", String::from_utf8_lossy(raw))
            }
            Entry::Record(written) => {
                bytes.extend_from_slice(written.raw);
                match written.read() {
                    Ok(record) => writeln!(out, "line {}: {}", written.line, taken(&record)),
                    Err(reject) => writeln!(out, "{}", refused(&reject)),
                }
            }
        };
    }
    (out, bytes)
}

fn read(input: &[u8], options: &Options, reader: &Reader) -> (String, Vec<u8>, Outcome) {
    let (mut out, mut bytes) = (String::new(), Vec::new());
    let outcome = run(input, options, reader, shown, |(text, raw)| {
        out.push_str(&text);
        bytes.extend(raw);
        Ok::<(), io::Error>(())
    });
    let outcome = outcome.expect("nothing can fail in memory");
    if let Some(fault) = &outcome.fault {
        let _ = writeln!(out, "damaged at line {}: {}", fault.line, fault.fault);
    }
    (out, bytes, outcome)
}

/// Reads the stream in blocks of every awkward size and on one thread and many: all the same.
fn stream_with(input: &[u8], options: &Options) -> String {
    let reader = reader();
    let (out, bytes, outcome) = read(input, options, &reader);
    if outcome.fault.is_none() {
        assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(input));
    }
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        for block in [1, 2, 3, 7, 64] {
            let options = Options { block, ..options.clone() };
            let (again, bytes_again, _) = pool.install(|| read(input, &options, &reader));
            assert_eq!(again, out, "in blocks of {block} on {threads} threads");
            assert_eq!(bytes_again, bytes);
        }
    }
    format!("{:?}\n{out}", outcome.format)
}

fn stream(input: &str) -> String {
    stream_with(input.as_bytes(), &Options::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn a_record_a_line() {
    assert_snapshot!(stream(
        "\n{\"id\":\"a\"}\r\n  \n{\"id\":\"b\",\"nps\":\"nine\"}\n\x1e{\"id\":\"c\",\"purchases\":[{}]} \n\
         {\"id\":\"d\"\n{\"id\":\"e\"} {\"id\":\"f\"}\n[1]\n7\n\0{\"id\":\"g\"}\nnope\n{\"id\":\"h\"}"
    ));
    assert_snapshot!(stream("\u{feff}{\"id\":\"a\"}\n{\"id\":\"b\"}\n"));
    assert_eq!(stream("\n\n\n"), "Ndjson\n");
    assert_eq!(stream(""), "Ndjson\n");
}

#[test]
fn documents() {
    assert_snapshot!(stream("[{\"id\":\"a\"},\n {\"id\":\"b\",\n  \"nps\":\n 11}\n]\n"));
    assert_snapshot!(stream("{\n \"id\": \"a\"\n}\n{\n \"id\": \"b\", \"x\": \"}\\\"]\" }"));
    assert_snapshot!(stream("{\"id\":\"a\"}{\"id\":\"b\"}[{\"id\":\"c\"}][]"));
}

#[test]
fn damaged_documents_lose_only_what_is_damaged() {
    assert_snapshot!("commas", stream("[,{\"id\":1},,{\"id\":2}\n{\"id\":3},]\n,{\"id\":4}]}"));
    assert_snapshot!(
        "elements",
        stream("[{\"id\":1},2,\"x,{\",[{\"id\":3}],null,nope,{\"id\":4}:{\"id\":5}]")
    );
    assert_snapshot!("unclosed", stream("\n[{\"id\":1},\n{\"id\":2}"));
    assert_snapshot!("broken_off", stream("[{\"id\":1},\n{\"id\":2,\"x\":\"…"));
    assert_snapshot!("lost_quote", stream("[\n{\"id\":\"1},\n{\"id\":\"2\"},\n{\"id\":\"3\"}\n]"));
    assert_snapshot!("lost_brace", stream("[\n{\"id\":\"1\",\n{\"id\":\"2\"},\n{\"id\":\"3\"}\n]"));
    assert_snapshot!("mixed_brackets", stream("[{\"id\":1,\"x\":[1,2},{\"id\":2}]"));
    assert_snapshot!(
        "pretty",
        stream("{\n  \"id\": \"1,\n  \"x\": {\n    \"y\": 1\n  }\n}\n{\n  \"id\": 2\n}\n")
    );
}

#[test]
fn rows() {
    assert_snapshot!(stream(
        "id,nps,name,properties['Plan Name'],purchases,colours\r\n\
         1,9,Ann,\"Gold \"\"1\"\"\",\"[{\"\"amount\"\":\"\"1.5\"\"},{}]\",red / blue\r\n\
         \r\n2,,\"two\nlines\",,,\"[\"\"a\"\",\"\"b\"\"]\"\n3,nine,,,,\n4,1,,,[,\n5,1\n6,1,\"a\"b,,,\n\
         7,1,,,\"[{\"\"amount\"\":\n\"\"x\"\"}]\",\n8,,,,{},\n,,,,,\n9,2,,,,"
    ));
    assert_snapshot!(stream("id;nps\n1;9,5\n2;9.5\n"));
    assert_snapshot!(stream("id\tnps\n1\t9\n"));
    assert_snapshot!(stream("\n\nid,properties\n1,\"{\"\"Plan Name\"\":\"\"x\"\"}\"\n2,x\n"));
    assert_snapshot!(stream("id,nps\n1,\"9\n2,8\n3,7\n"));
    assert_eq!(stream("id,nps"), "Csv\nheader id,nps\n");
    assert_eq!(stream("id,nps\r"), "Csv\nheader id,nps\n");
}

#[test]
fn rows_end_in_any_way() {
    let text = "id,nps,colours\n1,9,\"a\n\nb\"\n\n2,nine,\n3,1\n4,\"x\n5,5,\n6,6,\n";
    let want = stream(text);
    assert!(want.contains("line 6: not-a-number"), "{want}");
    let other = |end: &str| text.replace('\n', end);
    for end in ["\r\n", "\r"] {
        assert_eq!(stream(&other(end)), want.replace("\\n", &format!("{end:?}").replace('"', "")));
    }
    // Each line in another way; and what a text file becomes that is converted twice.
    let ends = ["\r", "\n", "\r\n", "\r", "\r\n"];
    let mixed = |text: &str| -> String {
        let lines = text.split('\n').enumerate();
        lines.map(|(at, line)| format!("{line}{}", ends[at % ends.len()])).collect()
    };
    let simple = "id,nps\n1,9\n2,x\n3,7\n4,6\n5,y\n6,4";
    assert_eq!(stream(&mixed(simple)), stream(simple));
    assert_eq!(stream("id,nps\r\r\n1,9\r\r\n"), "Csv\nheader id,nps\nline 3: 1 None Number(9)\n");
}

#[test]
fn headers_that_cannot_be_used() {
    assert_snapshot!(
        [
            "name,nps\na,1\n",
            "id,nps,nps\n1,2,3\n",
            "id,properties,properties['Plan Name']\n1,,\n",
            "caf\u{e9}",
            "\"id",
        ]
        .map(stream)
        .concat()
    );
    let unknown = stream_with(b"id,caf\x81\n1,2\n", &Options::default());
    assert!(unknown.contains("81 is not valid UTF-8"), "{unknown}");
}

#[test]
fn streams_that_are_something_else() {
    let gz = gzip(b"{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    let plain = "Ndjson\nline 1: a None \nline 2: b None \n";
    let reader = reader();
    let packed = |bytes: &[u8]| {
        let (out, _, outcome) = read(bytes, &Options::default(), &reader);
        format!("{:?}\n{out}", outcome.format)
    };
    assert_eq!(packed(&gz), plain);
    let (first, second) = (gzip(b"{\"id\":\"a\"}\n"), gzip(b"{\"id\":\"b\"}\n"));
    assert_eq!(packed(&[first, gzip(b""), second].concat()), plain);
    assert_eq!(packed(&gzip(b"")), "Ndjson\n");
    let mut damaged = gzip("{\"id\":\"a\"}\n".repeat(9).as_bytes());
    let end = damaged.len() - 8;
    damaged[end] ^= 1;
    assert_snapshot!("damaged_gzip", packed(&damaged));
    assert_snapshot!("cut_gzip", packed(&gz[..gz.len() - 12]));
    assert_snapshot!("garbage_after_gzip", packed(&[&gz[..], b"garbage"].concat()));
    let garbage = packed(&[&gz[..], b"garbage"].concat());
    for more in
        [&b"x"[..], b"\0\0\0x", b"{\"id\":\"c\"}\n", b"\x1fgarbage, and a lot of it", &[7; 70_000]]
    {
        assert_eq!(packed(&[&gz[..], more].concat()), garbage);
    }
    let zeros = vec![0; 100_000];
    assert_eq!(packed(&[&gz[..], b"\0"].concat()), plain);
    assert_eq!(packed(&[&gz[..], &zeros].concat()), plain);
    let (first, second) = (gzip(b"{\"id\":\"a\"}\n"), gzip(b"{\"id\":\"b\"}\n"));
    assert_eq!(packed(&[&first[..], &zeros, &second].concat()), plain);
    let cut = packed(&[&gz[..], &second[..second.len() - 3]].concat());
    assert!(cut.contains("was it cut short?"), "{cut}");
    let others: [&[u8]; 12] = [
        b"\xff\xfe\0\0{\0\0\0",
        b"\0\0\xfe\xff\0\0\0{",
        b"\x78\x9c\x01",
        b"PK\x03\x04 and letters.txt",
        b"PK\x03\x04 and [Content_Types].xml",
        b"PK\x03\x04 and mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        b"PK\x03\x04 and Index/Document.iwa",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PAR1\x15\x04",
        b"%PDF-1.7\n",
        b"\xfd7zXZ\0\0",
        b"\x28\xb5\x2f\xfd",
    ];
    assert_snapshot!("others", others.map(packed).concat());
}

#[test]
fn a_record_beyond_the_limit_is_passed_over() {
    let options = Options { max_record: 20, ..Options::default() };
    let long = "y".repeat(90);
    let input = format!("{{\"id\":1}}\n{{\"id\":2,\"x\":\"{long}\"}}\n{{\"id\":3}}\n");
    let want = "line 1: 1 None \nline 2: too-long | the record is longer than the limit of \
                20 bytes\nline 3: 3 None \n";
    assert_eq!(stream_with(input.as_bytes(), &options), format!("Ndjson\n{want}"));
    let options = Options { format: Some(Format::Json), ..options };
    assert_eq!(stream_with(input.as_bytes(), &options), format!("Json\n{want}"));
    let options = Options { format: Some(Format::Csv), ..options };
    let input = format!("id,x\n1,\n2,\"{long}\"\n3,\n");
    let want =
        want.replace("line 3", "line 4").replace("line 2", "line 3").replace("line 1", "line 2");
    assert_eq!(stream_with(input.as_bytes(), &options), format!("Csv\nheader id,x\n{want}"));
}

#[test]
fn lines_are_counted_wherever_a_block_ends_after_too_long_a_row() {
    let options = Options { max_record: 20, format: Some(Format::Csv), ..Options::default() };
    // More than is looked at to tell the format, so that blocks are as small as they may be.
    let rows = "0,\r\n".repeat(5000);
    let reader = reader();
    for long in 10..30 {
        let input = format!("id,x\r\n{rows}1,{}\r\n2,\r\n", "y".repeat(long));
        let options = Options { block: 7, ..options.clone() };
        let out = read(input.as_bytes(), &options, &reader).0;
        assert!(out.ends_with("\nline 5003: 2 None \n"), "{long}: {}", &out[out.len() - 200..]);
    }
}

#[test]
fn what_is_too_long_may_be_odd_as_well() {
    let options = Options { max_record: 20, format: Some(Format::Json), ..Options::default() };
    let pad = " ".repeat(60);
    for odd in
        ["\\".repeat(60), format!("\n{pad}"), format!("\n{pad}{{"), format!("\"{pad}\n{pad}\"")]
    {
        let input = format!("[{pad}{{\"id\":1,\"x\":\"yyyyyyyyyyyy{odd}\"}},\n{{\"id\":2}}]");
        let (out, bytes, _) = read(input.as_bytes(), &options, &reader());
        assert_eq!(bytes, input.as_bytes());
        assert!(out.contains("too-long") || out.contains("syntax"), "{out}");
        for block in 1..40 {
            let options = Options { block, ..options.clone() };
            let (out, bytes, _) = read(input.as_bytes(), &options, &reader());
            assert_eq!(bytes, input.as_bytes());
            assert!(out.contains("too-long") || out.contains("syntax"), "{out}");
        }
    }
}

/// A stream that is made up while it is read, so that only the reader can hold memory.
struct Bomb {
    left: usize,
}

impl Read for Bomb {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.left);
        buffer[..count].fill(b'[');
        self.left -= count;
        Ok(count)
    }
}

#[test]
fn a_bomb_of_one_line_is_one_reject() {
    let reader = reader();
    for format in [Format::Ndjson, Format::Json] {
        let options = Options { max_record: 1 << 20, format: Some(format), ..Options::default() };
        let mut out = String::new();
        let bomb = Bomb { left: 64 << 20 };
        let work = |chunk: &Chunk<'_>| shown(chunk).0;
        run(bomb, &options, &reader, work, |text| {
            out.push_str(&text);
            Ok::<(), io::Error>(())
        })
        .expect("nothing can fail in memory");
        let first = out.lines().next();
        assert_eq!(first, Some("line 1: too-long | the record is longer than the limit of 1 MiB"));
    }
}

#[test]
fn what_each_gives_ends_the_run() {
    let reader = reader();
    let fail = |()| Err(io::Error::other("the disk is full"));
    let error = run(&b"{\"id\":1}\n"[..], &Options::default(), &reader, |_| (), fail).unwrap_err();
    assert_eq!(error.to_string(), "the disk is full");
}

#[test]
fn brackets_that_are_never_closed_take_no_longer_than_others() {
    let many = 100_000;
    let options = Options { format: Some(Format::Json), ..Options::default() };
    for (line, end) in [("{\n", ""), ("{\"id\":1,\n", "]"), ("{\"id\":\"\n", "\"]"), ("[\n", "}")] {
        let input = format!("[{}{end}", line.repeat(many));
        let (out, bytes, _) = read(input.as_bytes(), &options, &reader());
        assert!(out.lines().all(|line| !line.contains("Some")), "nothing of it is a record");
        assert_eq!(bytes.len(), input.len());
    }
}

proptest! {
    #[test]
    fn no_stream_is_too_odd(
        parts in proptest::collection::vec(0usize..25, 0..60),
        block in 1usize..30,
        limit in prop_oneof![Just(1usize), Just(9), Just(30), Just(1 << 20)],
        format in prop_oneof![Just(Format::Ndjson), Just(Format::Json), Just(Format::Csv)],
    ) {
        const PARTS: [&str; 25] = [
            "{", "}", "[", "]", "\"", "\\", "\n", "\r\n", "\r", ",", ":", "{\"id\":1}", "id,x\n", "1,2\n", " ",
            "nope", "\"\"", "null", "\u{1e}", "é", "{\"id\":\"a\"},\n", "7", "\n{\"id\":2,", ";", "\0",
        ];
        let input: String = parts.iter().map(|part| PARTS[*part]).collect();
        let options = Options { block, max_record: limit, format: Some(format), ..Options::default() };
        let reader = reader();
        let (out, bytes, outcome) = read(input.as_bytes(), &options, &reader);
        // A text of which every second byte is zero may be UTF-16.
        if outcome.fault.is_none() && outcome.encoding.is_none() {
            prop_assert_eq!(String::from_utf8_lossy(&bytes), &*input);
        }
        if limit > 30 {
            let whole = Options { block: 1 << 20, ..options };
            prop_assert_eq!(read(input.as_bytes(), &whole, &reader).0, out);
        }
    }
}
