//! What `flywheel serve` does not do without an end: work, answers, requests that wait, and answers that nobody reads.
#![cfg(feature = "serve")]

#[path = "support/server.rs"]
mod server;

use std::io::{ErrorKind, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use server::Server;

const RULES: &str = "\
customer
  orders: events

stage Guest
  resting
  after 3 orders move to Fan

stage Fan
  resting
";

fn with(mut body: Value, more: &Value) -> Value {
    let more = more.as_object().expect("members").clone();
    body.as_object_mut().expect("an object").extend(more);
    body
}

/// So many customers of whom only the id is known.
fn crowd(many: usize) -> String {
    (0..many).map(|id| format!("{{\"id\":{id}}}\n")).collect()
}

/// Three years of days on each of which everybody is decided, under some rules.
fn years(rules: &str, many: usize) -> Value {
    json!({"rules": rules, "customers": crowd(many), "from": "2023-04-01", "to": "2026-03-31"})
}

/// A customer for whom the decision may change at very many instants, each of which takes long to decide.
fn moments() -> Value {
    let day = |at: usize| format!("2026-{:02}-{:02}", 1 + at / 28 % 2, 1 + at % 28);
    let time = |at: usize| format!("T{:02}:{:02}:00Z", at / 60 % 24, at % 60);
    let orders: Vec<Value> =
        (0..20_000).map(|at| json!({"at": day(at / 1_440) + &time(at)})).collect();
    let rules: String = (100..120)
        .map(|days| format!("  when 30000 orders within {days} days tag \"{days}\"\n"))
        .collect();
    json!({
        "rules": format!("customer\n  orders: events\nstage Guest\n  resting\n{rules}"),
        "customers": [{"id": 1, "stage": "Guest", "orders": orders}], "id": "1", "as_of": "2026-03-31T00:00:00Z",
    })
}

/// Each of these would take hours, so if it ends, it was stopped.
#[test]
fn work_that_takes_too_long_is_stopped() {
    let daily = "stage Guest\n  resting\n  when weekday of today is Monday tag \"a\"\n  \
        when weekday of today is not Monday untag \"a\"\n";
    let full = "customer\n  n: number\nstage Guest\n  resting\n  when n is missing move to Club\n\
        stage Club\n  capacity 3\n  when weekday of today is Monday move to Guest\n";
    let server = Server::start(&["--time-limit", "2", "--threads", "1"]);
    for (path, body) in
        [("/replay", years(daily, 200_000)), ("/replay", years(full, 30_000)), ("/why", moments())]
    {
        let answer = server.post(path, &body);
        assert_eq!((answer.status, answer.code()), (503, "too-slow".to_owned()), "{path}");
        // The only thread is free again soon, long before it would be by itself.
        let begun = Instant::now();
        while server.post("/check", &json!({"rules": RULES})).status != 200 {
            assert!(begun.elapsed() < Duration::from_secs(60), "{path} goes on");
        }
    }
}

#[test]
fn more_than_the_queue_holds_is_refused_at_once() {
    let server = Server::start(&["--time-limit", "20", "--threads", "1"]);
    let many: String = (0..20_000).map(|id| format!("{{\"id\":{id},\"orders\":[]}}\n")).collect();
    let slow = json!({"rules": RULES, "customers": many, "from": "2025-06-01", "to": "2026-03-31"});
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ask = || server.post("/replay", &slow).status;
        let asking: Vec<_> = (0..48).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.contains(&503), "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert_eq!(server.post("/check", &json!({"rules": RULES})).status, 200);
}

#[test]
fn an_answer_has_an_end() {
    let server = Server::start(&["--max-answer", "1"]);
    let tag = "x".repeat(60_000);
    let rules =
        format!("customer\n  n: number\nstage Guest\n  resting\n  when n > 0 tag \"{tag}\"\n");
    let ask = |path: &str, many: usize, more: &Value| {
        let customers: Vec<Value> = (0..many).map(|id| json!({"id": id, "n": 1})).collect();
        server.post(path, &with(json!({"rules": rules, "customers": customers}), more))
    };
    let day = json!({"as_of": "2026-03-31"});
    let days = json!({"from": "2026-03-01", "to": "2026-03-31"});
    for (path, more) in [("/decide", &day), ("/replay", &days)] {
        assert_eq!(ask(path, 15, more).status, 200, "{path}");
        for many in [20, 1_000] {
            let refused = ask(path, many, more);
            assert_eq!((refused.status, refused.code()), (413, "too-large".to_owned()), "{path}");
            assert!(refused.text.contains("the answer is larger than 1 MiB"), "{}", refused.text);
        }
    }
    // Of rejected records, too, and of one customer.
    let customers = "{}\n".repeat(20_000);
    let refused = server.post("/decide", &json!({"rules": RULES, "customers": customers}));
    assert_eq!((refused.status, refused.code()), (413, "too-large".to_owned()));
    let uses: String = (0..2_000).map(|at| format!("  when long tag \"t{at}\"\n")).collect();
    let long = format!("n > 0 and ({})", ["n > 1"; 300].join(" or "));
    let rules = format!("customer\n  n: number\nlet long = {long}\nstage Guest\n  resting\n{uses}");
    let body =
        json!({"rules": rules, "customers": {"id": 1, "n": 1}, "id": "1", "as_of": "2026-03-31"});
    let refused = server.post("/why", &body);
    assert_eq!((refused.status, refused.code()), (413, "too-large".to_owned()), "{}", refused.text);
}

/// Whoever asks again and again without reading the answers is cut off.
#[test]
fn answers_that_nobody_reads_hold_no_connection() {
    let server = Server::start(&["--time-limit", "1"]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_write_timeout(Some(Duration::from_millis(50))).unwrap();
    let question = format!("GET /examples.json HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    loop {
        // The questions are taken until nothing more fits in between; then they wait.
        match stream.write_all(question.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => {
                let is_over = [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe];
                assert!(is_over.contains(&error.kind()), "{error}");
                break;
            }
            Ok(()) => {}
        }
    }
    assert_eq!(server.post("/check", &json!({"rules": RULES})).status, 200);
}
