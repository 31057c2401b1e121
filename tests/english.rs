//! Rules in ordinary English: each line of the cases stands in a rule file in order, and what is
//! said of it is one problem whose advice is right in that file.

use std::fmt::Write as _;
use std::fs;

use flywheel::Program;
use flywheel::problems::{Problem, Problems, Severity};

const BASE: &str = include_str!("english/base.flywheel");

fn with(line: &str) -> String {
    BASE.replace("  HERE\n", &format!("  {line}\n"))
}

fn problems(text: &str) -> (Problems, String) {
    match Program::parse("rules.flywheel", text) {
        Ok(program) => (program.warnings().clone(), text.to_owned()),
        Err(refused) => (refused.problems, text.to_owned()),
    }
}

fn errors(text: &str) -> Vec<String> {
    let (problems, _) = problems(text);
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    errors.map(|problem| problem.title.clone()).collect()
}

/// The stretches of a text in backticks.
fn in_backticks(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The file with a declaration more, or another one in the place of one with the same name.
fn declared(text: &str, declaration: &str) -> String {
    let mut words = declaration.split_whitespace();
    let head = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_same = |line: &&str| {
        let mut words = line.split_whitespace();
        (words.next().unwrap_or_default(), words.next().unwrap_or_default()) == head
    };
    match text.lines().find(is_same) {
        Some(line) => text.replacen(line, declaration, 1),
        None if head.0 == "stage" => format!("{text}\n{declaration}\n  resting\n"),
        None => text.replacen("limit messages", &format!("{declaration}\nlimit messages"), 1),
    }
}

/// What is wrong with the file once the advice is taken: rules and declarations that stand in
/// backticks, and the change that goes with the problem.
fn wrong_advice(line: &str, problem: &Problem) -> Option<String> {
    let help = problem.help.as_deref().unwrap_or_default();
    let mut file = None;
    for advice in in_backticks(help) {
        let word = advice.split(' ').next().unwrap_or_default();
        let complete = advice.contains(' ') && !advice.contains("...");
        file = match word {
            "when" | "after" | "rule" if complete => Some(with(advice)),
            _ => file,
        };
    }
    for advice in in_backticks(help) {
        let word = advice.split(' ').next().unwrap_or_default();
        if matches!(word, "reward" | "message" | "program" | "alert" | "let" | "score" | "stage")
            && advice.contains(' ')
            && !advice.contains("...")
            && !advice.starts_with("stage is")
            && !advice.starts_with("stage in")
        {
            file = Some(declared(&file.unwrap_or_else(|| with("resting")), advice));
        }
    }
    if let Some(errors) = file.map(|file| errors(&file)).filter(|errors| !errors.is_empty()) {
        return Some(errors.join(" | "));
    }
    let fix = problem.fix.as_ref()?;
    let mut text = with(line);
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let count = |text: &str| match problem.severity() {
        Severity::Error => errors(text).len(),
        Severity::Warning => problems(text).0.iter().count(),
    };
    let before = count(&text);
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    (count(&text) >= before).then(|| errors(&text).join(" | "))
}

#[test]
fn the_file_around_is_in_order() {
    assert_eq!(errors(&with("resting")), Vec::<String>::new());
}

#[test]
fn ordinary_english() {
    let mut all_wrong = Vec::new();
    insta::glob!("english/*.txt", |path| {
        let mut out = String::new();
        let mut wrong = Vec::new();
        for line in fs::read_to_string(path).unwrap().lines() {
            let (told, text) = problems(&with(line));
            writeln!(out, "{line}").unwrap();
            for problem in told.iter() {
                let marked = &text[problem.at.span.range()];
                let help = problem.help.as_deref().unwrap_or("-");
                let (title, label) = (&problem.title, &problem.at.text);
                writeln!(out, "  [{marked}] {title} / {label} / {help}").unwrap();
                wrong.extend(
                    wrong_advice(line, problem).map(|why| format!("{line}: {help}: {why}")),
                );
            }
            if told.iter().count() != 1 {
                wrong.push(format!("{line}: {} problems", told.iter().count()));
            }
        }
        insta::assert_snapshot!(out);
        all_wrong.extend(wrong);
    });
    assert!(all_wrong.is_empty(), "more or less than one problem, or wrong advice: {all_wrong:#?}");
}

/// What is said of something else than the file can ask gets no change that asks for it.
#[test]
fn no_change_means_something_else() {
    for (line, wrong) in [
        ("when 14 days after entering Regular give mug", "in stage"),
        ("when 14 days after entering Fan give mug", "in stage"),
        ("when julianday(trial_ends) - julianday(joined) > 30 give mug", "since joined"),
        ("when unix_timestamp(now()) - unix_timestamp(joined) > 86400 give mug", "since joined"),
        ("when joined < date(\"2025-01-01\", \"-90 days\") give mug", "since joined"),
        ("when joined ≥ date(\"2025-01-01\", \"-90 days\") give mug", "within 90 days"),
        ("when Recency ≠ 14 give mug", "since last purchase"),
        ("when Recency is 14 give mug", "since last purchase"),
        ("when NPS ≥ 8, unless NPS, give mug", "not NPS"),
    ] {
        let (told, _) = problems(&with(line));
        assert!(!errors(&with(line)).is_empty(), "{line}");
        for problem in told.iter() {
            let edits = problem.fix.iter().flat_map(|fix| &fix.edits);
            let changes: Vec<&str> = edits.map(|edit| edit.text.as_str()).collect();
            assert!(!changes.iter().any(|text| text.contains(wrong)), "{line}: {changes:?}");
        }
    }
    for (line, change) in [
        ("when julianday(\"now\") - julianday(joined) > 90 give mug", "90 days since joined"),
        ("when to_days(now()) - to_days(joined) > 90 give mug", "90 days since joined"),
        ("when joined < date(\"now\", \"-90 days\") give mug", "90 days since joined"),
        ("when Recency ≤ 14 give mug", "a purchase within 14 days"),
    ] {
        let (told, _) = problems(&with(line));
        let fixes = told.iter().filter_map(|problem| problem.fix.as_ref());
        let mut edits = fixes.flat_map(|fix| &fix.edits);
        assert!(edits.any(|edit| edit.text.trim() == change), "{line}: {told:?}");
    }
}

/// Words of ordinary English are good names.
#[test]
fn names_that_are_such_words_are_fine() {
    let text = "customer\n  email: text\n  over: number\n  month: number\n  days: events with points number\n  \
        points: events\n  contact: events with tier text\n  who: yes/no\n  they: number\n  most: number\n\n\
        let spend = sum(days.points)\nlet inactive = 30 days without a point\n\nreward discount\n\
        message email_us\n\nstage Customers\n  resting\n  when over ≥ 3 and month is 5 and who give discount\n  \
        when more than 3 days since last point and at least 2 points tag \"a\"\n  when not fewer than 3 points \
        and not more than 5 days tag \"b\"\n  when count(contact where tier is \"x\") ≥ 2 and they > most send \
        email_us\n  when spend > 3 and inactive or count(contact.tier) > 1 tag \"c\"\n";
    assert_eq!(errors(text), Vec::<String>::new());
}

fn told(text: &str) -> String {
    let (told, text) = problems(text);
    let errors = told.iter().filter(|problem| problem.severity() == Severity::Error);
    let lines = errors.map(|problem| {
        let (marked, help) = (&text[problem.at.span.range()], problem.help.as_deref());
        format!("[{marked}] {} / {}\n", problem.title, help.unwrap_or("-"))
    });
    lines.collect()
}

/// Amounts with signs and words of currencies, in files in this currency and in another.
#[test]
fn amounts_in_all_currencies() {
    let mut out = String::new();
    for (currency, line) in [
        ("JPY", "when spent > ¥500 give mug"),
        ("CHF", "when spent > ¥500 give mug"),
        ("USD", "when spent > ¥500 give mug"),
        ("CHF", "when spent > CHF 50 give mug"),
        ("USD", "when spent > CHF 50 give mug"),
        ("CHF", "when spent > Fr. 500 give mug"),
        ("JPY", "when spent > 500 yen give mug"),
        ("NOK", "when spent > 500 kr give mug"),
        ("USD", "when spent > 500 kr give mug"),
        ("INR", "when spent > ₹500 give mug"),
        ("USD", "when spent > 500 euros give mug"),
    ] {
        let code = |number: &str| match currency {
            "USD" => format!("${number}"),
            code => format!("{number} {code}"),
        };
        let file = with(line).replace("currency EUR", &format!("currency {currency}"));
        let file = ["5", "8", "200"]
            .iter()
            .fold(file, |file, number| file.replace(&format!("€{number}"), &code(number)));
        let told = told(&file);
        assert_eq!(told.lines().count(), 1, "{currency}: {line}: {told}");
        writeln!(out, "{currency}: {line}\n{told}").unwrap();
    }
    insta::assert_snapshot!(out);
}

/// What a line that cannot be read only uses is missing all the same.
#[test]
fn a_mistake_hides_no_other() {
    let two = |one: &str, other: &str| told(&with(&format!("{one}\n  {other}")));
    insta::assert_snapshot!(two("when b > 3 tag \"x\"", "when b ? 3 tag \"y\""));
    insta::assert_snapshot!(two(
        "when sum(miles) > 3 tag \"a\"",
        "when 25000 flights ? within 1 year tag \"b\""
    ));
    let names = "customer\n  first name: text\n  last name: text # as in the export\n  \
                 opted in: yes/no\n";
    insta::assert_snapshot!(told(&with("resting").replace("customer\n", names)));
}

/// A `#` inside a text is no comment.
#[test]
fn a_rule_is_shown_to_its_end() {
    let rule = "when NPS => 9 && nps => 3 tag \"we are #1 of all\" # hurrah";
    insta::assert_snapshot!(told(&with(rule)));
}

/// How often a gift is given, and names of more than one word.
#[test]
fn gifts_as_people_declare_them() {
    let mut out = String::new();
    for line in [
        "reward coffee twice per month",
        "reward coffee up to 3 times per year",
        "reward coffee at most once per month",
        "reward coffee no more than twice a week",
        "reward coffee 4 per year",
        "reward coffee 1 per month",
        "reward coffee one time",
        "reward coffee \"A cup\" costs €2, three times a year",
        "reward coffee every 10 purchases",
        "reward free coffee costs €3",
        "reward free coffee \"A cup\"",
        "email hello \"Hi\"",
        "stage Past Due\n  resting",
    ] {
        let file = with("resting").replace("limit messages", &format!("{line}\n\nlimit messages"));
        writeln!(out, "{line}\n{}", told(&file)).unwrap();
    }
    insta::assert_snapshot!(out);
}

/// The file with a line in another place than a rule.
fn placed(place: &str, line: &str) -> String {
    let line = &line.replace("\\n", "\n");
    let file = with("resting");
    match place {
        "customer" => file.replacen("customer\n", &format!("customer\n  {line}\n"), 1),
        "declaration" => file.replacen("limit messages", &format!("{line}\n\nlimit messages"), 1),
        "limit" => file.replacen("limit messages to 2 per 7 days", line, 1),
        "currency" => file.replacen("currency EUR", line, 1),
        "timezone" => file.replacen("timezone Europe/Vienna", line, 1),
        "stage" => format!("{file}\n{line}\n"),
        "test" => format!("{file}\ntest \"t\"\n  on 2026-06-30\n  {line}\n"),
        "file" => line.clone(),
        other => panic!("{other}"),
    }
}

/// What people write in the other places of a file: one problem each, whose change leaves less to
/// be fixed.
#[test]
fn ordinary_words_in_other_places() {
    let mut all_wrong = Vec::new();
    insta::glob!("english/places/*.txt", |path| {
        let place = path.file_stem().unwrap().to_str().unwrap();
        let mut out = String::new();
        for line in fs::read_to_string(path).unwrap().lines() {
            let mut text = placed(place, line);
            let (told, _) = problems(&text);
            writeln!(out, "{line}").unwrap();
            for problem in told.iter() {
                let marked = text[problem.at.span.range()].replace('\n', "\\n");
                let help = problem.help.as_deref().unwrap_or("-");
                writeln!(out, "  [{marked}] {} / {help}", problem.title).unwrap();
            }
            let before = told.iter().count();
            let mut edits: Vec<_> = told.iter().filter_map(|problem| problem.fix.clone()).collect();
            if before != 1 {
                all_wrong.push(format!("{place}: {line}: {before} problems"));
            } else if let Some(fix) = edits.pop() {
                let mut edits = fix.edits;
                edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
                for edit in edits {
                    text.replace_range(edit.span.range(), &edit.text);
                }
                let after = errors(&text);
                if !after.is_empty() {
                    all_wrong.push(format!("{place}: {line}: {after:?}"));
                }
            }
        }
        insta::assert_snapshot!(out);
    });
    assert!(all_wrong.is_empty(), "more or less than one problem, or wrong advice: {all_wrong:#?}");
}
