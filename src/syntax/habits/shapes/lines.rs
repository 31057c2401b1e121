//! Whole lines in another form than the language has: limits, scores, `let`s, fields and stages.

use super::super::{Finding, Spot, numbers};
use super::rests::limit_kind;
use crate::problems::register;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::vocabulary;
use crate::syntax::words::Kind;
use crate::values::with_article;

/// The line around a place.
pub(in crate::syntax::habits) struct Line<'s, 'a> {
    pub spot: &'s Spot<'a>,
    pub first: usize,
    pub last: usize,
}

impl<'a> Line<'_, 'a> {
    pub(in crate::syntax::habits) fn text(&self, at: usize) -> &'a str {
        if at > self.last { "" } else { self.spot.text_at(at) }
    }

    pub(in crate::syntax::habits) fn rest(&self, from: usize) -> &'a str {
        if from > self.last { "" } else { self.spot.written(from, self.last) }
    }

    pub(in crate::syntax::habits) fn find(&self, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        (self.first..=self.last).find(|at| wanted(*at))
    }

    /// `7 days`, `a week` as `1 week`.
    pub(in crate::syntax::habits) fn length(&self, at: usize) -> Option<String> {
        self.spot.length(at).filter(|_| at < self.last)
    }

    /// Where a number is, and the amount with its mark.
    pub(in crate::syntax::habits) fn amount(&self, from: usize) -> Option<(usize, String)> {
        let number = (from..=self.last).find(|at| {
            self.spot.kind(*at) == Some(Kind::Number)
                || numbers::from_word(self.text(*at)).is_some()
        })?;
        let mark = number.checked_sub(1).map_or("", |at| self.text(at));
        let mark = if matches!(mark, "$" | "€" | "£") { mark } else { "" };
        let text = self.text(number);
        Some((number, format!("{mark}{}", numbers::from_word(text).unwrap_or(text))))
    }

    /// The period at the end: `per week`, `a week`, `/week`, `weekly`, `in 7 days`.
    pub(in crate::syntax::habits) fn period(&self, from: usize) -> Option<String> {
        let unit = (from..=self.last).find(|at| numbers::is_unit(self.text(*at)));
        if let Some(unit) = unit {
            let counted = self.spot.kind(unit - 1) == Some(Kind::Number) && unit > from;
            let calendar = self.text(unit - 1) == "calendar";
            let first = if counted || calendar { unit - 1 } else { unit };
            return Some(self.spot.written(first, unit).to_owned());
        }
        let word = (from..=self.last).find_map(|at| match self.text(at) {
            "daily" => Some("day"),
            "weekly" => Some("week"),
            "monthly" => Some("month"),
            "quarterly" => Some("quarter"),
            "yearly" | "annually" => Some("year"),
            _ => None,
        });
        word.map(str::to_owned)
    }
}

/// What a line should be, and what is wrong with it.
type Reading = fn(&Line<'_, '_>) -> Option<(&'static str, String)>;

const READINGS: &[Reading] = &[
    limit, pause, points, own_points, score, binding, choice, range, column, swapped, any_stage,
    stage,
];

/// A line that is written again as a whole.
pub(super) fn rewritten(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let end = spot.words.len().checked_sub(1)?;
    let at = at.min(end);
    if at != spot.at.min(end) {
        return None;
    }
    let first = (0..=at).rev().find(|place| spot.words[*place].first)?;
    one(spot, first).or_else(|| {
        // The stop may be at the beginning of the next line.
        let before = first.checked_sub(1)?;
        let earlier = (0..=before).rev().find(|place| spot.words[*place].first)?;
        (spot.at == first).then(|| one(spot, earlier)).flatten()
    })
}

fn one(spot: &Spot<'_>, first: usize) -> Option<Finding> {
    let line = Line { spot, first, last: spot.line_end(first) };
    let (title, fixed) = READINGS.iter().find_map(|reading| reading(&line))?;
    let written = spot.written(line.first, line.last);
    (written != fixed).then_some(())?;
    let range = spot.range(line.first, line.last);
    let finding = Finding::new(range, title, "this is written another way");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

/// The kind of gifts that a limit or a pause means.
pub(in crate::syntax::habits) fn kind(word: &str) -> Option<&'static str> {
    match word {
        "messages" | "message" => Some("messages"),
        "rewards" | "reward" => Some("rewards"),
        "programs" | "program" => Some("programs"),
        "alerts" | "alert" => Some("alerts"),
        other => limit_kind(other),
    }
}

/// `max 2 messages per week`, `limit messages to 2/week`.
fn limit(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let begins = matches!(
        line.text(line.first),
        "limit" | "max" | "maximum" | "cap" | "at" | "no" | "only" | "up"
    );
    let at = line.find(|at| kind(line.text(at)).is_some())?;
    let (number, amount) = line.amount(line.first)?;
    let period = line.period(number + 1)?;
    let kind = kind(line.text(at))?;
    // What is said besides must not be lost.
    let said = (line.first..=line.last).filter(|place| *place != at && *place != number);
    let plain = said.map(|place| line.text(place)).all(|word| {
        OF_LIMITS.contains(&word)
            || numbers::is_unit(word)
            || numbers::from_word(word).is_some()
            || word.starts_with(|c: char| c.is_ascii_digit())
    });
    plain.then_some(())?;
    let title = "Say what is limited, then how many and in what time";
    begins.then(|| (title, format!("limit {kind} to {amount} per {period}")))
}

/// The words around the kind, the number and the time of a limit.
const OF_LIMITS: &[&str] = &[
    "limit",
    "max",
    "maximum",
    "cap",
    "at",
    "most",
    "no",
    "more",
    "than",
    "only",
    "up",
    "to",
    "of",
    "per",
    "a",
    "an",
    "the",
    "any",
    "all",
    "our",
    "every",
    "each",
    "in",
    "within",
    "for",
    "one",
    "time",
    "times",
    "calendar",
    "customer",
    "customers",
    "person",
    "user",
    "contact",
    "total",
    "rolling",
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "yearly",
    "annually",
    "/",
    ",",
    ":",
    "=",
    "$",
    "€",
    "£",
    "is",
    "should",
    "receive",
    "get",
    "send",
    "sent",
    "cost",
    "worth",
];

/// `no messages when not email_ok`, `stop all messages if not email_ok`.
fn pause(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let begins = matches!(
        line.text(line.first),
        "pause" | "stop" | "no" | "mute" | "hold" | "suppress" | "block" | "skip"
    );
    let at = line.find(|at| kind(line.text(at)).is_some())?;
    let when = line.find(|at| matches!(line.text(at), "when" | "if" | "unless" | "while"))?;
    let plain = (line.first + 1..at).all(|place| matches!(line.text(place), "all" | "the" | "any"));
    (begins && plain && when == at + 1 && at <= line.first + 2 && when < line.last).then_some(())?;
    let condition = line.rest(when + 1);
    let not = if line.text(when) == "unless" {
        format!("not ({condition})")
    } else {
        condition.to_owned()
    };
    Some(("Say what is held back, and when", format!("pause {} when {not}", kind(line.text(at))?)))
}

/// `10 points per purchase`, `subtract 5 for each referral`, in a score.
fn points(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let first = line.text(line.first);
    let take = matches!(first, "subtract" | "minus" | "deduct" | "remove" | "lose" | "-" | "take");
    let verb = take || matches!(first, "add" | "plus" | "+" | "give" | "award" | "gain" | "earn");
    let number = line.first + usize::from(verb);
    if line.spot.kind(number) != Some(Kind::Number) {
        return None;
    }
    let mut at = number + 1;
    at += usize::from(matches!(line.text(at), "points" | "point" | "pts"));
    let joint = at;
    while matches!(line.text(at), "per" | "for" | "each" | "every" | "a" | "an" | "when" | "on") {
        at += 1;
    }
    let event = line.text(at);
    (at > joint && line.spot.names.list(event).is_some()).then_some(())?;
    let rest = line.rest(at + 1);
    let window =
        line.period(at + 1).filter(|_| rest.contains("last") || rest.starts_with("within"));
    let more = match window {
        Some(period) if period.starts_with(|c: char| c.is_ascii_digit()) => {
            format!(" for {period}")
        }
        Some(period) => format!(" for 1 {period}"),
        None if rest.is_empty() => String::new(),
        None => format!(" {rest}"),
    };
    let verb = if take { "take" } else { "add" };
    let fixed = format!("{verb} {} per {}{more}", line.text(number), singular(event));
    Some(("A line of a score says `add` or `take`, how many, and `per` what", fixed))
}

/// `take redemptions.points`, in a score.
fn own_points(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let (verb, events) = (line.text(line.first), line.text(line.first + 1));
    let is_line = matches!(verb, "add" | "take") && line.spot.names.list(events).is_some();
    let dotted = line.rest(line.first + 1).strip_prefix(events)?.starts_with('.');
    let fixed = format!("{verb} 1 per 1 of {}", line.rest(line.first + 1));
    let title = "A line of a score says how many points, and `per` what";
    (is_line && dotted).then_some((title, fixed))
}

/// `score heat = 10 * purchases`.
fn score(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let name = line.text(line.first + 1);
    let number = line.find(|at| line.spot.kind(at) == Some(Kind::Number))?;
    let list =
        line.find(|at| at > line.first + 1 && line.spot.names.list(line.text(at)).is_some())?;
    let calculated = line.text(line.first) == "score" && line.text(line.first + 2) == "=";
    let times = line.find(|at| line.text(at) == "*").is_some() && line.last == line.first + 5;
    let fixed = format!("score {name} add {} per {}", line.text(number), singular(line.text(list)));
    (calculated && times).then_some(("A score adds points for each event", fixed))
}

/// `vip = tier is gold`, `define vip as tier is gold`, `let vip == tier is gold`.
fn binding(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let words = ["let", "set", "define", "const", "var", "segment", "def", "variable", "audience"];
    let verb = words.contains(&line.text(line.first));
    let name = line.first + usize::from(verb);
    let joint = line.text(name + 1);
    let joined =
        matches!(joint, "=" | "==" | ":=" | "is") || verb && matches!(joint, "as" | ":" | "to");
    // A record field, or a part of a rule, begins in other ways.
    let plain = line.spot.is_name(name) && !line.spot.names.has(line.text(name));
    let alone = joint != "is" || verb;
    let value = line.rest(name + 2).trim_end_matches([';', ' ']);
    let condition = value.contains(' ') || line.spot.names.has(value);
    if !joined
        || !plain
        || !alone
        || !condition
        || line.spot.wanted.contains(&crate::syntax::parser::Rule::colon)
    {
        return None;
    }
    Some(("A name for a value begins with `let`", format!("let {} = {value}", line.text(name))))
}

/// `plan: free | pro`, `plan: ("free", "pro")`, `plan: "free" or "pro"`.
fn choice(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let name = line.first;
    let colon = line.text(name + 1) == ":" && line.spot.is_name(name);
    colon.then_some(())?;
    let mut values: Vec<&str> = Vec::new();
    let mut joints = 0;
    for at in name + 2..=line.last {
        let text = line.text(at);
        let kind = line.spot.kind(at)?;
        if matches!(text, "|" | "or" | "," | "/" | "(" | ")" | "[" | "]") {
            joints += usize::from(matches!(text, "|" | "or" | "," | "/"));
        } else if kind == Kind::Text {
            values.push(text.trim_matches('"'));
        } else if line.spot.is_name(at) && !vocabulary::begins_type(text) {
            values.push(text);
        } else {
            return None;
        }
    }
    let known = ["yes", "no", "true", "false"];
    let fits = |value: &&str| {
        value.starts_with(char::is_alphabetic)
            && value.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !known.contains(value)
            && !vocabulary::is_reserved(value)
    };
    let fits = values.len() > 1 && joints + 1 == values.len() && values.iter().all(fits);
    let fixed = format!("{}: one of ({})", line.text(name), values.join(", "));
    fits.then_some(("The values of a field go after `one of`, in parentheses", fixed))
}

/// `age: number (0-120)`, `age: number = 0`, `age: required number`.
fn range(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let (name, at) = (line.first, line.first + 2);
    let named = line.text(name + 1) == ":" && line.spot.is_name(name);
    named.then_some(())?;
    let field = line.text(name);
    let number = |at: usize| line.spot.kind(at) == Some(Kind::Number) && at <= line.last;
    let kind = line.text(at);
    let open = at + 1;
    if kind == "number" && line.text(open) == "(" && number(open + 1) && number(open + 3) {
        let fixed = format!("{field}: number {} to {}", line.text(open + 1), line.text(open + 3));
        return (line.last == open + 4).then_some(("A range is written with `to`", fixed));
    }
    let typed = vocabulary::begins_type(line.text(at + 1));
    match kind {
        "optional" | "nullable" if typed => {
            let fixed = format!("{field}: {}", line.rest(at + 1));
            return Some(("Every field is optional, unless it says `required`", fixed));
        }
        "required" | "mandatory" if typed => {
            let fixed = format!("{field}: {} required", line.rest(at + 1));
            return Some(("`required` comes after the type", fixed));
        }
        _ => {}
    }
    vocabulary::begins_type(kind).then_some(())?;
    match (line.text(at + 1), line.text(at + 2), line.text(at + 3)) {
        ("=", _, _) if line.spot.kind(at + 2) != Some(Kind::Text) && line.last == at + 2 => {
            let fixed = format!("{field}: {kind} default {}", line.text(at + 2));
            Some(("A value for records without one goes after `default`", fixed))
        }
        ("not", "null" | "NULL" | "empty" | "missing", "") | ("NOT", "NULL" | "null", "") => {
            Some(("A field that must be there is `required`", format!("{field}: {kind} required")))
        }
        ("in", "dollars" | "euros" | "pounds" | "usd" | "eur", "") if kind == "money" => {
            Some(("All amounts are in the currency of the file", format!("{field}: money")))
        }
        (code, "", _) if kind == "money" && code.len() == 3 && code == code.to_uppercase() => {
            Some(("All amounts are in the currency of the file", format!("{field}: money")))
        }
        _ => None,
    }
}

/// `name: text as "full_name"`, `name: text (from "full_name")`, `id: "customer_id"`.
fn column(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let name = line.first;
    let field = line.text(name);
    let text = line.find(|at| line.spot.kind(at) == Some(Kind::Text))?;
    let title = "Where a value is in the data goes after `from`";
    let path = line.text(text);
    let builtin = matches!(field, "id" | "stage" | "tags" | "given" | "stage_since");
    if builtin
        && text == name + 2
        && text == line.last
        && matches!(line.text(name + 1), ":" | "=" | "as")
    {
        return Some((title, format!("{field} from {path}")));
    }
    let named = line.text(name + 1) == ":" && line.spot.is_name(name);
    let kind = line.text(name + 2);
    let joints =
        ["as", "=", "path", "column", "field", "key", "(", "from", "in", "of", ":", "->", "<-"];
    let between = (name + 3..text).all(|at| joints.contains(&line.text(at)));
    let ends = text == line.last || text + 1 == line.last && line.text(line.last) == ")";
    let scalar = matches!(kind, "text" | "number" | "money" | "date" | "day" | "count");
    let dated = path.contains("yy");
    (named && scalar && between && text > name + 3 && ends && !dated)
        .then(|| (title, format!("{field}: {kind} from {path}")))
}

/// `text name`, `string name`: the name comes first.
fn swapped(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let (kind, name) = (line.text(line.first), line.text(line.first + 1));
    let kind = match kind {
        "string" | "varchar" => "text",
        "int" | "integer" | "float" | "decimal" => "number",
        "bool" | "boolean" => "yes/no",
        "datetime" | "timestamp" => "date",
        _ => return None,
    };
    let fields = line.spot.wanted.contains(&crate::syntax::parser::Rule::colon);
    let alone = line.last == line.first + 1 && line.spot.is_name(line.last);
    (fields && alone).then(|| ("The name comes before its type", format!("{name}: {kind}")))
}

/// `all stages`, `every stage`, `global`.
fn any_stage(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let line_text = line.rest(line.first).trim_end_matches(':').trim();
    let every = [
        "all stages",
        "every stage",
        "any stages",
        "all",
        "any",
        "global",
        "everywhere",
        "each stage",
        "always",
        "everyone",
    ];
    let rules = line
        .spot
        .word(line.last + 1)
        .is_some_and(|next| matches!(next.text, "when" | "after" | "if"));
    (rules && every.contains(&line_text))
        .then(|| ("Rules for everybody go under `any stage`", "any stage".to_owned()))
}

/// `segment VIP`, `step VIP`, `stage VIP - the best`.
fn stage(line: &Line<'_, '_>) -> Option<(&'static str, String)> {
    let (word, name) = (line.text(line.first), line.text(line.first + 1));
    let named = line.spot.is_name(line.first + 1);
    let words = ["segment", "step", "phase", "level", "state", "status", "group", "bucket", "tier"];
    if words.contains(&word) && line.last == line.first + 1 && named && !line.spot.names.has(word) {
        return Some(("Customers are in stages", format!("stage {name}")));
    }
    if word == "stage" && line.text(line.first + 1) == ":" && line.last == line.first + 2 {
        return Some(("A stage has no colon", format!("stage {}", line.text(line.last))));
    }
    let dash = word == "stage" && named && matches!(line.text(line.first + 2), "-" | "–" | "—");
    let title = line.rest(line.first + 3).trim_matches('"');
    (dash && !title.is_empty())
        .then(|| ("A title goes in quotation marks", format!("stage {name} \"{title}\"")))
}

/// `reward tote $10`, `for €10`, `(€10)`: what it costs.
pub(super) fn price(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let line = (0..=at.min(spot.words.len().checked_sub(1)?))
        .rev()
        .find(|place| spot.words[*place].first)?;
    let gift = matches!(spot.text_at(line), "reward" | "message" | "program" | "alert");
    let start = match spot.text_at(at) {
        "for" | "(" | "=" | "at" | "price" => at + 1,
        _ => at,
    };
    let marked = matches!(spot.text_at(start), "$" | "€" | "£");
    let number = start + usize::from(marked);
    let code = spot.text_at(number + 1).len() == 3
        && spot.text_at(number + 1) == spot.text_at(number + 1).to_uppercase()
        && spot.kind(number + 1) == Some(Kind::Word);
    let fits = gift && at > line + 1 && spot.kind(number) == Some(Kind::Number) && (marked || code);
    if !fits
        || spot.at < at
        || spot.at > number
        || matches!(spot.before(at, 1), "costs" | "worth" | "budget" | "most")
    {
        return None;
    }
    let end = number + usize::from(!marked && code);
    let close = end + usize::from(spot.text_at(at) == "(" && spot.text_at(end + 1) == ")");
    let fixed = format!("costs {}", spot.written(start, end));
    let title = "Say what it costs with `costs`";
    let finding = Finding::new(spot.range(at, close), title, "this is only an amount");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

/// `budget €500 a month`, `only for Fan`, `control group 10%`, `to 10% of customers`.
pub(super) fn gift_option(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let line = (0..=at.min(spot.words.len().checked_sub(1)?))
        .rev()
        .find(|place| spot.words[*place].first)?;
    let gift = matches!(spot.text_at(line), "reward" | "message" | "program" | "alert");
    (gift && at > line + 1).then_some(())?;
    let share = spot.text_at(at + 2) == "%";
    let (last, fixed) = match spot.text_at(at) {
        "budget" => {
            let marked = matches!(spot.text_at(at + 1), "$" | "€" | "£");
            let number = at + 1 + usize::from(marked);
            let unit = number + 2;
            let joint = matches!(spot.text_at(number + 1), "a" | "each" | "every" | "/" | "in");
            (spot.kind(number) == Some(Kind::Number)
                && joint
                && numbers::is_unit(spot.text_at(unit)))
            .then_some(())?;
            (unit, format!("budget {} per {}", spot.written(at + 1, number), spot.text_at(unit)))
        }
        "only" => {
            let name = at + 1 + usize::from(matches!(spot.text_at(at + 1), "for" | "in" | "to"));
            let written = spot.text_at(name);
            let stages = &spot.names.stages;
            let stage =
                stages.iter().find(|stage| **stage == written || format!("{stage}s") == written)?;
            (name, format!("only in ({stage})"))
        }
        "control" if spot.text_at(at + 1) == "group" => {
            let number = at + 2 + usize::from(spot.text_at(at + 2) == "of");
            (spot.text_at(number + 1) == "%").then_some(())?;
            (number + 1, format!("holdout {}%", spot.text_at(number)))
        }
        "to" if share => {
            let more = if spot.says(at + 3, &["of", "customers"]) { at + 4 } else { at + 2 };
            (more, format!("for {}% of customers", spot.text_at(at + 1)))
        }
        "for" if share && spot.text_at(at + 3) == "customers" => {
            (at + 3, format!("for {}% of customers", spot.text_at(at + 1)))
        }
        "limit" | "max"
            if spot.kind(at + 1) == Some(Kind::Number) && spot.text_at(at + 2) == "per" =>
        {
            (at + 2, format!("{} times per", spot.text_at(at + 1)))
        }
        "subject" | "title" | "text" if spot.kind(at + 1) == Some(Kind::Text) => {
            (at + 1, spot.text_at(at + 1).to_owned())
        }
        _ => return None,
    };
    if spot.at < at || spot.at > last + 1 {
        return None;
    }
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "an option of this gift");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `NPS >= 9 stage = Fan`, `-> Fan`, `tags = "vip"`, where an action should be.
pub(super) fn set_stage(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let named = |at: usize| spot.names.stages.contains(&spot.text_at(at));
    let (last, fixed) = match (spot.text_at(at), spot.text_at(at + 1)) {
        ("stage", "=" | "is" | ":" | "to") if named(at + 2) => {
            (at + 2, format!("move to {}", spot.text_at(at + 2)))
        }
        ("->" | "→" | "=>", name) if named(at + 1) => (at + 1, format!("move to {name}")),
        ("tags" | "tag", "=" | ":" | "+=" | "add") if spot.kind(at + 2) == Some(Kind::Text) => {
            (at + 2, format!("tag {}", spot.text_at(at + 2)))
        }
        _ => return None,
    };
    let ends =
        spot.word(last + 1).is_none_or(|next| next.first || matches!(next.text, ";" | "," | "and"));
    let acts = spot.wanted.contains(&crate::syntax::parser::Rule::action);
    if !ends || spot.at != at || !acts {
        return None;
    }
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "say what should happen");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `a purchase with amount > 100`, `a purchase that has amount > €5`.
pub(super) fn with_condition(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.before(at, 1))?;
    let (name, mark) = (spot.text_at(at + 1), spot.text_at(at + 2));
    let joint = matches!(spot.text_at(at), "with" | "whose" | "having" | "if" | "when" | "and");
    let attribute = list.attributes.iter().find(|(attribute, _)| *attribute == name)?;
    let compared = super::conditions::comparison(mark) || mark == "is";
    if !joint || !compared || spot.at != at || spot.text_at(at) == "and" {
        return None;
    }
    let plain = attribute.1 == "money" && spot.kind(at + 3) == Some(Kind::Number);
    let marked = matches!(spot.text_at(at + 3), "$" | "€" | "£");
    let last = at + 3 + usize::from(marked);
    let value = if plain {
        spot.names.amount(spot.text_at(at + 3))
    } else {
        spot.written(at + 3, last).to_owned()
    };
    let fixed = format!("where {name} {mark} {value}");
    let title = format!("`{}` should be `where`", spot.text_at(at));
    let finding = Finding::new(spot.range(at, at), title, "write `where` here");
    let help = format!("write `{} {fixed}`", with_article(&singular(spot.before(at, 1))));
    Some(finding.help(help).with_at(spot.range(at, last), fixed))
}
