//! Reading and writing histories.

use super::{History, HistoryFault, read, write};

const WHOLE: &str = r#"{"id":"c-1","source":"ad","value":"120.00","referred_by":"c-9","stays":[{"stage":"Reach","since":"2026-01-05","by":"new","until":"2026-01-10","left":"move"},{"stage":"Acquisition","since":"2026-01-10","by":"move"}],"gifts":[{"gift":"swag","what":"given","at":"2026-02-01","cost":"18.00","aim":"missed"}],"experiments":[{"experiment":"welcome_offer","arm":"control","at":"2026-02-01","aim":"met"}]}
"#;

fn all(text: &str) -> Vec<Result<History, HistoryFault>> {
    let mut all = Vec::new();
    read(text.as_bytes(), |_, history| all.push(history)).expect("text can be read");
    all
}

#[test]
fn what_is_read_is_written_again() {
    let histories = all(WHOLE);
    let mut out = Vec::new();
    for history in &histories {
        write(history.as_ref().expect("a history"), &mut out).expect("memory can be written");
    }
    assert_eq!(String::from_utf8(out).expect("text"), WHOLE);
}

#[test]
fn a_line_that_is_no_history_is_a_fault_with_its_line() {
    let faults = [
        (r#"{"stays":[]}"#, r#""id" is missing, at column 12"#),
        (r#"{"id":"a","stays":["#, "the line ends in the middle of the history, at column 19"),
        (
            r#"{"id":"a","stay":[]}"#,
            r#""stay" is not one of id, source, value, referred_by, absent_since, stays, gifts, experiments; did you mean "stays"?, at column 16"#,
        ),
        (r#"{"id":5,"stays":[]}"#, "integer `5` should be text in quotation marks, at column 7"),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-09","left":"moved"}]}"#,
            r#"stays[0].left: "moved" is not "move", "merged", "forgotten", "absent" or "left out"; did you mean "move"?"#,
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new"}],"gifts":[{"gift":"g","what":"sent","at":"2026-01-06"}]}"#,
            r#"gifts[0].what: "sent" is not "given", "canceled", "holdout", "budget" or "assumed""#,
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new"}],"gifts":[{"gift":"g","what":"given","at":"2026-01-04"}]}"#,
            "gifts[0].at: 2026-01-04 is before the customer came, on 2026-01-05",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new"}],"experiments":[{"experiment":"e","arm":"b","at":"2026-01-04"}]}"#,
            "experiments[0].at: 2026-01-04 is before the customer came, on 2026-01-05",
        ),
        (
            r#"{"id":"a","absent_since":"2026-01-04","stays":[{"stage":"A","since":"2026-01-05","by":"new"}]}"#,
            "absent_since: 2026-01-04 is before the last stay, which began on 2026-01-05",
        ),
        (
            r#"{"id":"a","absent_since":"2026-01-08","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-09","left":"absent"}]}"#,
            "absent_since: 2026-01-08 is not the day on which the last stay ended as absent, 2026-01-09",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-09","left":"move"},{"stage":"B","since":"2026-01-09","by":"new"}]}"#,
            "stays[1].by: only the first stay of a customer begins like this",
        ),
        (r#"{"id":"a","stays":[]}"#, "a history has at least one stay"),
        ("[]", "a list should be an object in braces, at column 2"),
        (r#"{"id":"","stays":[{"stage":"A","since":"2026-01-05","by":"new"}]}"#, "id: it is empty"),
        (
            r#"{"id":"a","stays":[{"stage":"","since":"2026-01-05","by":"new"}]}"#,
            "stays[0].stage: it is empty",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new"}],"gifts":[{"gift":"b","what":"given","at":"2026-01-05","cost":"-5"}]}"#,
            "gifts[0].cost: it is less than nothing",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"5 Jan","by":"new"}]}"#,
            r#"stays[0].since: "5 Jan" is not a day such as 2026-01-31"#,
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-04","left":"absent"}]}"#,
            "stays[0]: it ends on 2026-01-04, before it begins",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-09","left":"move"}]}"#,
            "stays[0]: after a move there is another stay",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-09"}]}"#,
            "stays[0].left: it says why the stay ended",
        ),
        (
            r#"{"id":"a","stays":[{"stage":"A","since":"2026-01-05","by":"new","until":"2026-01-09","left":"move"},{"stage":"B","since":"2026-01-10","by":"move"}]}"#,
            "stays[1]: it begins on 2026-01-10, and the stay before ended on 2026-01-09; a stay begins on the day on which the one before ended",
        ),
        (
            r#"{"id":"a","value":"much","stays":[{"stage":"A","since":"2026-01-05","by":"new"}]}"#,
            r#"value: "much" is not a number"#,
        ),
    ];
    for (line, reason) in faults {
        let read = all(&format!("{WHOLE}\n{line}\n"));
        assert!(read[0].is_ok());
        let fault = read[1].as_ref().expect_err(line);
        assert_eq!(fault.to_string(), format!("line 3: {reason}"));
    }
}
