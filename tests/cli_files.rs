//! The files that commands write: whole or not at all, wherever they are and however a run ends.
#![cfg(all(feature = "cli", unix))]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use support::Test;

const RULES: &str = "customer\n  nps: number\nstage A\n  resting\n  when nps is 3 tag \"x\"\n";

/// Enough to fill every pipe, with a record that is rejected at the end.
fn many() -> String {
    let lines = (0..12_000).map(|n| format!("{{\"id\":\"c{n}\",\"nps\":3}}\n"));
    lines.collect::<String>() + "{\"id\":1,\"nps\":\"bad\"}\n"
}

fn test() -> Test {
    Test::new().bytes("r.flywheel", RULES.as_bytes()).bytes("c.ndjson", many().as_bytes())
}

fn small() -> Test {
    let records = "{\"id\":1,\"nps\":\"nine\"}\n{\"id\":2,\"nps\":3}\n";
    Test::new().bytes("r.flywheel", RULES.as_bytes()).bytes("c.ndjson", records.as_bytes())
}

fn read(test: &Test, name: &str) -> String {
    fs::read_to_string(test.path(name)).unwrap_or_else(|error| format!("{name}: {error}"))
}

/// What a shell makes of a script, in which `flywheel` is the command.
fn shell(test: &Test, script: &str) -> (Option<i32>, String, String) {
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_flywheel")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", script])
        .env("PATH", path)
        .current_dir(test.path("."))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The names of files that are not ours.
fn leftovers(test: &Test, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(test.path(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_reader_who_leaves_does_not_keep_files_from_being_written() {
    let whole = test();
    let args = "eval r.flywheel c.ndjson --as-of 2026-06-30 --update up --rejects rej --format";
    shell(&whole, &format!("flywheel {args} ndjson > /dev/null"));
    for format in ["summary", "table", "json", "ndjson", "csv"] {
        let test = test();
        fs::write(test.path("up"), "as it was\n").unwrap();
        for reader in ["head -c 1", "true"] {
            let (status, _, said) = shell(
                &test,
                &format!("flywheel {args} {format} | {reader}; exit ${{PIPESTATUS[0]}}"),
            );
            assert_eq!(status, Some(3), "{format}, {reader}: {said}");
            assert_eq!(read(&test, "up"), read(&whole, "up"), "{format}");
            assert_eq!(read(&test, "rej"), read(&whole, "rej"), "{format}");
        }
        assert_eq!(leftovers(&test, "."), [""; 0]);
    }
    let (status, _, _) = shell(
        &whole,
        "flywheel eval r.flywheel c.ndjson --format csv 2> >(true) | cat > /dev/null; exit ${PIPESTATUS[0]}",
    );
    assert_eq!(status, Some(3), "nobody reads the standard error");
}

#[test]
fn streams_and_devices_are_written_into() {
    let test = small();
    let args = "eval r.flywheel c.ndjson --as-of 2026-06-30";
    let rejected = "{\"file\":\"c.ndjson\",\"line\":1,\"path\":\"nps\",\"code\":\"not-a-number\"";
    fs::write(test.path("log"), "a line of yesterday\n").unwrap();
    let (status, _, _) = shell(
        &test,
        &format!("flywheel {args} --format ndjson --rejects /dev/stderr 2>> log > /dev/null"),
    );
    assert_eq!(status, Some(3));
    let log = read(&test, "log");
    assert!(log.starts_with("a line of yesterday\n") && log.contains(rejected), "{log}");

    shell(&test, &format!("flywheel {args} --format csv --update /dev/stdout > out"));
    let out = read(&test, "out");
    assert!(out.starts_with("id,from,to,"), "{out}");
    assert!(out.contains("{\"id\":2,\"nps\":3,\"stage\":\"A\""), "{out}");

    fs::write(test.path("log"), "a line of yesterday\n").unwrap();
    shell(&test, &format!("flywheel {args} --rejects /dev/fd/3 3>> log"));
    let log = read(&test, "log");
    assert!(log.starts_with("a line of yesterday\n") && log.contains(rejected), "{log}");
    let (status, _, said) = shell(&test, &format!("flywheel {args} --rejects /dev/fd/19 19>&-"));
    assert_eq!(status, Some(2));
    assert!(said.contains("cannot write /dev/fd/19: no such stream is open"), "{said}");

    // A link to a stream, a process that reads, a pipe with a name.
    symlink("/dev/stderr", test.path("link")).unwrap();
    let (_, _, said) = shell(&test, &format!("flywheel {args} --rejects link"));
    assert!(said.contains(rejected), "{said}");
    let (_, said, _) = shell(
        &test,
        &format!(
            "flywheel {args} --rejects >(cat > copy; echo done > ready) > out; while [ ! -e ready ]; do sleep 0.01; done; cat copy"
        ),
    );
    assert!(said.contains(rejected), "{said}");
    let (_, said, _) =
        shell(&test, &format!("mkfifo pipe; flywheel {args} --update pipe > out & cat pipe; wait"));
    assert!(said.contains("\"stage\":\"A\""), "{said}");
    assert!(!fs::metadata(test.path("pipe")).unwrap().is_file());

    let (status, _, said) =
        shell(&test, &format!("flywheel {args} --update /dev/null --rejects /dev/null"));
    assert_eq!((status, &*said), (Some(3), ""));
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_pipe_whose_reader_leaves_is_a_failure() {
    let test = test();
    let script = "mkfifo pipe; flywheel eval r.flywheel c.ndjson --update pipe --rejects rej \
                  & head -c 1 pipe > /dev/null; wait $!";
    let (status, _, said) = shell(&test, script);
    assert_eq!(status, Some(2), "{said}");
    assert!(
        said.contains("error[cannot-write]: cannot write pipe: its reader stopped reading"),
        "{said}"
    );
    assert!(!test.path("rej").exists());
}

#[test]
fn a_link_is_followed_and_stays() {
    let test = small();
    fs::create_dir(test.path("folder")).unwrap();
    fs::write(test.path("folder/real"), "as it was\n").unwrap();
    symlink("folder/real", test.path("to_file")).unwrap();
    symlink("folder/none", test.path("to_nothing")).unwrap();
    let args = "eval r.flywheel c.ndjson --update to_file --rejects to_nothing";
    let (status, _, said) = shell(&test, &format!("flywheel {args}"));
    assert_eq!(status, Some(3), "{said}");
    for (link, target) in [("to_file", "folder/real"), ("to_nothing", "folder/none")] {
        assert!(fs::symlink_metadata(test.path(link)).unwrap().is_symlink());
        assert!(read(&test, target).contains("\"nps\""));
    }
    let (status, _, said) =
        shell(&test, "flywheel eval r.flywheel c.ndjson --update to_nothing --rejects folder/none");
    assert_eq!(status, Some(2));
    assert!(said.contains("would both write"), "{said}");
    symlink("c.ndjson", test.path("input")).unwrap();
    let (status, _, said) = shell(&test, "flywheel eval r.flywheel c.ndjson --update input");
    assert_eq!(status, Some(2));
    assert!(said.contains("would overwrite input, which is being read"), "{said}");
}

#[test]
fn a_signal_leaves_nothing_behind() {
    const RANKED: &str =
        "customer\n  nps: number\nstage A\n  resting\n  when quintile(nps) is 5 tag \"x\"\n";
    for (signal, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        // The rules with ranks keep a copy of what comes through a pipe; the others write at once.
        for rules in [RULES, RANKED] {
            let test = Test::new().bytes("r.flywheel", rules.as_bytes());
            fs::create_dir(test.path("tmp")).unwrap();
            fs::write(test.path("up"), "as it was\n").unwrap();
            let mut child = Command::new(env!("CARGO_BIN_EXE_flywheel"))
                .args("eval r.flywheel - --format ndjson --update up --rejects rej".split(' '))
                .current_dir(test.path("."))
                .env("TMPDIR", test.path("tmp"))
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            // The input never ends, so that the run cannot either.
            let mut input = child.stdin.take().unwrap();
            let mut some = many().repeat(10).into_bytes();
            some.truncate(1 << 21);
            let mut output = child.stdout.take().unwrap();
            std::thread::scope(|scope| {
                let drain = scope.spawn(move || {
                    let mut first = [0; 1];
                    let read = if rules == RULES { output.read(&mut first).unwrap() } else { 0 };
                    (read, output)
                });
                // Once this is written, most of it has been read.
                input.write_all(&some).unwrap();
                let _output = drain.join().unwrap();
                let id = child.id().to_string();
                assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
                assert_eq!(child.wait().unwrap().signal(), Some(number), "{signal}");
            });
            assert_eq!(leftovers(&test, "."), [""; 0], "{signal}");
            assert_eq!(fs::read_dir(test.path("tmp")).unwrap().count(), 0, "{signal}");
            assert_eq!(read(&test, "up"), "as it was\n");
            assert!(!test.path("rej").exists());
        }
    }
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let test = small();
    let script = "trap '' HUP; mkfifo pipe; flywheel eval r.flywheel pipe --update up > out & id=$!; \
                  exec 3> pipe; cat c.ndjson >&3; kill -s HUP $id; exec 3>&-; wait $id";
    let (status, _, said) = shell(&test, script);
    assert_eq!(status, Some(3), "{said}");
    assert!(read(&test, "up").contains("\"stage\":\"A\""));
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_half_written() {
    let test = test().bytes("old", b"as it was\n");
    fs::create_dir(test.path("folder")).unwrap();
    let eval = "flywheel eval r.flywheel c.ndjson --format csv";
    let cases = [
        ("--update old > /dev/full", "cannot write the results: the disk is full"),
        (
            "--update old --rejects rej --format summary > /dev/full",
            "cannot write the results: the disk is full",
        ),
        ("--update old --format json > /dev/full", "cannot write the results: the disk is full"),
        ("--update /dev/full --rejects rej", "cannot write /dev/full: the disk is full"),
        ("--rejects /dev/full --update old", "cannot write /dev/full: the disk is full"),
        ("--update none/new --rejects rej", "cannot write none/new: no such folder"),
        ("--update old --rejects folder", "cannot write folder: it is a folder"),
        ("--update c.ndjson", "--update would overwrite c.ndjson, which is being read"),
        ("--rejects ./r.flywheel", "--rejects would overwrite ./r.flywheel, which is being read"),
        ("--update old --rejects folder/../old", "--update and --rejects would both write old"),
    ];
    for (args, want) in cases {
        let args = if args.contains("--format") {
            eval.replace(" --format csv", "") + " " + args
        } else {
            format!("{eval} {args}")
        };
        let (status, _, said) = shell(&test, &args);
        assert_eq!(status, Some(2), "{args}: {said}");
        assert!(said.contains(want), "{args}: {said}");
        assert_eq!(read(&test, "old"), "as it was\n", "{args}");
        assert!(!test.path("rej").exists(), "{args}");
        assert_eq!(leftovers(&test, "."), [""; 0], "{args}");
    }
    let text = "stage A\n     resting\n";
    fs::write(test.path("ugly"), text).unwrap();
    let (status, _, said) = shell(&test, "flywheel fmt /dev/stdin < ugly");
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("cannot write /dev/stdin: it is not a file"), "{said}");
    assert_eq!(read(&test, "ugly"), text);
    let others = [
        "--help",
        "explain",
        "explain usage",
        "check r.flywheel",
        "completions bash",
        "fmt - < r.flywheel",
    ];
    for args in others {
        let (status, _, said) = shell(&test, &format!("flywheel {args} > /dev/full"));
        assert_eq!(status, Some(2), "{args}: {said}");
    }
}

#[test]
fn csv_with_any_line_ends_is_read_and_written_back() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "id,nps\nann,3\nbob,4\n".replace('\n', end);
        let test = small().bytes("c.csv", text.as_bytes());
        let (status, said, _) = shell(
            &test,
            "flywheel eval r.flywheel c.csv --as-of 2026-06-30 --format csv --update up.csv",
        );
        assert_eq!(status, Some(0));
        assert!(said.contains("\nann,,A,,,x,,\nbob,,A,"), "{said}");
        let since = "2026-06-30T23:59:59.999999999Z";
        let want = format!("id,nps,stage,stage_since,tags\nann,3,A,{since},x\nbob,4,A,{since},\n");
        assert_eq!(read(&test, "up.csv"), want.replace('\n', end));
    }
}

#[test]
fn the_header_of_a_file_is_kept_once() {
    let header = format!("id,nps,{}", "x".repeat(10_000));
    let rows = "a,?,1\n".repeat(1000);
    // In one chunk, and in one for each customer.
    let file = format!("{header}\n{rows}");
    let test = small().bytes("a.csv", file.as_bytes()).bytes("b.csv", file.as_bytes());
    for strict in ["", "--strict"] {
        let args = format!("flywheel eval r.flywheel a.csv b.csv --rejects rej {strict}");
        assert_eq!(shell(&test, &args).0, Some(3));
        let rejects = read(&test, "rej");
        // Each file has its own.
        assert_eq!((rejects.lines().count(), rejects.matches(&header).count()), (2000, 2));
        assert!(rejects.lines().next().unwrap().contains(&header));
    }
}

#[test]
fn rejected_rows_can_be_run_again() {
    let test = small()
        .bytes("a.csv", b"id,nps\nann,three\nbob,3\n")
        .bytes("b.csv", b"nps;id\n\"a; b\";cy\n4;dee\n");
    let (status, _, _) = shell(&test, "flywheel eval r.flywheel a.csv b.csv --rejects rej");
    assert_eq!(status, Some(3));
    insta::assert_snapshot!(read(&test, "rej"));
}

#[test]
fn a_file_that_is_never_the_same_is_noticed() {
    // The system writes this one anew each time, with how much the process has read so far.
    let file = "/proc/self/io";
    if !std::path::Path::new(file).exists() {
        return;
    }
    let rules = "customer\n  nps: number\nstage A\n  resting\n  when nps is 3 move to B\nstage B\n  resting\n  capacity 3\n";
    let test = Test::new().bytes("r.flywheel", rules.as_bytes());
    let args =
        format!("flywheel eval r.flywheel {file} --input ndjson --format ndjson --rejects rej");
    assert_eq!(shell(&test, &args).0, Some(3));
    let rejects = read(&test, "rej");
    let last = rejects.lines().last().unwrap();
    assert!(last.contains("\"code\":\"changed\""), "{rejects}");
}

#[test]
fn the_time_zones_of_the_machine_do_not_matter() {
    // A time zone file that says that Chicago keeps UTC.
    let block = |version: u8| {
        let head =
            [b"TZif".to_vec(), vec![version], vec![0; 15 + 4 * 4], vec![0, 0, 0, 1, 0, 0, 0, 4]];
        [head.concat(), vec![0; 6], b"UTC\0".to_vec()].concat()
    };
    let zone = [block(b'2'), block(b'2'), b"\nUTC0\n".to_vec()].concat();
    let rules = format!("flywheel \"x\"\n  timezone America/Chicago\n{RULES}");
    let test = Test::new()
        .bytes("zones/America/Chicago", &zone)
        .bytes("r.flywheel", rules.as_bytes())
        .bytes("c.ndjson", b"{\"id\":1}\n");
    let args = "TZDIR=$PWD/zones flywheel eval r.flywheel c.ndjson --as-of 2026-06-30 --update up";
    let (status, _, said) = shell(&test, args);
    assert_eq!(status, Some(0), "{said}");
    assert!(read(&test, "up").contains("\"stage_since\":\"2026-06-30T23:59:59.999999999-05:00\""));
}

const PACKED: &str = "\
customer
  n: number

stage New
  resting
  when n > 10 tag \"many\"
";

fn packed(name: &str) -> Test {
    let bytes = std::fs::read(format!("tests/packed/{name}")).expect("it is kept there");
    Test::new()
        .bytes("rules.flywheel", PACKED.as_bytes())
        .bytes(name, &bytes)
        .args(&format!("eval rules.flywheel {name} --as-of 2026-03-31 --format ndjson"))
}

#[test]
fn zstd_is_read_to_the_end_or_reported() {
    for name in [
        "two-frames.ndjson.zst",
        "frame-without-data.ndjson.zst",
        "cut-short.ndjson.zst",
        "rubbish-after.ndjson.zst",
        "wrong-checksum.ndjson.zst",
    ] {
        insta::assert_snapshot!(name.replace(['-', '.'], "_"), packed(name).run());
    }
}

#[test]
fn an_update_is_not_packed_as_zstd() {
    insta::assert_snapshot!(packed("two-frames.ndjson.zst").args("--update new.ndjson.zst").run());
}

#[test]
fn a_reader_that_leaves_changes_no_verdict() {
    const FAILS: &str = "stage A\n  resting\n\ntest \"x\"\n  given stage A\n  expect move to A\n";
    let test = Test::new()
        .bytes("bad.flywheel", b"stage A\n  resting\n  when x > 3 tag \"y\"\n")
        .bytes("fails.flywheel", FAILS.as_bytes())
        .bytes("ugly.flywheel", b"stage   A\n    resting\n");
    for args in [
        "check bad.flywheel",
        "check --format json bad.flywheel",
        "test fails.flywheel",
        "fmt --check ugly.flywheel",
    ] {
        let (reader, writer) = std::io::pipe().expect("pipes can be made");
        drop(reader);
        let ended = Command::new(env!("CARGO_BIN_EXE_flywheel"))
            .args(args.split(' '))
            .current_dir(test.path(""))
            .stdout(writer)
            .stderr(Stdio::null())
            .status();
        assert_eq!(ended.expect("it can be run").code(), Some(1), "{args}");
    }
}
