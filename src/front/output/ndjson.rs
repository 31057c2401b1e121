//! One decision as a JSON object on a line of its own.

use crate::eval::{Decision, Id};
use crate::plan::{Plan, RuleId, StageId};

/// Writes decisions. All names of the plan are put into JSON once, beforehand.
#[derive(Clone, Debug)]
pub struct Lines {
    stages: Vec<Vec<u8>>,
    /// `,"from":"Engaged","to":"Enthusiast"`, by the stage before (the first row: none) and the
    /// stage after.
    steps: Vec<Vec<u8>>,
    rules: Vec<Vec<u8>>,
    /// `"gift":"swag"` and `"kind":"reward"`.
    gifts: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Lines {
    pub fn new(plan: &Plan) -> Lines {
        let gift = |gift: &crate::plan::Gift| {
            let name = [b"\"gift\":".to_vec(), quoted(&gift.name)].concat();
            (name, [b"\"kind\":".to_vec(), quoted(gift.kind.word())].concat())
        };
        let stages: Vec<Vec<u8>> = plan.stages.iter().map(|stage| quoted(&stage.name)).collect();
        let none = b"null".to_vec();
        let from = std::iter::once(&none).chain(&stages);
        let step = |from: &[u8], to: &[u8]| [b",\"from\":", from, b",\"to\":", to].concat();
        Lines {
            steps: from.flat_map(|from| stages.iter().map(|to| step(from, to))).collect(),
            stages,
            rules: plan.rules.iter().map(|rule| quoted(&rule.label)).collect(),
            gifts: plan.gifts.iter().map(gift).collect(),
        }
    }

    /// The object, without a line break.
    pub fn write(&self, out: &mut Vec<u8>, id: &Id<'_>, decision: &Decision) {
        out.extend_from_slice(b"{\"id\":");
        match id.is_number {
            true => out.extend_from_slice(id.text.as_bytes()),
            false => quote(out, &id.text),
        }
        let row = decision.from.map_or(0, |from| from + 1);
        out.extend_from_slice(&self.steps[row * self.stages.len() + decision.to]);
        self.moves(out, decision);
        list(out, "given", &decision.given, |out, given| {
            let (gift, kind) = &self.gifts[given.gift];
            out.extend_from_slice(gift);
            out.push(b',');
            out.extend_from_slice(kind);
            self.rule(out, given.rule);
        });
        texts(out, "tags", &decision.tags);
        texts(out, "untags", &decision.untags);
        list(out, "withheld", &decision.withheld, |out, withheld| {
            out.extend_from_slice(&self.gifts[withheld.gift].0);
            out.extend_from_slice(b",\"reason\":\"");
            out.extend_from_slice(withheld.reason.word().as_bytes());
            out.push(b'"');
            self.rule(out, withheld.rule);
        });
        list(out, "also", &decision.also, |out, also| self.step(out, also.to, also.rule));
        out.push(b'}');
    }

    /// The rule of the last move and, where settling took several, all of them.
    fn moves(&self, out: &mut Vec<u8>, decision: &Decision) {
        let Some(last) = decision.moves.last() else { return };
        self.rule(out, last.rule);
        if decision.moves.len() > 1 {
            list(out, "moves", &decision.moves, |out, step| self.step(out, step.to, step.rule));
        }
    }

    fn step(&self, out: &mut Vec<u8>, to: StageId, rule: RuleId) {
        out.extend_from_slice(b"\"to\":");
        out.extend_from_slice(&self.stages[to]);
        self.rule(out, rule);
    }

    fn rule(&self, out: &mut Vec<u8>, rule: RuleId) {
        out.extend_from_slice(b",\"rule\":");
        out.extend_from_slice(&self.rules[rule]);
    }
}

/// `,"key":[{...},{...}]`; nothing where there is nothing.
fn list<T>(out: &mut Vec<u8>, key: &str, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    for (place, item) in items.iter().enumerate() {
        begin(out, key, place);
        out.push(b'{');
        write(out, item);
        out.push(b'}');
    }
    if !items.is_empty() {
        out.push(b']');
    }
}

fn texts(out: &mut Vec<u8>, key: &str, texts: &[String]) {
    for (place, text) in texts.iter().enumerate() {
        begin(out, key, place);
        quote(out, text);
    }
    if !texts.is_empty() {
        out.push(b']');
    }
}

/// What stands before an item of a list.
fn begin(out: &mut Vec<u8>, key: &str, place: usize) {
    if place == 0 {
        out.extend_from_slice(b",\"");
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":[");
    } else {
        out.push(b',');
    }
}

/// A text as JSON, with its quotation marks.
pub fn quote(out: &mut Vec<u8>, text: &str) {
    let plain = |byte: &u8| *byte >= b' ' && *byte != b'"' && *byte != b'\\';
    if text.as_bytes().iter().all(plain) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(&quoted(text));
    }
}

pub fn quoted(text: &str) -> Vec<u8> {
    serde_json::to_vec(text).expect("any text can be written as JSON")
}
