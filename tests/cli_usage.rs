//! Using the commands wrongly: what they say, and that they exit with 2.
#![cfg(feature = "cli")]

mod support;

use support::Test;

#[test]
fn no_command_at_all() {
    let (status, _, stderr) = Test::new().output();
    assert_eq!(status, 2);
    assert!(stderr.contains("Commands:"), "{stderr}");
}

#[test]
fn help_for_each_command() {
    let mut help = String::new();
    let commands = [
        "",
        "check",
        "eval",
        "survey",
        "diff",
        "report",
        "explain",
        "test",
        "simulate",
        "graph",
        "describe",
        "fmt",
        "completions",
        "man",
    ];
    for command in commands {
        let (status, stdout, stderr) = Test::new().args(command).args("--help").output();
        assert_eq!((status, stderr.as_str()), (0, ""), "{command}");
        help += &format!("$ flywheel {command} --help\n{stdout}\n");
    }
    insta::assert_snapshot!(help);
}

#[test]
fn a_file_that_is_not_there() {
    insta::assert_snapshot!(Test::new().args("check nowhere.flywheel").run());
}

#[test]
fn a_folder() {
    let test = Test::new().bytes("rules/a.flywheel", b"");
    insta::assert_snapshot!(test.args("check rules").run());
}

#[test]
fn rules_that_are_no_text() {
    let test = Test::new().bytes("rules.flywheel", b"flywheel\n\xff\xfe");
    insta::assert_snapshot!(test.args("check rules.flywheel").run());
}

#[test]
fn standard_input_twice() {
    insta::assert_snapshot!(Test::new().args("eval - -").run());
}

#[test]
fn an_output_that_is_an_input() {
    let test = Test::new().bytes("a.ndjson", b"").bytes("r.flywheel", b"");
    insta::assert_snapshot!(test.args("eval r.flywheel a.ndjson --update ./a.ndjson").run());
}

#[test]
fn an_output_in_a_folder_that_is_not_there() {
    let test = Test::new().bytes("a.ndjson", b"").bytes("r.flywheel", b"stage A\n  resting\n");
    insta::assert_snapshot!(test.args("eval r.flywheel a.ndjson --update out/new.ndjson").run());
}

#[test]
fn one_file_for_two_outputs() {
    let test = Test::new().bytes("a.ndjson", b"").bytes("r.flywheel", b"");
    let test = test.args("eval r.flywheel a.ndjson --update out --rejects ./out");
    insta::assert_snapshot!(test.run());
}

#[test]
fn an_update_of_several_files() {
    let test = Test::new().args("eval r.flywheel a.ndjson b.ndjson --update c.ndjson");
    insta::assert_snapshot!(test.run());
}

#[test]
fn manual_pages() {
    let test = Test::new().args("man pages/man1");
    assert_eq!(test.output(), (0, String::new(), String::new()));
    let page = |name: &str| std::fs::read_to_string(test.path(&format!("pages/man1/{name}.1")));
    let commands = [
        "init", "check", "eval", "diff", "report", "explain", "test", "simulate", "graph",
        "describe",
    ];
    for command in commands {
        let page = page(&format!("flywheel-{command}")).unwrap();
        assert!(page.contains(&format!("flywheel\\-{command}")), "{page}");
    }
    let all = page("flywheel").unwrap();
    assert!(all.contains("flywheel\\-eval(1)"), "{all}");
    let eval = page("flywheel-eval").unwrap();
    // What can be repeated has dots, in the usage and where it is described.
    assert!(eval.contains("flywheel eval [OPTIONS] <RULES> [CUSTOMERS]...\n"), "{eval}");
    assert!(eval.contains("\\fB\\-\\-table\\fR \\fI<NAME=FILE>\\fR..."), "{eval}");
    assert!(!eval.contains("\\fI<WHEN>\\fR..."), "{eval}");
    for (name, codes) in [
        ("flywheel-eval", 4),
        ("flywheel-diff", 4),
        ("flywheel-report", 4),
        ("flywheel-check", 3),
        ("flywheel-man", 2),
        ("flywheel", 4),
    ] {
        let page = page(name).unwrap();
        let (_, section) = page.split_once(".SH EXIT STATUS\n").expect(name);
        let section = section.split(".SH ").next().unwrap();
        assert_eq!(section.matches(".TP\n").count(), codes, "{name}: {section}");
        assert!(section.contains("\\fB0\\fR\n"), "{name}: {section}");
    }
    // Once more, over the pages that are there.
    assert_eq!(test.output().0, 0);
}

#[test]
fn completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, stdout, _) = Test::new().args("completions").arg(shell).output();
        assert_eq!(status, 0);
        assert!(stdout.contains("as-of"), "{shell}");
    }
}

#[test]
fn tables_given_wrongly() {
    let rules = b"customer\n  orders: events from table by \"customer_id\" key \"no\"\n  \
        lines: events from table by \"no\" of orders\nany stage\n  when 2 lines or an order tag \"x\"\nstage S\n  resting\n";
    let mut said = String::new();
    for args in [
        "c.csv",
        "c.csv --table orders=o.csv",
        "c.csv --table order=o.csv --table lines=l.csv",
        "c.csv --table Orders=o.csv",
        "c.csv --table orders=o.csv --table tickets=l.csv",
        "--table customers=c.csv --table orders=o.csv --table lines=l.csv",
        "c.csv c.csv --table orders=o.csv --table lines=l.csv",
        "c.csv o.csv --table orders=o.csv --table lines=l.csv",
        "c.csv orders=o.csv",
        "c.csv --table orders=l.csv --table lines=l.csv",
        "--table orders=o.csv --table lines=l.csv --update new.csv",
    ] {
        let test = Test::new().bytes("r.flywheel", rules).bytes("c.csv", b"id\na\n");
        let test = test.bytes("o.csv", b"customer_id,no\na,1\n").bytes("l.csv", b"no\n1\n");
        let (status, _, stderr) = test.args("eval r.flywheel").args(args).output();
        assert_eq!(status, 2, "{args}: {stderr}");
        said += &format!("$ flywheel eval r.flywheel {args}\n{stderr}\n");
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_moment_that_is_too_late() {
    let mut said = String::new();
    for args in [
        "eval r.flywheel c.csv --as-of 9999-12-31T23:59:59Z",
        "eval r.flywheel c.csv --as-of 9999-12-31",
        "replay r.flywheel c.csv --from 9999-12-01 --to 9999-12-31",
    ] {
        let test = Test::new().bytes("r.flywheel", b"stage S\n  resting\n");
        let (status, stdout, stderr) = test.bytes("c.csv", b"id\na\n").args(args).output();
        assert_eq!((status, stdout.as_str()), (2, ""), "{args}: {stderr}");
        said += &format!("$ flywheel {args}\n{stderr}\n");
    }
    insta::assert_snapshot!(said);
}
