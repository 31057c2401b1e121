//! Places among all customers, as databases ask for them: `ROW_NUMBER() OVER (ORDER BY spent DESC)`.

use crate::syntax::habits::arguments::{closing_near, compared};
use crate::syntax::habits::{Finding, Spot};

/// `NTILE(5) OVER (ORDER BY spent) = 5`, `ROW_NUMBER() OVER (ORDER BY spent DESC) <= 10`.
pub(super) fn ranked(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = spot.text_at(at).to_lowercase();
    let ranks = ["ntile", "row_number", "rownumber", "dense_rank", "percent_rank", "cume_dist"];
    ranks.contains(&name.as_str()).then_some(())?;
    let over = closing_near(spot, at + 1)? + 1;
    spot.text_at(over).eq_ignore_ascii_case("over").then_some(())?;
    let close = closing_near(spot, over + 1)?;
    let value = (over + 2..close).find(|at| spot.names.is_value(spot.text_at(*at)))?;
    let by = spot.text_at(value);
    let falling = (value..close).any(|at| spot.text_at(at).eq_ignore_ascii_case("desc"));
    let compared = compared(spot, close);
    let last = compared.as_ref().map_or(close, |compared| compared.last);
    let title = "Customers are compared with `rank` and `quintile`";
    let finding = Finding::new(spot.range(at, close), title, "this is from a database");
    let place = spot.range(at, last);
    let fifths = spot.text_at(at + 2) == "5";
    let fixed = match (name.as_str(), compared) {
        ("ntile", Some(compared)) if fifths && compared.mark == "is" => {
            let fifth: u32 = compared.right.parse().ok().filter(|fifth| (1..=5).contains(fifth))?;
            format!("quintile({by}) is {}", if falling { 6 - fifth } else { fifth })
        }
        ("row_number" | "rownumber" | "dense_rank", Some(compared)) if falling => {
            format!("rank({by}) {} {}", compared.mark, compared.right)
        }
        _ => {
            let fifth = format!("quintile({by}) is 5");
            let help = format!(
                "write `{fifth}` for the highest fifth, or `rank({by}) ≤ 10` for the first 10"
            );
            return Some(finding.help(help).with_at(place, fifth).guess());
        }
    };
    Some(finding.help(format!("write `{fixed}`")).with_at(place, fixed))
}
