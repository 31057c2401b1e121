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
        (r#"{"stays":[]}"#, "missing field `id`, at column 12"),
        (r#"{"id":"a","stays":[]}"#, "a history has at least one stay"),
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
            "stays[1]: a stay begins on the day on which the one before ended",
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
