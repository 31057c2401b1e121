//! How problems look, with hand-made problems on a small file.
#![cfg(feature = "cli")]

use flywheel::Program;
use flywheel::problems::{FileId, Look, Problem, Problems, Sources, Span, json, plain, pretty};
use flywheel::problems::{counted, github, register, sarif};

const RULES: &str = "\
flywheel \"Größe\"

stage Engaged
  after 3 purchases and NPS ≥ 9 move to Enthusiat; send swag

stage Enthusiast
";

fn sources() -> Sources {
    let mut sources = Sources::new();
    sources.add("rules.flywheel", RULES);
    sources.add("shared.flywheel", "reward swag\n");
    sources
}

/// The span of a stretch of the rules, found by its words.
fn span(words: &str) -> Span {
    let start = RULES.find(words).unwrap();
    Span::new(FileId(0), start, start + words.len())
}

fn misspelt() -> Problem {
    let title = "There is no stage called `Enthusiat`";
    Problem::new(register::SYNTAX, title, span("Enthusiat;"), "no stage has this name")
        .and_at(span("Enthusiast"), "a stage with a name much like it")
        .help("write `move to Enthusiast`")
}

fn all() -> Problems {
    let mut problems = Problems::new();
    problems.push(misspelt());
    let end = Span::new(FileId(0), RULES.len(), RULES.len());
    problems.push(
        Problem::new(register::UNCLOSED, "This stage has nothing in it", end, "")
            .help("Give it a rule, such as:\n  after 3 purchases move to Engaged"),
    );
    let swag = Span::new(FileId(1), 7, 11);
    let title = "The reward `swag` is declared twice, and a customer can only be given one of \
                 the two: please keep one";
    problems.push(
        Problem::new(register::HABIT, title, span("swag"), "declared here")
            .and_at(swag, "and here too"),
    );
    problems
}

#[test]
fn drawn_for_a_person() {
    insta::assert_snapshot!(pretty(&sources(), &all(), Look::PLAIN));
}

#[test]
fn drawn_in_colour() {
    let mut problems = Problems::new();
    problems.push(misspelt());
    let look = Look { width: 60, colour: true, ..Look::PLAIN };
    insta::assert_snapshot!(
        format!("{:?}", pretty(&sources(), &problems, look)).replace("\\n", "\n")
    );
}

#[test]
fn in_a_line_each() {
    insta::assert_snapshot!(plain(&sources(), &all()));
}

#[test]
fn for_programs() {
    insta::assert_snapshot!(json(&[(&sources(), &all())]));
}

#[test]
fn counted_in_words() {
    assert_eq!(counted(&all()), "3 errors");
    assert_eq!(counted(&Problems::new()), "");
}

/// Wherever a span lies, drawing it works and shows its label.
#[test]
fn no_span_breaks_the_drawing() {
    let long = format!("stage {} Ü\nstage B", "long ".repeat(400));
    for text in ["", "\n", "x", "é\u{301}\r\n\tñ\r", "a\nb\nc\nd\ne\nf\n", RULES, &long] {
        let mut sources = Sources::new();
        let file = sources.add("a.flywheel", text);
        let step = if text.len() > 1000 { 97 } else { 1 };
        for start in (0..text.len() + 3).step_by(step) {
            for end in (start..text.len() + 3).step_by(step) {
                let mut problems = Problems::new();
                problems.push(
                    Problem::new(register::SYNTAX, "t", Span::new(file, start, end), "main label")
                        .and_at(Span::new(file, end / 2, end / 2 + 1), "other label"),
                );
                let drawn = pretty(&sources, &problems, Look::PLAIN);
                assert!(
                    text.trim().is_empty() || drawn.contains("main label"),
                    "{start}..{end} of {text:?}:\n{drawn}"
                );
                assert!(drawn.lines().all(|line| line.chars().count() < 1000), "{drawn}");
            }
        }
    }
}

/// The places of all problems of a text, as each format names them.
fn places(text: &str) -> [Vec<(u64, u64)>; 4] {
    let (sources, problems) = match Program::parse("rules.flywheel", text) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    };
    let number = |text: &str| text.parse::<u64>().unwrap();
    let plain = plain(&sources, &problems);
    let plain = plain.lines().map(|line| {
        let mut parts = line.split(':').skip(1);
        (number(parts.next().unwrap()), number(parts.next().unwrap()))
    });
    let json: serde_json::Value = serde_json::from_str(&json(&[(&sources, &problems)])).unwrap();
    let json = json["problems"].as_array().unwrap().iter();
    let json = json.map(|at| (at["line"].as_u64().unwrap(), at["column"].as_u64().unwrap()));
    let sarif: serde_json::Value = serde_json::from_str(&sarif(&[(&sources, &problems)])).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
    let sarif = results.iter().map(|result| {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        (region["startLine"].as_u64().unwrap(), region["startColumn"].as_u64().unwrap())
    });
    let pretty = problems.iter().map(|problem| {
        let mut alone = Problems::new();
        alone.push(problem.clone());
        let drawn = pretty(&sources, &alone, Look::PLAIN);
        let at = drawn.split("rules.flywheel:").nth(1).unwrap();
        let mut parts = at.split([':', ']', '\n']);
        (number(parts.next().unwrap()), number(parts.next().unwrap()))
    });
    // Annotations have a column only where the problem is on one line.
    for (line, place) in github(&sources, &problems).lines().zip(plain.clone()) {
        assert!(line.contains(&format!("line={},", place.0)), "{line}");
        assert!(!line.contains(",col=") || line.contains(&format!(",col={},", place.1)), "{line}");
    }
    [plain.collect(), json.collect(), sarif.collect(), pretty.collect()]
}

#[test]
fn every_format_names_the_same_place() {
    let mut texts = vec![
        "stage A\n  when a\u{a0}purchase move to B\n".to_owned(),
        "stage A\n  when NPS ≥ 9 \u{202e}move to B".to_owned(),
        "stage A\n  when \u{200b}\u{3000}NPS move to\n\n".to_owned(),
        "\u{a0}\nstage\n".to_owned(),
        "\n\n".to_owned(),
        String::new(),
    ];
    for entry in std::fs::read_dir("tests/syntax/mistakes").unwrap() {
        texts.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    for text in texts {
        let [plain, json, sarif, pretty] = places(&text);
        assert_eq!(plain, json, "{text}");
        assert_eq!(plain, sarif, "{text}");
        assert_eq!(plain, pretty, "{text}");
    }
}
