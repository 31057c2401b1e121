//! The time in which something happened, as people say it.

use super::amounts::unit;
use super::item::{Item, Window, length};
use super::reading::{Found, Reading};
use crate::values::Period;

impl Reading<'_, '_> {
    /// `in the last 30 days`, `this month`, `in the next week`, `since entering`.
    pub(super) fn window(&self) -> Option<Found> {
        let window = |count: usize, window: Window| Some((count, vec![Item::Window(window)]));
        if self.says(0, &["since"]) && self.says(1, &["entering", "entry"]) {
            return window(2, Window::SinceEntering);
        }
        if self.says(0, &["yesterday"]) {
            return window(1, Window::Last(Period::Day));
        }
        let within = ["in", "within", "during", "over", "for", "on", "across", "inside"];
        let mut at = usize::from(self.says(0, &within));
        let begun = at > 0;
        if self.says(at, &["the", "their", "our", "a"]) {
            at += 1;
        }
        if self.says(at, &["this", "current"]) {
            let calendar = usize::from(self.says(at + 1, &["calendar"]));
            let period = Period::from_word(&self.low(at + 1 + calendar))?;
            return window(at + 2 + calendar, Window::This(period));
        }
        let (past, next) = (
            &["last", "past", "previous", "prior", "trailing", "recent", "preceding"],
            &["next", "coming", "upcoming", "following"],
        );
        if self.says(at, past) || self.says(at, next) {
            let ahead = self.says(at, next);
            let said =
                |length: String| if ahead { Window::Next(length) } else { Window::Within(length) };
            if let Some((count, length)) = self.length_at(at + 1) {
                return window(at + 1 + count, said(length));
            }
            let calendar = usize::from(self.says(at + 1, &["calendar"]));
            let word = self.low(at + 1 + calendar);
            let period = Period::from_word(&word)?;
            // `last month` may go up to now, and `next month` may be one of the calendar.
            let latest = self.says(at, &["last", "previous", "prior"]);
            return match (latest, ahead, calendar) {
                (true, _, 1) => window(at + 2 + calendar, Window::Last(period)),
                (false, false, 0) => window(at + 2, said(length("1", unit(&word)?))),
                // `in the next week` begins now.
                (false, true, 0) if at == 2 => window(at + 2, said(length("1", unit(&word)?))),
                _ => None,
            };
        }
        let plain = begun && at == 1 && !self.says(0, &["over"]);
        let (count, length) = self.length_at(1).filter(|_| plain)?;
        let after = 1 + count;
        // `for 30 days in stage`, `in 30 days from now`
        if self.says(after, &["in"]) && self.says(after + 1, &["stage", "this"]) {
            return None;
        }
        if self.says(after, &["from"]) && self.says(after + 1, &["now", "today"]) {
            return window(after + 2, Window::Next(length));
        }
        if self.says(after, &["ago"]) {
            return None;
        }
        window(after, Window::In(length))
    }
}
