//! `flywheel graph`: the lifecycles of all examples as pictures, and names that mean something to the
//! formats that they are written in.

#[path = "support/lifecycles.rs"]
mod lifecycles;
mod support;

use std::fs;

use flywheel::Program;
use flywheel::output::Named;
use flywheel::output::wheel::{Format, Picture};
use flywheel::tools::wheel::Wheel;
use lifecycles::lifecycles;
use proptest::prelude::*;
use quick_xml::events::Event;
use support::Test;

fn wheel(program: &Program) -> Wheel {
    Wheel::of(program.model(), program.plan(), program.sources(), "rules")
}

fn drawn(program: &Program, format: Format) -> String {
    format.write(Picture { wheel: &wheel(program), numbers: None })
}

#[test]
fn examples_as_pictures() {
    let all = lifecycles();
    assert!(all.len() >= 10, "only {} lifecycles", all.len());
    for (name, program) in &all {
        for format in Format::all() {
            let name = format!("{name}.{}", format.name());
            insta::with_settings!({ snapshot_path => "wheel/snapshots" }, {
                insta::assert_snapshot!(name, drawn(program, format));
            });
        }
    }
}

/// The picture of the docs is what the command draws.
#[test]
fn the_picture_of_the_docs() {
    let text = fs::read_to_string("examples/advocacy/advocacy.flywheel").unwrap();
    let program = Program::parse("advocacy.flywheel", &text).unwrap();
    let picture = fs::read_to_string("docs/pictures.svg").unwrap();
    let same = picture == drawn(&program, Format::Svg);
    assert!(
        same,
        "write docs/pictures.svg again: flywheel graph examples/advocacy/advocacy.flywheel"
    );
}

#[test]
fn every_stage_rule_and_gift_is_in_the_picture() {
    let twenty = fs::read_to_string("tests/wheel/twenty.flywheel").unwrap();
    let twenty = Program::parse("twenty.flywheel", &twenty).unwrap();
    let all = lifecycles().into_iter().chain([("twenty".to_owned(), twenty)]);
    for (name, program) in all {
        let model = program.model();
        let wheel = wheel(&program);
        let texts = texts(&drawn(&program, Format::Svg));
        let all = texts.join(" ");
        for stage in &model.stages {
            let name = letters(&stage.name);
            assert!(texts.iter().any(|text| name.contains(&letters(text))), "{}", stage.name);
        }
        let squeezed = letters(&all);
        for arrow in &wheel.arrows {
            for reason in &arrow.reasons {
                let condition = letters(&reason.condition);
                assert!(squeezed.contains(&condition), "{name}: {}", reason.condition);
            }
        }
        for gift in wheel.nodes.iter().chain(&wheel.anywhere).flat_map(|node| &node.gifts) {
            assert!(squeezed.contains(&letters(gift)), "{name}: {gift}");
        }
        let moves = model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
        let moves = moves.filter(|rule| rule.move_to.is_some()).count();
        let way = wheel.arrows.iter().flat_map(|arrow| &arrow.reasons);
        assert!(way.count() >= moves, "{name}: a rule is missing");
    }
}

/// A text without white space, since pictures break lines.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The texts of an XML document, which has to be well formed.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut texts: Vec<String> = Vec::new();
    let mut open = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}\n{svg}")) {
            Event::Start(tag) => {
                open += 1;
                assert_ne!(tag.name().as_ref(), "script");
                tag.attributes().for_each(|attribute| drop(attribute.unwrap()));
                texts.push(String::new());
            }
            Event::End(_) => open -= 1,
            Event::Text(text) => {
                texts.last_mut().expect("it is in a tag").push_str(&text);
            }
            Event::GeneralRef(name) => {
                let letter = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("{other} is not known to XML"),
                };
                texts.last_mut().expect("it is in a tag").push(letter);
            }
            Event::Eof => break,
            Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    assert_eq!(open, 0);
    texts
}

fn hostile() -> Program {
    let text = fs::read_to_string("tests/wheel/hostile.flywheel").unwrap();
    Program::parse("hostile.flywheel", &text).unwrap()
}

#[test]
fn hostile_names_are_only_text_in_svg() {
    let svg = drawn(&hostile(), Format::Svg);
    let texts = texts(&svg);
    assert!(
        letters(&texts.concat()).contains("</title><script>alert(1)</script>]]>&"),
        "{texts:?}"
    );
    assert!(
        !svg.contains("<script") && !svg.contains("<img") && !svg.contains('\u{202e}'),
        "{svg}"
    );
}

#[test]
fn hostile_names_are_only_text_in_mermaid() {
    let diagram = drawn(&hostile(), Format::Mermaid);
    only_text_in_mermaid(&diagram);
    insta::assert_snapshot!(diagram);
}

/// Labels have nothing but letters and numbers of letters.
fn only_text_in_mermaid(diagram: &str) {
    for line in diagram.lines() {
        let quotes = line.matches('"').count();
        assert!(quotes == 0 || quotes == 2, "{line}");
        if let Some((_, label)) = line.split_once('"') {
            let (label, _) = label.split_once('"').unwrap();
            let label = label.replace("<br/>", "");
            let bad = |letter: &char| "<>[]{}()|`\\&*_~".contains(*letter);
            assert!(!label.chars().any(|letter| bad(&letter)), "{line}");
            // What is left of `#` and `;` are numbers.
            for number in label.split('#').skip(1) {
                let (number, _) = number.split_once(';').unwrap_or_else(|| panic!("{line}"));
                assert!(number.parse::<u32>().is_ok(), "{line}");
            }
        }
    }
}

#[test]
fn hostile_names_are_only_text_in_dot() {
    let graph = drawn(&hostile(), Format::Dot);
    only_text_in_dot(&graph);
    insta::assert_snapshot!(graph);
}

/// What is outside of quotation marks is ours.
fn only_text_in_dot(graph: &str) {
    let mut outside = String::new();
    let (mut within, mut escaped) = (false, false);
    for letter in graph.chars() {
        match letter {
            '"' if !escaped => within = !within,
            letter if !within => outside.push(letter),
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    assert!(!within, "{graph}");
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " \n=[],{}->_.".contains(letter);
    assert!(outside.chars().all(plain), "{outside}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_only_text(title in any::<String>(), rule in any::<String>(), tag in any::<String>()) {
        let quoted = |text: &str| {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
            format!("\"x{text}\"")
        };
        let rules = format!(
            "flywheel {}\nstage A\n  rule {} when tagged {} move to B\nstage B\n  resting\n",
            quoted(&title), quoted(&rule), quoted(&tag)
        );
        // Some characters cannot be in a rule file.
        if let Ok(program) = Program::parse("rules.flywheel", &rules) {
            texts(&drawn(&program, Format::Svg));
            only_text_in_mermaid(&drawn(&program, Format::Mermaid));
            only_text_in_dot(&drawn(&program, Format::Dot));
        }
    }
}

#[test]
fn dead_ends_and_stages_that_nobody_reaches_are_marked() {
    let text =
        "stage A\n  when tagged \"x\" move to B\nstage B\nstage C\n  when tagged \"y\" move to B\n";
    let program = Program::parse("rules.flywheel", text).unwrap();
    let marks: Vec<Vec<&str>> =
        wheel(&program).nodes.iter().map(|node| node.marks().collect()).collect();
    assert_eq!(marks, [vec![], vec!["dead end"], vec!["cannot be reached"]]);
    for format in Format::all() {
        let drawn = drawn(&program, format);
        assert!(drawn.contains("dead end") && drawn.contains("cannot be reached"), "{drawn}");
    }
}

/// How many are in each stage and move along each arrow; who is rejected is in neither.
#[cfg(feature = "cli")]
#[test]
fn customers_are_counted() {
    let rules = fs::read_to_string("examples/advocacy/advocacy.flywheel").unwrap();
    let customers = fs::read("examples/advocacy/customers.ndjson").unwrap();
    let test = Test::new().file("rules.flywheel", &rules).bytes("customers.ndjson", &customers);
    let test = test.args("graph rules.flywheel customers.ndjson --as-of 2026-03-31 --format dot");
    let (status, graph, told) = test.output();
    assert_eq!(status, 3, "{told}");
    assert!(told.contains("rejected[not-a-number]"), "{told}");
    insta::assert_snapshot!(graph);
}

#[cfg(feature = "cli")]
#[test]
fn rows_of_tables_are_joined() {
    let rules = fs::read_to_string("examples/tables/tables.flywheel").unwrap();
    let mut test = Test::new().file("rules.flywheel", &rules);
    let mut command =
        "graph rules.flywheel customers.csv --as-of 2026-03-31 --format mermaid".to_owned();
    for name in ["customers", "orders", "lines", "surveys"] {
        let file = format!("{name}.csv");
        test = test.bytes(&file, &fs::read(format!("examples/tables/{file}")).unwrap());
        if name != "customers" {
            command.push_str(&format!(" --table {name}={file}"));
        }
    }
    insta::assert_snapshot!(test.args(&command).run());
}

#[cfg(feature = "cli")]
#[test]
fn what_is_about_customers_needs_them() {
    let test = Test::new().file("r.flywheel", "stage A\n  resting\n");
    insta::assert_snapshot!(test.args("graph r.flywheel --as-of 2026-03-31").run());
}
