//! The shapes of decisions, on hand-made ones.
#![cfg(feature = "output")]

use std::borrow::Cow;

use flywheel::eval::{Decision, Given, Id, Move, Reason, Withheld};
use flywheel::output::decisions::{Format, Publisher, Rejection, RejectsWriter, Run, Scribe};
use flywheel::plan::{Amount, Gift, Needs, Plan, Reads, Recipient, Rule, Stage};
use flywheel::problems::{Look, Span};
use flywheel::terms::{DataForms, GiftKind, HowOften};
use flywheel::values::currency::Currency;
use flywheel::values::{AsOf, Decimal, Path};
use jiff::tz::TimeZone;

fn plan() -> Plan {
    let zone = TimeZone::get("America/Chicago").unwrap();
    let stage = |name: &str| Stage {
        name: name.to_owned(),
        span: Span::default(),
        outside: name.to_lowercase(),
        on_entering: Vec::new(),
        rules: Vec::new(),
        capacity: None,
        refers: Vec::new(),
    };
    let rule = |label: &str| Rule {
        label: label.to_owned(),
        span: Span::default(),
        condition: None,
        move_to: None,
        skips: false,
        actions: Vec::new(),
    };
    let gift = |kind, name: &str, costs: Option<&str>, to: Option<&str>| Gift {
        name: name.to_owned(),
        span: Span::default(),
        kind,
        description: None,
        costs: costs.map(|costs| Amount::Plain(Decimal::parse(costs.as_bytes()).unwrap())),
        worth: None,
        to: to.map(|to| Recipient::Text(to.to_owned())),
        how_often: HowOften::OncePerStay,
        fades: None,
        sample: None,
        holdout: None,
        budget: None,
        only_in: None,
        each: None,
        kept: None,
    };
    let path = Path::key;
    Plan {
        parents: Vec::new(),
        title: Some("Customer advocacy".to_owned()),
        currency: Currency::USD,
        zone: zone.clone(),
        start: 0,
        leave_out: None,
        shows: Vec::new(),
        questions: vec![],
        report: None,
        experiments: Vec::new(),
        stages: vec![stage("Engaged"), stage("Enthusiast"), stage("EarlyAdvocate")],
        rules: vec![rule("Engaged 1"), rule("Speaks \"up\""), rule("any stage 1")],
        any_stage: vec![2],
        gifts: vec![
            gift(GiftKind::Reward, "swag", Some("18"), None),
            gift(GiftKind::Reward, "gift_card", Some("49.99"), None),
            gift(GiftKind::Message, "whats_next", None, None),
            gift(GiftKind::Alert, "call_them", None, Some("Support lead")),
        ],
        limits: Vec::new(),
        pauses: Vec::new(),
        standings: Vec::new(),
        lets: Vec::new(),
        conditions: Vec::new(),
        balances: Vec::new(),
        folds: Vec::new(),
        windows: Vec::new(),
        needs: Needs {
            id: path("id"),
            id_ignores_case: false,
            stage: path("stage"),
            stage_since: path("stage_since"),
            tags: path("tags"),
            given: path("given"),
            owed: None,
            fields: Vec::new(),
            tables: Vec::new(),
            lists: Vec::new(),
            stages: Vec::new(),
            gifts: Vec::new(),
            for_each: Vec::new(),
            currency: Currency::USD,
            forms: DataForms::default(),
            zone,
        },
        reads: Reads::default(),
        parts: Vec::new(),
        choices: Vec::new(),
    }
}

fn quiet(from: Option<usize>, to: usize) -> Decision {
    Decision {
        recipients: Vec::new(),
        from,
        to,
        moves: Vec::new(),
        given: Vec::new(),
        withheld: Vec::new(),
        owed: None,
        given_later: false,
        stage_differs: false,
        lapsed: Vec::new(),
        tags: Vec::new(),
        untags: Vec::new(),
        also: Vec::new(),
        stage_since: None,
        left_out: false,
        experiments: Vec::new(),
        shown: Vec::new(),
        missing: Vec::new(),
        unknown: Vec::new(),
    }
}

fn decisions() -> Vec<(&'static str, bool, Decision)> {
    let given = |gift, rule| Given { gift, event: None, rule, cost: None, worth: None };
    let step = |rule, to| Move { rule, to };
    vec![
        ("ada", false, quiet(None, 0)),
        ("7", true, quiet(Some(0), 0)),
        (
            "näh \"x\", y",
            false,
            Decision {
                moves: vec![step(0, 1)],
                given: vec![given(0, 0), given(2, 0)],
                also: vec![step(2, 2)],
                ..quiet(Some(0), 1)
            },
        ),
        (
            "bob",
            false,
            Decision {
                moves: vec![step(0, 1), step(1, 2)],
                given: vec![given(1, 1), given(3, 2)],
                tags: vec!["not interested".to_owned(), "vip; gold".to_owned()],
                untags: vec!["new".to_owned()],
                ..quiet(Some(0), 2)
            },
        ),
        (
            "cy",
            false,
            Decision {
                withheld: vec![Withheld {
                    gift: 0,
                    event: None,
                    rule: 0,
                    reason: Reason::Repeat,
                    kept: false,
                }],
                ..quiet(Some(1), 1)
            },
        ),
    ]
}

fn rejections() -> Vec<Rejection> {
    let rejection = |line, path: &str, code, reason: &str| Rejection {
        file: "customers.ndjson".to_owned(),
        line,
        path: path.to_owned(),
        code,
        customer: None,
        reason: reason.to_owned(),
        whole_file: false,
    };
    let mut all = vec![rejection(3, "", "garbled", "the record breaks off")];
    for line in 10..14 {
        all.push(rejection(line, "nps", "not-a-number", "\"nine\" is not a number"));
    }
    all.push(rejection(20, "purchases[0].amount", "not-a-number", "\"1,5\" is not a number"));
    all.push(rejection(21, "purchases[12].amount", "not-a-number", "\"2,5\" is not a number"));
    all
}

/// The output, with the customers in chunks of a size.
fn output(format: Format, as_of: &str, chunk: usize) -> String {
    drawn(format, as_of, chunk, Look::PLAIN)
}

fn drawn(format: Format, as_of: &str, chunk: usize, look: Look) -> String {
    let plan = plan();
    let run = Run {
        plan: &plan,
        title: plan.title.as_deref().unwrap(),
        as_of: AsOf::parse(as_of, &plan.zone).unwrap(),
        withheld: true,
        why: None,
        changes: false,
        spreadsheet: false,
    };
    let scribe = Scribe::new(&run, format, true);
    let mut out = Vec::new();
    let mut publisher = Publisher::begin(run, format, look, &mut out).unwrap();
    for some in decisions().chunks(chunk) {
        let mut part = scribe.part();
        for (id, is_number, decision) in some {
            let id = Id { text: Cow::Borrowed(id), is_number: *is_number };
            scribe.note(&mut part, &id, decision);
        }
        publisher.add(part).unwrap();
    }
    for some in rejections().chunks(chunk) {
        let mut part = scribe.part();
        for rejection in some {
            scribe.refuse(&mut part, rejection.clone(), None, b"{\"id\": \xff\n}");
        }
        publisher.add(part).unwrap();
    }
    publisher.finish().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_summary() {
    insta::assert_snapshot!(output(Format::Summary, "2026-03-31", 2));
}

#[test]
fn the_table() {
    insta::assert_snapshot!(output(Format::Table, "2026-03-31T15:00:00Z", 2));
}

#[test]
fn the_table_in_a_narrow_terminal() {
    let look = Look { width: 70, terminal: true, ..Look::PLAIN };
    insta::assert_snapshot!(drawn(Format::Table, "2026-03-31", 2, look));
}

#[test]
fn ndjson() {
    let text = output(Format::Ndjson, "2026-03-31", 2);
    for line in text.lines() {
        let _: serde_json::Value = serde_json::from_str(line).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn json() {
    let text = output(Format::Json, "2026-03-31", 2);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["version"], 1);
    insta::assert_snapshot!(text);
}

#[test]
fn csv() {
    insta::assert_snapshot!(output(Format::Csv, "2026-03-31", 2));
}

#[test]
fn gifts() {
    insta::assert_snapshot!(output(Format::Gifts, "2026-03-31", 2));
}

#[test]
fn gifts_as_ndjson() {
    insta::assert_snapshot!(output(Format::GiftsNdjson, "2026-03-31", 2));
}

#[test]
fn chunks_do_not_show() {
    let formats = [
        Format::Summary,
        Format::Table,
        Format::Ndjson,
        Format::Json,
        Format::Csv,
        Format::Gifts,
        Format::GiftsNdjson,
    ];
    for format in formats {
        let whole = output(format, "2026-03-31", 99);
        for size in [1, 2, 3] {
            assert_eq!(output(format, "2026-03-31", size), whole, "{format:?} in chunks of {size}");
        }
    }
}

#[test]
fn rejects_keep_the_record() {
    let plan = plan();
    let as_of = AsOf::parse("2026-03-31", &plan.zone).unwrap();
    let run = Run {
        plan: &plan,
        title: "",
        as_of,
        withheld: false,
        why: None,
        changes: false,
        spreadsheet: false,
    };
    let scribe = Scribe::new(&run, Format::Ndjson, true);
    let mut part = scribe.part();
    scribe.refuse(&mut part, rejections().remove(1), None, b"{\"id\": \xff\n}");
    let lines = RejectsWriter::default().lines(part.rejects);
    insta::assert_snapshot!(String::from_utf8(lines).unwrap());
}
