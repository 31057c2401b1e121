//! `flywheel fmt`: the layout, what stays as it is, and how the command exits.

#[path = "support/files.rs"]
mod files;
mod support;

use std::fs;
use std::path::PathBuf;

use files::files;
use flywheel::problems::FileId;
use flywheel::syntax::parse;
use flywheel::tools::format::format;

/// Every rule file of the project and every block of rules in its documents.
fn texts() -> Vec<(String, String)> {
    let files: Vec<PathBuf> = ["examples", "benches", "tests"]
        .iter()
        .flat_map(|folder| files(folder, &["flywheel"]))
        .collect();
    // Some are no texts, on purpose.
    let read = |path: &PathBuf| Some((path.display().to_string(), fs::read_to_string(path).ok()?));
    let mut texts: Vec<(String, String)> = files.iter().filter_map(read).collect();
    for entry in fs::read_dir("docs").unwrap() {
        let path = entry.unwrap().path();
        // The pages of problems are full of rules that are wrong, and pictures have none.
        if path.is_dir() || path.extension().is_none_or(|end| end != "md") {
            continue;
        }
        let document = fs::read_to_string(&path).unwrap();
        for (at, block) in document.split("```").skip(1).step_by(2).enumerate() {
            if let Some((info, text)) = block.split_once('\n')
                && (info.starts_with("flywheel") || info == "decide" || info == "tested")
            {
                texts.push((format!("{}, block {at}", path.display()), text.to_owned()));
            }
        }
    }
    texts
}

#[test]
fn what_is_formatted_stays_as_it_is() {
    let mut formatted = 0;
    for (name, text) in texts() {
        let (_, problems) = parse(FileId(0), &text);
        match format(&text) {
            // That the tree is the same is checked whenever something is formatted.
            Ok(once) => {
                formatted += 1;
                assert_eq!(format(&once).unwrap(), once, "{name}");
            }
            Err(_) => assert!(problems.has_errors(), "{name} cannot be formatted"),
        }
    }
    assert!(formatted > 40, "only {formatted} texts could be formatted");
}

#[test]
fn the_examples_are_formatted() {
    for path in files("examples", &["flywheel"]) {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(format(&text).unwrap(), text, "{}", path.display());
    }
}

#[test]
fn the_ends_of_lines_stay() {
    let text = "let a=1\r\n\r\n\r\nlet b=2 # two\r\n";
    assert_eq!(format(text).unwrap(), "let a = 1\r\n\r\nlet b = 2  # two\r\n");
    assert_eq!(format("\u{feff}let a=1").unwrap(), "let a = 1\n");
    assert_eq!(format("").unwrap(), "");
    assert_eq!(format("\n\n  # alone  \n\n\n").unwrap(), "# alone\n");
}

/// Ugly texts in `tests/format` beside what becomes of them.
#[test]
fn ugly_beside_formatted() {
    insta::glob!("format/*.flywheel", |path| {
        let ugly = fs::read_to_string(path).unwrap();
        let formatted = format(&ugly).unwrap();
        insta::assert_snapshot!(format!("{ugly}\n{:─^80}\n{formatted}", " becomes "));
    });
}

#[cfg(feature = "cli")]
mod command {
    use super::support::Test;

    const UGLY: &str = "customer\n  NPS:number\nlet happy=NPS>=9 # so\n";
    const FINE: &str = "customer\n  NPS: number\n\nlet happy = NPS ≥ 9  # so\n";

    fn written(test: &Test, name: &str) -> String {
        std::fs::read_to_string(test.path(name)).unwrap()
    }

    #[test]
    fn a_file_is_rewritten() {
        let test = Test::new().file("a.flywheel", UGLY).file("b.flywheel", FINE);
        let test = test.args("fmt a.flywheel b.flywheel");
        insta::assert_snapshot!(test.run());
        assert_eq!(written(&test, "a.flywheel"), FINE);
        assert_eq!(written(&test, "b.flywheel"), FINE);
    }

    #[test]
    fn check_shows_what_would_change() {
        let test = Test::new().file("a.flywheel", UGLY).file("b.flywheel", FINE);
        let test = test.args("fmt --check a.flywheel b.flywheel");
        insta::assert_snapshot!(test.run());
        assert_eq!(written(&test, "a.flywheel"), UGLY);
    }

    #[test]
    fn mistakes_leave_a_file_alone() {
        let wrong = "customer\n  NPS:number\nlet happy=NPS>=\n";
        let test = Test::new().file("a.flywheel", wrong).file("b.flywheel", UGLY);
        let test = test.args("fmt a.flywheel b.flywheel");
        insta::assert_snapshot!(test.run());
        assert_eq!(written(&test, "a.flywheel"), wrong);
        assert_eq!(written(&test, "b.flywheel"), FINE);
    }

    #[test]
    fn names_and_types_are_left_to_check() {
        let text = "stage A\n  resting\n  when nobody>=$9 give nothing_declared\n";
        let fine = "stage A\n  resting\n  when nobody ≥ $9 give nothing_declared\n";
        let test = Test::new().file("a.flywheel", text).args("fmt a.flywheel");
        insta::assert_snapshot!(test.run());
        assert_eq!(written(&test, "a.flywheel"), fine);
    }

    #[test]
    fn the_standard_input() {
        let test = Test::new().stdin(UGLY).args("fmt -");
        insta::assert_snapshot!(test.run());
    }

    #[test]
    fn a_missing_file_changes_nothing() {
        let test = Test::new().file("a.flywheel", UGLY).args("fmt a.flywheel none.flywheel");
        insta::assert_snapshot!(test.run());
        assert_eq!(written(&test, "a.flywheel"), UGLY);
    }
}

/// Free words behind a number need no brackets around it, and get none.
#[test]
fn free_words_need_no_brackets() {
    for text in [
        "when at least 2 reviews where stars ≥ 4 this calendar month tag \"x\"",
        "when 2 reviews where paid is no this calendar month tag \"x\"",
        "capacity 3, when full move lowest spent - 1 to C",
    ] {
        let text = format!("stage A\n  {text}\n");
        assert_eq!(format(&text).unwrap(), text);
    }
    let turned = "stage A\n  when 2 reviews this calendar month where stars ≥ 4 tag \"x\"\n";
    let there = "stage A\n  when 2 reviews where stars ≥ 4 this calendar month tag \"x\"\n";
    assert_eq!(format(turned).unwrap(), there);
    let list = "customer\n  reviews: events where stars ≥ (4) required with stars number 1 to 5\n";
    let there = "customer\n  reviews: events where stars ≥ 4 required with stars number 1 to 5\n";
    assert_eq!(format(list).unwrap(), there);
}

/// The page about formatting shows a text before and after.
#[test]
fn the_page_shows_what_happens() {
    let page = fs::read_to_string("docs/formatting.md").unwrap();
    let blocks: Vec<&str> = page.split("```flywheel fragment\n").skip(1).collect();
    let [before, after] = blocks[..] else { panic!("there are two texts") };
    let before = before.split("```").next().unwrap();
    let after = after.split("```").next().unwrap();
    assert_eq!(format(before).unwrap(), after);
}
