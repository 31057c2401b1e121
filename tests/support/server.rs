//! A server of its own for a test, and requests to it as bytes.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;

/// A server on a port of its own, which ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    /// Reads the log as it comes.
    log: Option<JoinHandle<String>>,
}

/// What a server answers; all of it is empty if it only ends the connection.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) text: String,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Server {
        let (mut child, address) = Server::spawn(arguments);
        let mut stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        Server { child, address, log: Some(log) }
    }

    fn spawn(arguments: &[&str]) -> (Child, String) {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("flywheel"));
        command.args(["serve", "--port", "0"]).args(arguments).env_remove("FLYWHEEL_TOKEN");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(address.starts_with("127.0.0.1:"), "the server is at {line}");
        (child, address)
    }

    /// A server whose log nobody reads, though it could be read.
    pub(crate) fn start_unread(arguments: &[&str]) -> (Server, ChildStderr) {
        let (mut child, address) = Server::spawn(arguments);
        let stderr = child.stderr.take().unwrap();
        (Server { child, address, log: None }, stderr)
    }

    /// A request that ends its connection.
    pub(crate) fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
        let host = format!("Host: {}\r\nConnection: close\r\n", self.address);
        let length = format!("Content-Length: {}\r\n", body.len());
        format!("{method} {path} HTTP/1.1\r\n{host}{headers}{length}\r\n{body}").into_bytes()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let kind = "Content-Type: application/json\r\n";
        exchange(&self.address, &self.request("POST", path, kind, &body.to_string()))
    }

    /// Asks it to end, and yields its exit code and what it wrote to the standard error.
    pub(crate) fn end(&mut self) -> (i32, String) {
        let status = self.stop();
        (status, self.log.take().unwrap().join().unwrap())
    }

    /// Asks it to end, and yields its exit code.
    pub(crate) fn stop(&mut self) -> i32 {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _waited_already = self.child.wait();
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The value of a header; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

/// Sends some bytes, and reads the answer.
pub(crate) fn exchange(address: &str, request: &[u8]) -> Answer {
    exchange_within(address, request, Duration::from_secs(60))
}

/// The same, but hangs up if there is nothing to read for some time.
pub(crate) fn exchange_within(address: &str, request: &[u8], patience: Duration) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(patience)).unwrap();
    // The server may answer and hang up before it has all of it.
    let _refused_early = stream.write_all(request);
    let mut bytes = Vec::new();
    let _reset = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return Answer::default() };
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), text: body.to_owned() }
}

/// Chance that is the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below another one.
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A request that is wrong somewhere, mostly: in its body, in its head, or in its bytes.
pub(crate) fn malformed(dice: &mut Dice, rules: &str) -> Vec<u8> {
    let path = dice.one(&[
        "/check", "/decide", "/why", "/graph", "/replay", "/format", "/", "/%00", "/metrics", "*",
    ]);
    let method = dice.one(&["POST", "POST", "POST", "POST", "GET", "PUT", "BREW", "post"]);
    let body = body(dice, rules);
    let kind = dice.one(&[
        "application/json",
        "application/json; charset=utf-8",
        "text/plain",
        "",
        "\u{fffd}",
    ]);
    let host =
        dice.one(&["localhost", "127.0.0.1", "evil.example", "", "localhost\r\nHost: localhost"]);
    let length = match dice.below(6) {
        0 => body.len() + 7,
        1 => body.len() / 2,
        2 => usize::MAX,
        _ => body.len(),
    };
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )
    .into_bytes();
    request.extend_from_slice(&body);
    for _ in 0..dice.below(4) * dice.below(2) {
        let at = dice.below(request.len());
        request[at] = dice.below(256) as u8;
    }
    if dice.below(8) == 0 {
        let at = dice.below(request.len());
        request.truncate(at);
    }
    request
}

fn body(dice: &mut Dice, rules: &str) -> Vec<u8> {
    let value = |dice: &mut Dice| {
        let long = "9".repeat(400);
        let deep = "[".repeat(2_000);
        let values = [
            "null",
            "true",
            "-1",
            "1e999",
            "\"\"",
            "[]",
            "{}",
            "\"\\ud800\"",
            "[{\"id\":null}]",
            "\"2026-02-30\"",
            "\"id,x\\n1\"",
            &long,
            &deep,
            "",
        ];
        dice.one(&values).to_owned()
    };
    let names = [
        "rules",
        "name",
        "files",
        "customers",
        "tables",
        "as_of",
        "id",
        "gift",
        "format",
        "from",
        "to",
        "every",
        "why",
        "x",
    ];
    let mut members = Vec::new();
    if dice.below(3) > 0 {
        let cut = dice.below(rules.len());
        let text = if dice.below(2) == 0 {
            rules.to_owned()
        } else {
            rules[..cut].to_owned() + &rules[dice.below(cut + 1)..]
        };
        members.push(format!("\"rules\":{}", Value::String(text)));
    }
    for _ in 0..dice.below(5) {
        let name = dice.one(&names);
        members.push(format!("\"{name}\":{}", value(dice)));
    }
    format!("{{{}}}", members.join(",")).into_bytes()
}
