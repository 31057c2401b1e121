//! One person as five systems know her, and one set of rules: see `examples/shapes/README.md`.

use std::fs;

use flywheel::Program;
use flywheel::eval::{Decision, Evaluator};
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::values::AsOf;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

const FOLDER: &str = "examples/shapes/";

/// A system, the document that its program decides on, and where the purchases are in it.
const SHAPES: [(&str, &str, &str); 5] = [
    ("shopify", "shopify.json", "/orders"),
    ("hubspot", "hubspot.json", "/deals/results"),
    ("stripe", "stripe.json", "/charges/data"),
    ("segment", "segment-customers.ndjson", "/messages"),
    ("klaviyo", "klaviyo-customers.ndjson", "/events/data"),
];

const THE_DAY_BEFORE: &str = "(new) → Customer; give thank_you by Customer 1; tag big spender";
const AFTER_THE_ANSWER: &str = "(new) → Enthusiast; to Enthusiast by Three purchases and a nine or \
                                ten; give thank_you by Customer 1; give swag by Three purchases \
                                and a nine or ten; give affiliate by Enthusiast on entering; tag \
                                big spender; tag enthusiast";

fn text(name: &str) -> String {
    fs::read_to_string(format!("{FOLDER}{name}")).unwrap()
}

fn document(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap()
}

/// What keeps the order out that was taken back.
const LIST_FILTERS: [(&str, &str); 5] = [
    ("shopify", "\n    where cancelled is missing"),
    ("hubspot", "\n    where dealstage is \"closedwon\""),
    ("stripe", "\n    where status is \"succeeded\""),
    ("segment", " and not cancelled contains order"),
    ("klaviyo", " and not cancelled contains order"),
];

/// The program on a shape, with the customer block changed and rules added.
fn program(shape: &str, change: impl Fn(String) -> String, more: &str) -> Program {
    let name = format!("on-{shape}.flywheel");
    let customer = format!("{shape}.flywheel");
    let load = |used: &str| match text(used) {
        whole if used == customer => Ok(change(whole)),
        whole => Ok(whole),
    };
    let rules = text(&name) + more;
    Program::load(&name, &rules, &load)
        .unwrap_or_else(|refused| panic!("{shape}: {:#?}", refused.problems))
}

/// All that is decided, but for the id, which every system makes up for itself.
fn shown(plan: &Plan, decision: &Decision) -> String {
    let stage = |id: usize| plan.stages[id].name.as_str();
    let rule = |id: usize| plan.rules[id].label.as_str();
    let from = decision.from.map_or("(new)", stage);
    let mut parts = vec![format!("{from} → {}", stage(decision.to))];
    let moves = decision.moves.iter();
    parts.extend(moves.map(|step| format!("to {} by {}", stage(step.to), rule(step.rule))));
    parts.extend(
        decision
            .given
            .iter()
            .map(|given| format!("give {} by {}", plan.gifts[given.gift].name, rule(given.rule))),
    );
    let withheld = decision.withheld.iter();
    parts.extend(withheld.map(|withheld| format!("withhold {}", plan.gifts[withheld.gift].name)));
    parts.extend(decision.tags.iter().map(|tag| format!("tag {tag}")));
    parts.extend(decision.untags.iter().map(|tag| format!("untag {tag}")));
    parts.extend(decision.also.iter().map(|also| format!("also to {}", stage(also.to))));
    parts.join("; ")
}

/// The decision on each day. Every declared field is read, whether or not a rule asks for it.
fn decide(program: &Program, document: &str, days: &[&str]) -> Vec<String> {
    let plan = program.strict_plan();
    let reader = Reader::new(&plan.needs);
    let record = reader.read(document.as_bytes()).unwrap();
    let on = |day: &&str| {
        let evaluator = Evaluator::new(&plan, AsOf::parse(day, &plan.zone).unwrap());
        shown(&plan, &evaluator.decide(&record).unwrap())
    };
    days.iter().map(on).collect()
}

fn as_it_is(customer: String) -> String {
    customer
}

#[test]
fn five_shapes_of_one_person_give_one_decision() {
    for (shape, name, _) in SHAPES {
        let program = program(shape, as_it_is, "");
        assert!(program.warnings().is_empty(), "{shape}");
        let decided = decide(&program, &text(name), &["2025-03-19", "2025-03-31"]);
        assert_eq!(decided, [THE_DAY_BEFORE, AFTER_THE_ANSWER], "{shape}");
    }
}

#[test]
fn they_agree_on_every_day_of_the_year() {
    let days: Vec<String> = date(2025, 1, 1)
        .series(jiff::Span::new().days(1))
        .take(365)
        .map(|day: Date| day.to_string())
        .collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let all = SHAPES.map(|(shape, name, _)| {
        let mut document = document(name);
        document["stage"] = json!("Customer");
        document["stage_since"] = json!("2025-01-14");
        decide(&program(shape, as_it_is, ""), &document.to_string(), &days)
    });
    let [first, others @ ..] = &all;
    for (other, (shape, ..)) in others.iter().zip(&SHAPES[1..]) {
        for ((first, other), day) in first.iter().zip(other).zip(&days) {
            assert_eq!(first, other, "{shape} on {day}");
        }
    }
    let mut news: Vec<(&str, &str)> =
        days.iter().copied().zip(first.iter().map(String::as_str)).collect();
    news.dedup_by_key(|(_, decided)| *decided);
    let before = THE_DAY_BEFORE.replace("(new)", "Customer");
    let moves = AFTER_THE_ANSWER.replace("(new)", "Customer");
    let too_late = format!("{moves}; also to Quiet");
    let expected = [
        ("2025-01-01", "Customer → Customer"),
        // 45 days since she joined.
        ("2025-02-28", "Customer → Customer; tag big spender"),
        // The third purchase.
        ("2025-03-15", &before),
        // Her answer.
        ("2025-03-20", &moves),
        // Half a year since the third purchase: another rule is true as well, and comes too late.
        ("2025-09-11", &too_late),
    ];
    assert_eq!(news, expected);
}

#[test]
fn an_order_taken_back_would_count_a_month_too_early() {
    for ((shape, name, _), (other, list_filter)) in SHAPES.into_iter().zip(LIST_FILTERS) {
        assert_eq!(shape, other);
        let open = |customer: String| {
            assert_eq!(customer.matches(list_filter).count(), 1, "{customer}");
            customer.replace(list_filter, "")
        };
        let days = ["2025-02-28", "2025-03-31"];
        let right = decide(&program(shape, as_it_is, ""), &text(name), &days);
        let wrong = decide(&program(shape, open, ""), &text(name), &days);
        assert!(!right[0].contains("give thank_you"), "{shape}: {}", right[0]);
        assert!(wrong[0].contains("give thank_you"), "{shape}: {}", wrong[0]);
        assert!(!right[1].contains("give gift_card"), "{shape}: {}", right[1]);
        assert!(wrong[1].contains("give gift_card"), "{shape}: {}", wrong[1]);
    }
}

#[test]
fn amounts_add_up_to_the_cent_whatever_comes_twice_and_in_what_order() {
    let exact = "any stage\n  when spent is $146.25 and exactly 3 purchases tag \"exact\"\n";
    for (shape, name, purchases) in SHAPES {
        let program = program(shape, as_it_is, exact);
        let once = document(name);
        let mut twice = once.clone();
        let list = twice.pointer_mut(purchases).unwrap().as_array_mut().unwrap();
        let mut again = list.clone();
        again.reverse();
        list.extend(again);
        let mut reversed = once.clone();
        reversed.pointer_mut(purchases).unwrap().as_array_mut().unwrap().reverse();
        for document in [once, twice, reversed] {
            let decided = decide(&program, &document.to_string(), &["2025-03-31"]);
            assert!(decided[0].ends_with("tag exact; tag enthusiast"), "{shape}: {}", decided[0]);
        }
    }
}

#[test]
fn awkward_names_and_values_are_read_as_they_are_meant() {
    let cases = [
        ("shopify", "tagged \"newsletter\" and tagged \"pour-over\""),
        ("klaviyo", "brew is \"pour-over\" and source is \"checkout\""),
        ("hubspot", "opt_out is no"),
    ];
    for (shape, condition) in cases {
        let more = format!("any stage\n  when {condition} tag \"yes\"\n");
        let name = SHAPES.iter().find(|(name, ..)| *name == shape).unwrap().1;
        let decided = decide(&program(shape, as_it_is, &more), &text(name), &["2025-03-31"]);
        assert!(decided[0].contains("tag yes"), "{shape}: {}", decided[0]);
    }
}

#[test]
fn other_metafields_do_no_harm() {
    let mut document = document("shopify.json");
    let others = [
        json!({"namespace": "custom", "key": "nps", "value": "none", "updated_at": "2025-03-25"}),
        json!({"namespace": "survey", "key": "colour", "value": "blue", "updated_at": "2025-03-25"}),
    ];
    document["customer"]["metafields"].as_array_mut().unwrap().extend(others);
    let decided = decide(&program("shopify", as_it_is, ""), &document.to_string(), &["2025-03-31"]);
    assert_eq!(decided, [AFTER_THE_ANSWER]);
}

#[test]
fn the_commands_of_the_page_all_say_the_same() {
    // Long commands go on in the next line.
    let page = text("README.md").replace("\\\n", "");
    let commands: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("flywheel eval ")).collect();
    let (mut first, mut ids) = (None, Vec::new());
    for command in commands {
        let output = assert_cmd::Command::cargo_bin("flywheel")
            .unwrap()
            .current_dir(FOLDER)
            .arg("eval")
            .args(command.split_whitespace())
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {output:?}");
        let mut decision: Value = serde_json::from_slice(&output.stdout).unwrap();
        ids.push(decision["id"].take());
        assert_eq!(decision["to"], "Enthusiast", "{command}");
        assert_eq!(*first.get_or_insert_with(|| decision.clone()), decision, "{command}");
    }
    // The first is beyond what 32 bits hold.
    let zylia = [
        json!(7_418_529_630_147_u64),
        json!("51001"),
        json!("cus_ExampleZylia01"),
        json!("zy-0001"),
        json!("01EXAMPLEZYLIAORBWRIGHT000"),
        // As exported.
        json!("zy-0001"),
        json!("01EXAMPLEZYLIAORBWRIGHT000"),
        json!("7418529630147"),
    ];
    assert_eq!(ids, zylia);
}

/// What the page says is written in a customer block, is written there.
#[test]
fn the_page_quotes_the_customer_blocks() {
    let page = text("README.md");
    for section in page.split("\n### ").skip(1) {
        let (shape, _) = section.split_once(':').unwrap();
        let shape = match shape.strip_suffix(" as exported") {
            Some(shape) => format!("exported/{shape}"),
            None => shape.to_owned(),
        };
        let customer = text(&format!("{}.flywheel", shape.to_lowercase()));
        let customer = customer.split_whitespace().collect::<Vec<_>>().join(" ");
        for row in section.lines().filter(|line| line.starts_with("| ")).skip(2) {
            let (_, answer) = row.trim_matches(['|', ' ']).split_once(" | ").unwrap();
            for quoted in answer.split('`').skip(1).step_by(2) {
                let quoted = quoted.trim_end_matches("...)").trim();
                assert!(customer.contains(quoted), "{shape}: {quoted}");
            }
        }
    }
}

/// The records kept here are what the jq programs make of the documents: told once more.
#[test]
fn records_are_made_of_the_documents() {
    let lines = text("segment-events.ndjson");
    let messages: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(messages.iter().all(|message| message["userId"] == "zy-0001"));
    let made = json!({"userId": "zy-0001", "messages": messages, "cancelled": ["#1002"]});
    assert!(same(&document("segment-customers.ndjson"), &made));

    let mut made = document("klaviyo.json");
    made["cancelled"] = json!(["#1002"]);
    assert!(same(&document("klaviyo-customers.ndjson"), &made));
}

/// Whether two documents say the same; to JSON, 19 and 19.0 are one number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}
