//! Counts, comparisons and times as people say them: `3 to 5 purchases`, `any purchase`,
//! `is not at least 8`, `1 year 6 months`.

mod comparisons;
mod counts;
mod ifs;
mod lengths;
mod methods;
mod months;
mod ranks;
mod strangers;

pub(super) use comparisons::{between_to, denied_comparison, or_more_mark};
pub(super) use counts::{amount_of_events, any_event, bare_event, range_of_counts};
pub(super) use ifs::{second_if, two_ifs};
pub(in crate::syntax::habits) use lengths::exactly_ago;
pub(super) use lengths::{combined_length, two_periods};
pub(super) use methods::{method_call, pattern};
pub(in crate::syntax::habits) use months::is_month;
pub(super) use months::{ordinal_date, since_month};
pub(super) use ranks::top_share;
pub(super) use strangers::{doing, spaced_name, unknown_adjective};
