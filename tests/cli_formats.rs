//! `flywheel check` for other programs, and `--fix`.
#![cfg(feature = "cli")]

mod support;

use serde_json::Value;
use support::Test;

const RULES: &str = "\
customer
  NPS: number 0 to 10
  plan: one of (free, pro)
  purchases: events with amount money

stage Engaged
  when NPS == 9 && plan is \"pro\" move to Enthusiat
  when purchases ≥ 3 and sum(purchases.amount) ≥ 500 move to Enthusiast

stage Enthusiast
  resting
";

fn test(args: &str) -> Test {
    Test::new()
        .bytes("my wheel.flywheel", RULES.as_bytes())
        .args("check")
        .arg("my wheel.flywheel")
        .args(args)
}

/// Follows the parts of JSON Schema that the schema of SARIF uses, but for patterns and formats.
struct Schema<'s>(&'s Value);

impl Schema<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        if let Some(target) = schema["$ref"].as_str() {
            let target = self.0.pointer(target.trim_start_matches('#')).unwrap();
            return self.check(target, value, at, wrong);
        }
        let is = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if let Some(wanted) = schema["type"].as_str().filter(|wanted| *wanted != is) {
            wrong.push(format!("{at} is {is}, not {wanted}"));
        }
        if schema["enum"].as_array().is_some_and(|allowed| !allowed.contains(value)) {
            wrong.push(format!("{at} is {value}, not one of {}", schema["enum"]));
        }
        if schema["minimum"].as_i64().zip(value.as_i64()).is_some_and(|(least, is)| is < least) {
            wrong.push(format!("{at} is {value}, less than {}", schema["minimum"]));
        }
        for key in ["anyOf", "oneOf"] {
            let fits = |schema: &Value| {
                let mut wrong = Vec::new();
                self.check(schema, value, at, &mut wrong);
                wrong.is_empty()
            };
            if schema[key].as_array().is_some_and(|schemas| !schemas.iter().any(fits)) {
                wrong.push(format!("{at} fits none of {key}"));
            }
        }
        self.members(schema, value, at, wrong);
    }

    fn members(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        for name in schema["required"].as_array().into_iter().flatten() {
            if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                wrong.push(format!("{at} has no {name}"));
            }
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(name) {
                Some(schema) => self.check(schema, member, &format!("{at}.{name}"), wrong),
                None if schema["additionalProperties"] == false => {
                    wrong.push(format!("{at} may not have {name}"));
                }
                None => {}
            }
        }
        let entries = value.as_array().map_or(&[][..], Vec::as_slice);
        if schema["minItems"]
            .as_u64()
            .is_some_and(|least| (entries.len() as u64) < least && value.is_array())
        {
            wrong.push(format!("{at} has too few entries"));
        }
        for (place, entry) in entries.iter().enumerate() {
            self.check(&schema["items"], entry, &format!("{at}[{place}]"), wrong);
        }
    }
}

#[test]
fn sarif_is_valid_against_the_published_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("sarif/sarif-schema-2.1.0.json")).unwrap();
    for rules in [RULES, "stage A\n  resting\n"] {
        let test = Test::new().bytes("a.flywheel", rules.as_bytes());
        let (_, said, _) = test.args("check a.flywheel --format sarif").output();
        let log: Value = serde_json::from_str(&said).unwrap();
        let mut wrong = Vec::new();
        Schema(&schema).check(&schema, &log, "log", &mut wrong);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let schema: Value =
        serde_json::from_str(include_str!("sarif/sarif-schema-2.1.0.json")).unwrap();
    let log = serde_json::json!({"version": "2.0", "runs": [{"tool": {"driver": {"nam": 3}}}]});
    let mut wrong = Vec::new();
    Schema(&schema).check(&schema, &log, "log", &mut wrong);
    assert_eq!(wrong.len(), 3, "{wrong:#?}");
}

#[test]
fn for_code_hosts() {
    let (status, said, _) = test("--format sarif").output();
    assert_eq!(status, 1);
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    insta::assert_snapshot!("sarif", said.replace(&version, "\"version\": \"...\""));
    insta::assert_snapshot!("github", test("--format github").run());
}

#[test]
fn what_is_safe_is_put_right() {
    let test = test("--fix").result("my wheel.flywheel");
    insta::assert_snapshot!(test.run());
    // Once more there is nothing to do.
    let before = std::fs::read(test.path("my wheel.flywheel")).unwrap();
    let (_, said, _) = test.output();
    assert!(!said.contains("made in"), "{said}");
    assert_eq!(std::fs::read(test.path("my wheel.flywheel")).unwrap(), before);
}

#[test]
fn a_file_that_would_get_worse_stays() {
    let rules = "stage A\n  when nothing here == ever moves\n";
    let test = Test::new().bytes("a.flywheel", rules.as_bytes()).args("check a.flywheel --fix");
    let (_, before, _) =
        Test::new().bytes("a.flywheel", rules.as_bytes()).args("check a.flywheel").output();
    let (_, after, _) = test.output();
    let errors = |said: &str| said.matches("error[").count();
    assert!(errors(&after) <= errors(&before), "{after}");
}

#[test]
fn a_line_ending_of_windows_stays() {
    let rules = RULES.replace('\n', "\r\n");
    let test = Test::new().bytes("a.flywheel", rules.as_bytes()).args("check a.flywheel --fix");
    test.output();
    let text = std::fs::read_to_string(test.path("a.flywheel")).unwrap();
    assert!(text.contains("NPS is 9 and plan is pro"), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn the_standard_input_has_a_name() {
    let test = Test::new()
        .bytes("rules/shared.flywheel", b"let many = visits > 9\n")
        .stdin("use \"shared.flywheel\"\ncustomer\n  visits: count\nstage A\n  when many move to C\nstage B\n  resting\n")
        .args("check - --stdin-filename rules/main.flywheel --format plain");
    insta::assert_snapshot!(test.run());
    insta::assert_snapshot!(
        "no_stdin",
        Test::new().args("check a.flywheel --stdin-filename b").run()
    );
    insta::assert_snapshot!("no_file", Test::new().args("check - --fix").run());
}
