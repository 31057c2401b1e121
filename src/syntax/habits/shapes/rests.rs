//! What rules need not say: that customers stay, and what they do not get.

use super::super::{Finding, Spot, numbers};
use super::elsewhere::rest_of_line;
use crate::problems::register;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `stay`, `stays in Regular`, `remain`: the rule for those is none.
pub(super) fn stay(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let stays = matches!(word.text, "stay" | "stays" | "remain" | "remains" | "wait" | "waits");
    let waits = word.text.starts_with("wait") && spot.kind(at + 1) == Some(Kind::Number);
    if waits || !stays || spot.names.has(word.text) || spot.at.abs_diff(at) > 1 {
        return None;
    }
    let mut last = at;
    let more = ["in", "here", "there", "the", "stage", "as", "they", "are"];
    while spot.word(last + 1).is_some_and(|next| {
        !next.first && (more.contains(&next.text) || spot.names.stages.contains(&next.text))
    }) {
        last += 1;
    }
    let title = "Customers stay where they are unless a rule moves them";
    let finding = Finding::new(spot.range(at, last), title, "this is not an action");
    let finding = finding.code(register::SYNTAX);
    let range = spot.range(at, last);
    Some(match word.first {
        true => finding
            .help("delete this; a stage where customers are meant to stay has the word `resting`")
            .with_at(range, "resting")
            .guess(),
        false if spot.word(last + 1).is_some_and(|next| ACTIONS.contains(&next.text)) => {
            finding.help("delete this word").with_at(range, "").guess()
        }
        false => finding
            .help("delete this rule, or say what should happen")
            .with_at(range, "tag \"stays\"")
            .guess(),
    })
}

/// `don't send winback`, `do not give mug`.
pub(super) fn withheld(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let leads: &[&[&str]] =
        &[&["don't"], &["don’t"], &["dont"], &["do", "not"], &["never"], &["stop"], &["not"]];
    let lead = leads.iter().find(|lead| spot.says(at, lead))?;
    let verb = at + lead.len();
    let action = match spot.text_at(verb) {
        "sending" => "send",
        "giving" => "give",
        other if ACTIONS.contains(&other) => other,
        _ => return None,
    };
    let near = spot.at >= at.saturating_sub(1) && spot.at <= verb + 1;
    (near && spot.before(at, 1) != "expect").then_some(())?;
    let (last, _) = rest_of_line(spot, verb)?;
    let gift = spot.names.gift(spot.text_at(verb + 1));
    let title = "A rule says what happens, not what does not";
    let finding = Finding::new(spot.range(at, verb), title, "this cannot be asked for");
    let first = spot.word(at)?.first;
    let help = match (gift, action) {
        (Some(gift), "send" | "give" | "offer" | "grant") => format!(
            "put `and not (...)` into the condition of the rule that says `{action} {}`, or \
             write `pause {} when ...` to hold it back",
            gift.name, gift.name
        ),
        _ => "delete this: what no rule asks for does not happen".to_owned(),
    };
    let with = if first { "resting" } else { "tag \"x\"" };
    Some(finding.code(register::SYNTAX).help(help).with_at(spot.range(at, last), with).guess())
}

/// `rest`, `end stage`, `final`: a stage where customers stay.
pub(super) fn resting(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let alone = spot.word(at + 1).is_none_or(|next| next.first);
    let rests = matches!(word.text, "rest" | "rests" | "final" | "terminal" | "end" | "idle");
    if !rests || !alone || spot.names.has(word.text) {
        return None;
    }
    let title = format!("`{}` should be `resting`", word.text);
    let finding = Finding::new(word.range(), title, "write `resting` here");
    Some(finding.help("write `resting`").with("resting"))
}

/// `limit messages to 2 within 7 days`, `2 in a week`, `2 every week`, `2 a week`.
pub(super) fn limit_per(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1)?;
    let limit = spot.before(number, 1) == "to" && spot.before(number, 3) == "limit";
    let last = match spot.text_at(at) {
        "in" | "within" | "for" if matches!(spot.text_at(at + 1), "a" | "any" | "each") => at + 1,
        "every" | "each" | "a" | "within" | "in" | "for" | "during" | "over" | "/" | "times" => at,
        _ => return None,
    };
    let last = match spot.text_at(last + 1) {
        "a" | "per" if spot.text_at(last) == "times" => last + 1,
        _ => last,
    };
    let unit = spot.text_at(last + 1);
    let length =
        spot.kind(last + 1) == Some(Kind::Number) && numbers::is_unit(spot.text_at(last + 2));
    if !limit || !(numbers::is_unit(unit) || length) || spot.at.abs_diff(at) > 2 {
        return None;
    }
    let title = format!("`{}` should be `per`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "write `per` here");
    let end = if length { last + 2 } else { last + 1 };
    let help = format!(
        "write `limit {} to {} per {}`",
        spot.before(number, 2),
        spot.text_at(number),
        spot.written(last + 1, end)
    );
    Some(finding.help(help).with("per"))
}

/// `limit emails to 2 per week`: gifts are limited by their kinds.
pub(in crate::syntax) fn limit_kind(word: &str) -> Option<&'static str> {
    Some(match word {
        "email" | "emails" | "mail" | "mails" | "sms" | "texts" | "notifications" | "pushes"
        | "push" | "campaigns" | "newsletters" | "contacts" | "communications" => "messages",
        "gifts" | "gift" | "coupons" | "discounts" | "vouchers" | "offers" | "incentives"
        | "perks" => "rewards",
        "calls" | "tasks" => "alerts",
        _ => return None,
    })
}

/// `limit emails to 2 per week`, `pause emails when ...`.
pub(super) fn other_kind(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = at.checked_sub(1).filter(|head| spot.word(*head).is_some_and(|word| word.first))?;
    let word = spot.text_at(at);
    let kind = limit_kind(word).filter(|_| matches!(spot.text_at(head), "limit" | "pause"))?;
    let (title, label) = (format!("`{word}` should be `{kind}`"), format!("write `{kind}` here"));
    let finding = Finding::new(spot.range(at, at), title, label);
    let help = format!("write `{} {kind}`", spot.text_at(head));
    Some(finding.help(help).with(kind))
}

/// `holdout 0.1`: a tenth, or a tenth of a percent?
pub(super) fn share(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = matches!(spot.before(at, 1), "holdout" | "fades" | "for");
    let number = spot.word(at).filter(|word| word.kind == Kind::Number)?;
    let fraction = number.text.strip_prefix("0.").filter(|rest| rest.len() <= 4)?;
    if !head || at != spot.at && at + 1 != spot.at {
        return None;
    }
    let digits = format!("{fraction:0<2}");
    let (whole, rest) = digits.split_at(2);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    let dot = if rest.is_empty() { "" } else { "." };
    let percent = format!("{whole}{dot}{rest}%");
    let title = format!("Write this share as `{percent}`");
    let finding = Finding::new(number.range(), title, "the `%` is missing after this");
    let head = spot.before(at, 1);
    let help = format!("write `{head} {percent}`, or `{head} {}%` if it is that few", number.text);
    Some(finding.code(register::SYNTAX).help(help).with(percent).guess())
}
