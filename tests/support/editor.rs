//! An editor that talks to `flywheel lsp` over its standard streams.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// No answer takes longer, on any machine.
const LONG: Duration = Duration::from_secs(60);

/// An editor in a folder of its own.
pub(crate) struct Editor {
    folder: TempDir,
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    /// What came while something else was waited for.
    kept: Vec<Value>,
    next: i64,
    pub(crate) greeting: Value,
}

/// What most editors can do.
pub(crate) fn usual() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "publishDiagnostics": { "relatedInformation": true },
            "completion": { "completionItem": { "snippetSupport": true } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true }
        }
    })
}

impl Editor {
    pub(crate) fn new() -> Editor {
        Editor::with(usual(), &[])
    }

    /// One that can do these things, with files in its folder.
    pub(crate) fn with(can: Value, files: &[(&str, &str)]) -> Editor {
        Editor::set(can, files, Value::Null)
    }

    /// The same with settings.
    pub(crate) fn set(can: Value, files: &[(&str, &str)], settings: Value) -> Editor {
        let folder = TempDir::new().expect("a temporary folder can be made");
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("files can be written");
        }
        let mut server = Command::new(env!("CARGO_BIN_EXE_flywheel"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let output = messages(BufReader::new(server.stdout.take().expect("it is piped")));
        let input = server.stdin.take();
        let (kept, greeting) = (Vec::new(), Value::Null);
        let mut editor = Editor { folder, server, input, output, kept, next: 0, greeting };
        let root = editor.uri("");
        let params = json!({
            "processId": null,
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "rules" }],
            "capabilities": can,
            "initializationOptions": settings,
        });
        editor.greeting = editor.ask("initialize", params);
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub(crate) fn document(&self, name: &str) -> Value {
        json!({ "uri": self.uri(name) })
    }

    /// A place in a file, for questions about it.
    pub(crate) fn at(&self, name: &str, (line, character): (usize, usize)) -> Value {
        json!({
            "textDocument": self.document(name),
            "position": { "line": line, "character": character },
        })
    }

    pub(crate) fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.open_uri(&uri, text);
    }

    pub(crate) fn open_uri(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "flywheel", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a file: each change has a range, or is all of the text.
    pub(crate) fn change(&mut self, name: &str, version: i32, changes: Value) {
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// Asks something, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.try_to_ask(method, params);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The answer, or the error.
    pub(crate) fn try_to_ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.begin(method, params);
        self.answer(id)
    }

    /// Asks something without waiting.
    pub(crate) fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let mut answer = self.wait(|message| message["id"] == id && message["method"].is_null());
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].take()),
        }
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Waits until the server sends or asks this, and returns its `params`.
    pub(crate) fn hear(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method)["params"].take()
    }

    /// How many messages of a kind came and were not waited for.
    pub(crate) fn kept(&self, method: &str) -> usize {
        self.kept.iter().filter(|message| message["method"] == method).count()
    }

    /// Waits for the problems of a version of a file, as far as these are as wanted.
    pub(crate) fn problems(&mut self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let uri = self.uri(name);
        let mut message = self.wait(|message| {
            let is_it = message["method"] == "textDocument/publishDiagnostics";
            is_it && message["params"]["uri"] == uri.as_str() && wanted(&message["params"])
        });
        message["params"]["diagnostics"].take()
    }

    /// Waits for a message, and keeps those that come before it.
    pub(crate) fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&is_it) {
            return self.kept.remove(at);
        }
        loop {
            let message = self.output.recv_timeout(LONG).expect("the server goes on");
            if is_it(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    /// An answer for a snapshot, wherever the folder is.
    pub(crate) fn shown(&self, answer: &Value) -> String {
        format!("{answer:#}").replace(&self.uri(""), "file:///rules/")
    }

    /// Ends the server as an editor does, and returns its exit code.
    pub(crate) fn end(&mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.exit_code()
    }

    /// Waits until the server has ended.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        self.server.wait().expect("it ends").code()
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.input.as_mut().expect("it is piped");
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        input.flush().expect("the server reads");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // A test that failed leaves no server.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The messages of a stream, on a thread of their own.
fn messages(mut stream: impl BufRead + Send + 'static) -> Receiver<Value> {
    let (send, receive) = channel();
    thread::spawn(move || {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).unwrap_or(0) == 0 {
                    return;
                }
                match line.trim().split_once(": ") {
                    Some(("Content-Length", value)) => length = value.parse().expect("a number"),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut text = vec![0; length];
            if stream.read_exact(&mut text).is_err() {
                return;
            }
            let message = serde_json::from_slice(&text).expect("JSON");
            if send.send(message).is_err() {
                return;
            }
        }
    });
    receive
}

/// The text without its mark, and the line and column of the mark, in units of UTF-16.
pub(crate) fn marked(text: &str) -> (String, (usize, usize)) {
    let at = text.find('▮').expect("a text has a mark");
    let before = &text[..at];
    let line = before.matches('\n').count();
    let column = before[before.rfind('\n').map_or(0, |at| at + 1)..].encode_utf16().count();
    (text.replace('▮', ""), (line, column))
}

/// A text with the edits of an answer made.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let offset = |place: &Value| {
        let (line, character) = (place["line"].as_u64().unwrap(), place["character"].as_u64());
        let lines = text.split_inclusive('\n');
        let start: usize = lines.take(line as usize).map(str::len).sum();
        let mut width = 0;
        let rest = text[start..].char_indices();
        let mut ends = rest.skip_while(|(_, letter)| {
            let before = width < character.unwrap();
            width += letter.len_utf16() as u64;
            before
        });
        ends.next().map_or(text.len(), |(at, _)| start + at)
    };
    let mut made: Vec<_> = edits
        .as_array()
        .expect("edits are a list")
        .iter()
        .map(|edit| {
            let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
            (range, edit["newText"].as_str().unwrap())
        })
        .collect();
    made.sort_by_key(|(range, _)| range.start);
    let mut out = text.to_owned();
    made.into_iter().rev().for_each(|(range, new)| out.replace_range(range, new));
    out
}
