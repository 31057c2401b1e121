//! `flywheel serve`: the API, who may use it, what it refuses, and how it ends.
#![cfg(feature = "serve")]

#[path = "support/server.rs"]
mod server;

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use server::{Server, exchange};

const RULES: &str = "\
customer
  orders: events

reward swag costs $18, once

stage Guest
  resting
  after 3 orders move to Fan; give swag

stage Fan
  resting
";

/// How many send malformed requests at once.
const SENDERS: u64 = 8;

const TOKEN: &str = "a-token-for-tests-0123";

fn customers() -> Value {
    json!([
        {"id": "ann", "orders": [{"at": "2026-01-05"}, {"at": "2026-02-11"}, {"at": "2026-03-20"}]},
        {"id": "bob", "orders": []},
    ])
}

/// Rules that use a file, with customers.
fn asked() -> Value {
    json!({"rules": RULES, "customers": customers(), "as_of": "2026-03-31"})
}

fn with(mut body: Value, more: Value) -> Value {
    let members = more.as_object().expect("members").clone();
    body.as_object_mut().expect("an object").extend(members);
    body
}

/// What the command line writes about the same rules and customers.
fn command(folder: &std::path::Path, arguments: &[&str]) -> String {
    let output = assert_cmd::Command::cargo_bin("flywheel").unwrap();
    let output = { output }.args(arguments).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn answers_are_those_of_the_command_line() {
    let server = Server::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let wrong = "stage Guest\n  after 3 order move to Fan\n";
    write("rules.flywheel", RULES);
    write("wrong.flywheel", wrong);
    write("customers", &customers().to_string());
    let day = ["--as-of", "2026-03-31"];
    let run = |arguments: &[&str]| command(folder.path(), &[arguments, &day[..]].concat());

    let eval = run(&["eval", "rules.flywheel", "customers", "--format", "json"]);
    assert_eq!(server.post("/decide", &asked()).text, eval);
    let because = run(&["eval", "rules.flywheel", "customers", "--format", "json", "--why"]);
    assert_eq!(server.post("/decide", &with(asked(), json!({"why": true}))).text, because);
    let why = run(&["why", "rules.flywheel", "customers", "--id", "bob", "--format", "json"]);
    assert_eq!(server.post("/why", &with(asked(), json!({"id": "bob"}))).text, why);
    let settled =
        run(&["why", "rules.flywheel", "customers", "--id", "ann", "--format", "json", "--settle"]);
    let body = with(asked(), json!({"id": "ann", "settle": true}));
    assert_eq!(server.post("/why", &body).text, settled);
    for format in ["svg", "mermaid", "dot"] {
        let graph = run(&["graph", "rules.flywheel", "customers", "--format", format]);
        let body = with(asked(), json!({"format": format}));
        assert_eq!(server.post("/graph", &body).text, graph, "{format}");
    }
    let body =
        with(asked(), json!({"customers": [{"id": 1, "orders": 7}, {"id": 2, "orders": []}]}));
    assert_eq!(server.post("/graph", &body).header("flywheel-rejected"), "1");
    let check = command(folder.path(), &["check", "wrong.flywheel", "--format", "json"]);
    let body = json!({"rules": wrong, "name": "wrong.flywheel"});
    assert_eq!(server.post("/check", &body).text, check);
    let replay = command(
        folder.path(),
        &[
            "replay",
            "rules.flywheel",
            "customers",
            "--from",
            "2026-01-01",
            "--to",
            "2026-03-31",
            "--format",
            "ndjson",
        ],
    );
    let lines: Vec<Value> =
        replay.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let body =
        json!({"rules": RULES, "customers": customers(), "from": "2026-01-01", "to": "2026-03-31"});
    let answer = server.post("/replay", &body).json();
    assert_eq!(answer["changes"], Value::Array(lines));
    assert_eq!(
        answer["at_end"],
        json!([{"stage": "Guest", "customers": 1}, {"stage": "Fan", "customers": 1}])
    );
    let formatted = server.post("/format", &json!({"rules": "stage  A\n    resting"})).json();
    assert_eq!(formatted, json!({"version": 1, "rules": "stage A\n  resting\n", "changed": true}));
}

#[test]
fn files_and_tables_come_from_the_request_alone() {
    let server = Server::start(&[]);
    let rules = "use \"parts/customer.flywheel\"\nstage Guest\n  resting\n  after 2 orders move to Fan\nstage Fan\n  resting\n";
    let part = "customer\n  orders: events from table \"orders\" by \"who\"\n";
    let body = json!({
        "rules": rules, "name": "shop/rules.flywheel", "files": {"./shop/parts/customer.flywheel": part},
        "customers": "id\nann\nbob\n", "as_of": "2026-03-31",
        "tables": {"orders": "who,at\nann,2026-01-01\nann,2026-01-02\nbob,2026-01-03\neve,2026-01-04\n"},
    });
    let answer = server.post("/decide", &body).json();
    assert_eq!(answer["decisions"][0]["to"], "Fan");
    assert_eq!(answer["decisions"][1]["to"], "Guest");
    assert!(answer["notes"].to_string().contains("belongs to no customer"), "{answer}");
    for path in ["/etc/passwd", "../../../../../../etc/passwd", "Cargo.toml"] {
        let body = json!({"rules": format!("use \"{path}\"\nstage A\n  resting\n")});
        let answer = server.post("/check", &body).json();
        assert_eq!(answer["problems"][0]["code"], "use-missing", "{answer}");
        assert!(
            answer["problems"][0]["label"].to_string().contains("the request has no such file")
        );
    }
    let without = with(body, json!({"tables": {}}));
    let refused = server.post("/decide", &without);
    assert_eq!((refused.status, refused.code()), (400, "bad-request".to_owned()));
}

#[test]
fn what_goes_wrong_is_a_document_with_a_code() {
    let server = Server::start(&["--max-body", "1"]);
    let refused = |path: &str, body: &Value| {
        let answer = server.post(path, body);
        let details = answer.json();
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(details["status"], answer.status);
        (answer.status, answer.code())
    };
    let code = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(refused("/decide", &json!({})), code(400, "bad-request"));
    assert_eq!(
        refused("/decide", &with(asked(), json!({"as_of": "soon"}))),
        code(400, "bad-request")
    );
    assert_eq!(refused("/decide", &with(asked(), json!({"id": "ann"}))), code(400, "bad-request"));
    assert_eq!(
        refused("/decide", &with(asked(), json!({"customers": 3}))),
        code(400, "bad-request")
    );
    assert_eq!(refused("/decide", &with(asked(), json!({"rules": "stage"}))), code(422, "rules"));
    assert_eq!(refused("/why", &with(asked(), json!({"id": "eve"}))), code(404, "no-customer"));
    assert_eq!(
        refused("/why", &with(asked(), json!({"id": "ann", "gift": "swga"}))),
        code(400, "bad-request")
    );
    let torn = json!([{"id": "ann", "orders": 7}]);
    let body = with(asked(), json!({"id": "ann", "customers": torn}));
    assert_eq!(refused("/why", &body), code(422, "rejected"));
    assert_eq!(
        refused("/graph", &with(asked(), json!({"format": "png"}))),
        code(400, "bad-request")
    );
    for late in ["9999-12-31T23:59:59Z", "9999-12-31"] {
        let answer = server.post("/decide", &with(asked(), json!({"as_of": late}))).text;
        assert!(answer.contains("it ends after 9999-12-30T22:00:00Z"), "{answer}");
    }
    for from in ["1900-01-01", "0001-01-01"] {
        let years =
            json!({"rules": RULES, "customers": customers(), "from": from, "to": "9999-12-01"});
        assert_eq!(refused("/replay", &years), code(413, "too-large"));
    }
    let twice = json!({"rules": RULES, "files": {"a": "# one", "./a": "# other"}});
    assert_eq!(refused("/check", &twice), code(400, "bad-request"));
    assert_eq!(refused("/format", &json!({"rules": "stage \"A"})), code(422, "rules"));
    assert_eq!(refused("/nowhere", &json!({})), code(404, "not-found"));
    assert_eq!(refused("/health", &json!({})), code(405, "method"));
    let large = with(asked(), json!({"customers": " ".repeat(2 << 20)}));
    assert_eq!(refused("/decide", &large), code(413, "too-large"));
    let rules = json!({"rules": "#".repeat((1 << 20) - 100), "files": {"a": "#".repeat(200)}});
    assert_eq!(refused("/check", &rules).0, 413);
    let form = exchange(
        &server.address,
        &server.request("POST", "/check", "Content-Type: text/plain\r\n", "{}"),
    );
    assert_eq!((form.status, form.code()), code(415, "not-json"));
}

#[test]
fn strangers_are_refused() {
    let server = Server::start(&["--token", TOKEN, "--allow-host", "rules.example.com"]);
    let body = json!({"rules": RULES}).to_string();
    let send = |host: &str, headers: &str| {
        let head = format!("Content-Type: application/json\r\nHost: {host}\r\n{headers}");
        let length = body.len();
        let text = format!(
            "POST /check HTTP/1.1\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        exchange(&server.address, text.as_bytes()).status
    };
    let bearer = format!("Authorization: Bearer {TOKEN}\r\n");
    assert_eq!(send("localhost", &bearer), 200);
    assert_eq!(send("rules.example.com", &bearer), 200);
    assert_eq!(send("localhost", ""), 401);
    assert_eq!(send("localhost", "Authorization: Bearer a-token-for-tests-0124\r\n"), 401);
    assert_eq!(send("evil.example", &bearer), 421);
    assert_eq!(send("localhost", &format!("{bearer}Origin: http://evil.example\r\n")), 403);
    assert_eq!(send("localhost", &format!("{bearer}Origin: null\r\n")), 403);
    assert_eq!(send("localhost", &format!("{bearer}Origin: http://localhost\r\n")), 200);
    assert_eq!(send("localhost", &format!("{bearer}Sec-Fetch-Site: cross-site\r\n")), 403);
    let get = |path: &str| exchange(&server.address, &server.request("GET", path, "", ""));
    assert_eq!(get("/metrics").status, 401);
    for path in ["/", "/health", "/openapi.json", "/examples.json", "/playground/main.js"] {
        let answer = get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    for path in [
        "/playground/../Cargo.toml",
        "/playground/%2e%2e/Cargo.toml",
        "//etc/passwd",
        "/Cargo.toml",
    ] {
        assert_eq!(get(path).status, 404, "{path}");
    }
    let preflight = "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n";
    let answer = exchange(&server.address, &server.request("OPTIONS", "/check", preflight, ""));
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[test]
fn the_page_brings_no_scripts_in_itself_and_asks_nobody_else() {
    let server = Server::start(&[]);
    let page = exchange(&server.address, &server.request("GET", "/", "", "")).text;
    assert!(page.contains("<script type=\"module\" src=\"/playground/main.js\">"));
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("<script>"));
    assert!(!page.split_whitespace().any(|word| word.starts_with("on") && word.contains('=')));
    for entry in fs::read_dir("playground").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for found in text.match_indices("://").map(|(at, _)| &text[..at]) {
            // Names of forms of XML, which nobody asks for.
            let scheme = found.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap();
            let rest = &text[found.len()..];
            assert!(scheme == "http" && rest.starts_with("://www.w3.org/"), "{}", path.display());
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let place =
            if name == "index.html" { "/".to_owned() } else { format!("/playground/{name}") };
        let served = exchange(&server.address, &server.request("GET", &place, "", ""));
        assert_eq!(served.status, 200, "{name}");
        assert!(served.text == text, "{name} is served in another version");
    }
}

#[test]
fn the_description_is_that_of_the_api() {
    let server = Server::start(&[]);
    let get = |path: &str| exchange(&server.address, &server.request("GET", path, "", ""));
    let description = get("/openapi.json").json();
    let paths = description["paths"].as_object().unwrap();
    let mut asked = 0;
    for (path, methods) in paths {
        let Some(post) = methods.get("post") else {
            let answer = get(path);
            assert_eq!(answer.status, 200, "{path}");
            assert!(
                methods["get"]["responses"]["200"]["content"]
                    .get(answer.header("content-type"))
                    .is_some(),
                "{path}"
            );
            continue;
        };
        asked += 1;
        let content = &post["requestBody"]["content"]["application/json"];
        let answer = server.post(path, &content["example"]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        let kinds = &post["responses"]["200"]["content"];
        let schema = &kinds[answer.header("content-type")]["schema"];
        assert!(!schema.is_null(), "{path}: {}", answer.header("content-type"));
        if let Some(name) =
            schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/components/schemas/"))
        {
            let schema = &description["components"]["schemas"][name];
            let required = schema["required"].as_array().unwrap();
            let said = answer.json();
            for member in required {
                assert!(said.get(member.as_str().unwrap()).is_some(), "{path} says no {member}");
            }
            if name != "Why" {
                let known = |member: &String| schema["properties"].get(member).is_some();
                let unknown: Vec<&String> =
                    said.as_object().unwrap().keys().filter(|member| !known(member)).collect();
                assert!(unknown.is_empty(), "{path} says {unknown:?}");
            }
        }
        // Each member is known, and no other is.
        let members = content["schema"]["properties"].as_object().unwrap();
        let all = with(content["example"].clone(), json!({"nothing": 1}));
        assert_eq!(server.post(path, &all).status, 400, "{path}");
        for (member, _) in members {
            let body = with(content["example"].clone(), json!({member: {"x": 7}}));
            let said = server.post(path, &body).text;
            assert!(
                !said.contains("means nothing here") && !said.contains("unknown field"),
                "{path} {member}: {said}"
            );
        }
        let others = [
            "rules",
            "files",
            "customers",
            "tables",
            "id",
            "format",
            "from",
            "start_empty",
            "changes",
        ];
        for other in others.iter().filter(|other| !members.contains_key(**other)) {
            let value =
                if ["start_empty", "changes"].contains(other) { json!(true) } else { json!("x") };
            let value = if ["files", "tables"].contains(other) { json!({}) } else { value };
            let said =
                server.post(path, &with(content["example"].clone(), json!({*other: value}))).json();
            assert!(
                said["detail"].to_string().contains("means nothing here"),
                "{path} {other}: {said}"
            );
        }
    }
    assert_eq!(asked, 6);
}

#[test]
fn what_the_page_of_the_docs_shows_is_answered() {
    let server = Server::start(&[]);
    let page = fs::read_to_string("docs/serve.md").unwrap();
    let mut blocks = page.split("\n```").skip(1).step_by(2);
    let mut shown = 0;
    while let Some(block) = blocks.next() {
        let (info, body) = block.split_once('\n').unwrap();
        let Some(path) = info.strip_prefix("json request ") else { continue };
        let body: Value = serde_json::from_str(body).unwrap();
        let answer = server.post(path, &body);
        let (info, want) = blocks.next().unwrap().split_once('\n').unwrap();
        match info {
            "json answer" => {
                let want: Value = serde_json::from_str(want).unwrap();
                assert_eq!(answer.json(), want, "{path} answers\n{}", answer.text);
            }
            "text answer" => {
                assert!(answer.text.starts_with(want.trim_end()), "{path} answers\n{}", answer.text)
            }
            other => panic!("what is {other}?"),
        }
        shown += 1;
    }
    assert_eq!(shown, 6);
}

/// A client that leaves is not counted as open for good.
#[test]
fn a_client_that_leaves_is_counted() {
    let server = Server::start(&[]);
    let body = json!({"rules": RULES}).to_string();
    let begun = format!(
        "POST /check HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        server.address,
        body.len() + 1
    );
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all((begun + &body).as_bytes()).unwrap();
    let metrics = || exchange(&server.address, &server.request("GET", "/metrics", "", "")).text;
    while !metrics().contains("flywheel_requests_open 2\n") {}
    drop(stream);
    while !metrics().contains("flywheel_requests_open 1\n") {}
    assert!(metrics().contains("flywheel_requests_total{path=\"/check\""), "{}", metrics());
}

#[test]
fn requests_are_logged_and_counted() {
    let mut server = Server::start(&[]);
    server.post("/decide", &asked());
    server.post("/secret-path?with=secrets", &json!({}));
    let metrics = exchange(&server.address, &server.request("GET", "/metrics", "", "")).text;
    assert!(
        metrics.contains("flywheel_requests_total{path=\"/decide\",status=\"200\"} 1\n"),
        "{metrics}"
    );
    assert!(
        metrics.contains("flywheel_requests_total{path=\"other\",status=\"404\"} 1\n"),
        "{metrics}"
    );
    assert!(metrics.contains("flywheel_customers_total{outcome=\"decided\"} 2\n"), "{metrics}");
    let (status, log) = server.end();
    assert_eq!(status, 0);
    let lines: Vec<&str> = log.lines().filter(|line| line.contains(" ms")).collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert!(lines[0].contains(" POST /decide 200 "), "{log}");
    assert!(lines[1].contains(" POST other 404 "), "{log}");
    assert!(!log.contains("secret"), "{log}");
}

#[cfg(unix)]
#[test]
fn what_has_begun_comes_to_its_end() {
    let mut server = Server::start(&[]);
    let many: String = (0..3_000).map(|id| format!("{{\"id\":{id},\"orders\":[]}}\n")).collect();
    let body = json!({"rules": RULES, "customers": many, "from": "2026-01-01", "to": "2026-03-31"});
    let address = server.address.clone();
    let request =
        server.request("POST", "/replay", "Content-Type: application/json\r\n", &body.to_string());
    let asking = std::thread::spawn(move || exchange(&address, &request).status);
    let is_there = || {
        let metrics = exchange(&server.address, &server.request("GET", "/metrics", "", "")).text;
        // The question for the metrics is one of the open ones.
        metrics.contains("flywheel_requests_open 2\n") || metrics.contains("path=\"/replay\"")
    };
    while !is_there() {}
    assert_eq!(server.end().0, 0);
    assert_eq!(asking.join().unwrap(), 200);
}

#[test]
fn others_than_this_machine_need_a_token() {
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("flywheel").unwrap();
        let output =
            command.arg("serve").args(arguments).env_remove("FLYWHEEL_TOKEN").output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, said) = run(&["--host", "0.0.0.0", "--port", "0"]);
    assert_eq!(status, Some(2));
    assert!(
        said.contains("others can reach the server") && said.contains("FLYWHEEL_TOKEN"),
        "{said}"
    );
    assert_eq!(run(&["--token", "short", "--port", "0"]).0, Some(2));
    let server = Server::start(&[]);
    let port = server.address.rsplit(':').next().unwrap();
    let (status, said) = run(&["--port", port]);
    assert_eq!(status, Some(2));
    assert!(said.contains("cannot listen on"), "{said}");
}

#[test]
fn malformed_requests_break_nothing() {
    let count = std::env::var("FLYWHEEL_REQUESTS").map_or(600, |count| count.parse().unwrap());
    let server = Server::start(&["--max-body", "1", "--time-limit", "5"]);
    let answered = AtomicUsize::new(0);
    // Some requests never end, so several are sent at once.
    std::thread::scope(|scope| {
        for seed in 0..SENDERS {
            let (server, answered) = (&server, &answered);
            scope.spawn(move || {
                let mut dice = server::Dice(seed);
                for number in 0..count / SENDERS {
                    let request = server::malformed(&mut dice, RULES);
                    let patience = Duration::from_millis(250);
                    let status =
                        server::exchange_within(&server.address, &request, patience).status;
                    let text = String::from_utf8_lossy(&request);
                    assert!(status < 500, "request {number} of seed {seed} has {status}:\n{text}");
                    answered.fetch_add(usize::from(status > 0), Ordering::Relaxed);
                }
            });
        }
    });
    let answered = answered.into_inner() as u64;
    assert!(answered > count / 3, "{answered} of {count} were answered");
    assert_eq!(server.post("/decide", &asked()).status, 200);
}

/// More lines than a pipe holds.
#[test]
fn a_log_that_nobody_reads_holds_up_nobody() {
    let (mut server, log) = Server::start_unread(&[]);
    for _ in 0..2000 {
        assert_eq!(
            exchange(&server.address, &server.request("GET", "/health", "", "")).status,
            200
        );
    }
    drop(log);
    assert_eq!(exchange(&server.address, &server.request("GET", "/health", "", "")).status, 200);
    assert_eq!(server.stop(), 0);
}
