//! Who came first, in words.

use crate::output::words::counted;
use crate::tools::why::LostWhy;

use super::spoken::Told;

/// `7 customers wanted it and 2 got it; this one is 5th by spent: $640.00, the last to get it had
/// $812.00`.
pub(in crate::output) fn words(told: Told<'_>, lost: &LostWhy) -> String {
    let LostWhy { wanted, got, place, by, own, last } = lost;
    let wanted = counted(*wanted, "customer", "customers");
    let order = by.as_ref().map_or(String::new(), |by| format!(" by `{by}`"));
    let own = match (own, by) {
        (Some(own), _) => format!(": {own}"),
        (None, Some(_)) => ", which is unknown".to_owned(),
        (None, None) => String::new(),
    };
    let last =
        last.as_ref().map_or(String::new(), |last| format!("; the last to get it has {last}"));
    let place = place.map_or(String::new(), |place| {
        format!(". {} is {}{order}{own}", told.id(), ordinal(place))
    });
    format!("{wanted} wanted it, and {got} got it{place}{last}")
}

/// `1st`, `2nd`, `13th`.
fn ordinal(place: u64) -> String {
    let end = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        (_, _) => "th",
    };
    format!("{place}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_their_endings() {
        let all = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal);
        let said = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"];
        assert_eq!(all, said);
    }
}
