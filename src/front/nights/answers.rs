//! What is said of gifts that were handed out.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

use crate::Program;
use crate::front::{Failure, disk};
use crate::ledger::{Answer, Status};
use crate::problems::register::CANNOT_READ;
use crate::records::{self, Options, Reader};
use crate::values::Value;

/// A file of answers, in the words of a rule file: so it is read like customers are, in all formats.
const FORM: &str = "customer\n  id from \"key\"\n  status: text\n  reason: text\n  show status, reason\n\
                    stage Any resting\n";

/// One answer of a command, a JSON object.
///
/// # Errors
/// What is wrong with it.
pub(in crate::front) fn line(line: &[u8]) -> Result<Answer, String> {
    let value: serde_json::Value =
        serde_json::from_slice(line).map_err(|_| "it is not JSON".to_owned())?;
    let text = |key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
    let key = text("key").ok_or("it has no \"key\"")?;
    let status = status(text("status").as_deref())?;
    Ok(Answer { key, status, reason: text("reason") })
}

/// What has become of a gift, in a word.
fn status(word: Option<&str>) -> Result<Status, String> {
    match word {
        Some("sent") => Ok(Status::Sent),
        Some("failed") => Ok(Status::Failed),
        Some(other) => Err(format!("its \"status\" is {other}, and not sent or failed")),
        None => Err("it has no \"status\"".to_owned()),
    }
}

/// A file with the keys of gifts that were sent. A row may say otherwise in `status`.
pub(in crate::front) fn sent(path: &Path) -> Result<Vec<Answer>, Failure> {
    let name = disk::name(path);
    let form = Program::load("answers", FORM, &|_| Err(String::new()));
    let form = form.map_err(|_| Failure::new("the form of answers cannot be read"))?;
    let reader = Reader::new(&form.plan().needs);
    let bad = |line: u64, reason: &str, need: &str| {
        Failure::coded(CANNOT_READ, format!("{name}:{line}: {reason}"))
            .help(format!("nothing was recorded: {need}"))
    };
    let file: Box<dyn Read + Send> =
        disk::open(path).map_err(|error| Failure::reading(&name, &error))?;
    let (mut answers, mut keys) = (Vec::new(), HashMap::new());
    let options = Options { name: Some(name.clone()), ..Options::default() };
    let read = |chunk: &records::Chunk<'_>| -> Vec<Result<(u64, Answer), Stop>> {
        let answer = |written: records::Written<'_>| match written.read() {
            Ok(record) => {
                let text = |place: usize| text(record.fields.get(place)?.as_ref()?);
                let answer = answer(record.id.text.to_string(), text(0), text(1));
                match answer {
                    Ok(answer) => Ok((written.line, answer)),
                    Err(reason) => Err(Stop::Bad(written.line, reason, STATUS)),
                }
            }
            Err(faulty) => Err(Stop::Bad(faulty.line, faulty.fault.to_string(), KEY)),
        };
        chunk.written().map(answer).collect()
    };
    let outcome = records::run(file, &options, &reader, read, |_, said| {
        for one in said {
            let (line, answer) = one?;
            match keys.insert(answer.key.clone(), answer.status) {
                None => answers.push(answer),
                Some(status) if status == answer.status => {}
                Some(_) => {
                    let reason = "this key came before, and something else was said of it";
                    return Err(Stop::Bad(line, reason.to_owned(), ONCE));
                }
            }
        }
        Ok::<(), Stop>(())
    });
    match outcome {
        Ok(outcome) => match outcome.fault {
            Some(fault) => Err(bad(fault.line, &fault.fault.to_string(), KEY)),
            None if answers.is_empty() => Err(bad(1, "there is no key in it", KEY)),
            None => Ok(answers),
        },
        Err(Stop::Bad(line, reason, need)) => Err(bad(line, &reason, need)),
        Err(Stop::Unread(error)) => Err(Failure::reading(&name, &error)),
    }
}

const KEY: &str = "the file needs a column \"key\" with a key in each row";
const STATUS: &str = "write sent or failed under \"status\", and more about it under \"reason\"";
const ONCE: &str = "keep one row for each key";

/// Why a file of answers is not taken.
enum Stop {
    /// The line, what is wrong there, and what the file needs.
    Bad(u64, String, &'static str),
    Unread(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Unread(error)
    }
}

/// A text that says something.
fn text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text.to_string()),
        Value::Text(_)
        | Value::Number(_)
        | Value::YesNo(_)
        | Value::Day(_)
        | Value::Instant(_)
        | Value::Choice(_)
        | Value::Set(_) => None,
    }
}

/// An answer out of a row.
fn answer(key: String, status: Option<String>, reason: Option<String>) -> Result<Answer, String> {
    let status = match status.as_deref() {
        // As `--take` has written it.
        None | Some("handed") => Status::Sent,
        said => self::status(said)?,
    };
    Ok(Answer { key, status, reason })
}
