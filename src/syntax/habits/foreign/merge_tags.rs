//! Names in the marks of a mailing tool: `*|NPS|*`, `%NPS%`, `[[NPS]]`, `<<NPS>>`.

use crate::syntax::habits::{Finding, Spot, shapes};
use crate::syntax::words::Kind;

/// The marks around a name, each the shortest last.
const TAGS: &[(&[&str], &[&str])] = &[
    (&["*", "|"], &["|", "*"]),
    (&["%", "%"], &["%", "%"]),
    (&["%"], &["%"]),
    (&["[", "["], &["]", "]"]),
    (&["["], &["]"]),
    (&["<", "<"], &[">", ">"]),
    (&["<"], &[">"]),
    (&["|"], &["|"]),
];

/// A name of the file between such marks.
pub(super) fn tag(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    (spot.kind(at)? == Kind::Mark).then_some(())?;
    let (name, last) = TAGS.iter().find_map(|(open, close)| {
        // `%recipient.NPS%`
        let mut name = at + open.len();
        while spot.is_name(name) && spot.text_at(name + 1) == "." && own_name(spot, name).is_none()
        {
            name += 2;
        }
        let closes = spot.says(at, open) && spot.says(name + 1, close);
        closes.then_some((name, name + close.len()))
    })?;
    // `5 < NPS > 3` compares, `5% NPS` is a share, and `badges[vip]` asks for one of several.
    let value = at.checked_sub(1).is_some_and(|before| {
        matches!(spot.kind(before), Some(Kind::Number | Kind::Date | Kind::Text))
            || spot.text_at(before) == ")"
            || spot.is_name(before) && !spot.words[at].first
    });
    // `tier in [gold]` is a list.
    let listed = spot.text_at(at) == "[" && matches!(spot.before(at, 1), "in" | "IN" | ":" | "of");
    if value || listed {
        return None;
    }
    let known = own_name(spot, name)?;
    let written = spot.written(at, last);
    let title = format!("`{written}` should be `{known}`");
    let finding = Finding::new(spot.range(at, last), title, "write the name without these marks");
    Some(finding.help(format!("write `{known}`")).with(known))
}

/// `*|IF:NPS>=9|*`: the condition of a mailing tool.
pub(super) fn condition(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let opens = spot.says(at, &["*", "|"]) && spot.says(at + 3, &[":"]);
    let asks = matches!(spot.text_at(at + 2), "IF" | "IFNOT" | "ELSEIF");
    (opens && asks).then_some(())?;
    let last = spot.line_end(at);
    let close = (at + 4..last).find(|at| spot.says(*at, &["|", "*"]))?;
    let asked = shapes::condition_of(spot, at + 4, close - 1);
    let fixed = if spot.text_at(at + 2) == "IFNOT" { format!("not ({asked})") } else { asked };
    let fixed = if spot.words[at].first { format!("when {fixed}") } else { fixed };
    let title = "Rules have no merge tags";
    let finding = Finding::new(spot.range(at, close + 1), title, "write the condition alone");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// The field or `let` of this name, in any case.
fn own_name<'s>(spot: &'s Spot<'_>, at: usize) -> Option<&'s str> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word)?.text;
    let fields = spot.names.fields.iter().map(|(name, _)| *name);
    let mut all = fields.chain(spot.names.lets.iter().copied());
    all.find(|name| name.eq_ignore_ascii_case(word))
}
