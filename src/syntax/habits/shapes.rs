//! Habits that are known by their shape: what stands before and behind matters. Each is a function
//! beside its like; the order in which they are tried is here.

mod actions;
mod amounts;
mod blocks;
mod chained;
mod commented;
mod compared;
mod conditions;
mod elsewhere;
mod every_customer;
mod experiments;
mod facts;
mod fields;
mod groups;
mod instead;
mod kept;
mod lines;
mod names;
mod options;
mod periods;
mod punctuation;
mod ranges;
mod reports;
mod rests;
mod settings;
mod shares;
mod spoken;
mod spreadsheet;
mod table_options;
mod tables;
mod unknown;
mod unspaced;

use super::{Finding, Spot, currency};
use crate::syntax::parser::Rule;
pub(super) use every_customer::{body, entry, in_amounts, method as every_method};
pub(in crate::syntax) use experiments::NAMES as EXPERIMENTS;
pub(super) use experiments::experiment;
pub(super) use groups::group;
pub(super) use lines::{Line, kind as kind_of_gifts};
pub(super) use options::MOST;
pub(super) use periods::every_few;
pub(in crate::syntax) use rests::limit_kind;
pub(super) use spoken::{exactly_ago, is_month};
pub(super) use spreadsheet::{compared_formula, condition_of};

/// Looks at the words around one place.
pub(super) type Shape = fn(&Spot<'_>, usize) -> Option<Finding>;

/// All shapes, those that say more before those that say less.
pub(super) const SHAPES: &[Shape] = &[
    reports::title,
    reports::line,
    spreadsheet::logic,
    ranges::where_beyond_window,
    spoken::two_ifs,
    groups::except,
    kept::kept,
    tables::from_table,
    tables::key_with_commas,
    tables::by_two_columns,
    tables::list_of_list,
    table_options::table_option,
    table_options::ignoring_case,
    table_options::early_case,
    commented::commented,
    lines::price,
    lines::gift_option,
    lines::set_stage,
    lines::with_condition,
    fields::sized_type,
    fields::type_first,
    fields::date_pattern,
    facts::given_word,
    facts::expect_word,
    settings::title,
    fields::other_type,
    fields::builtin,
    fields::data_form,
    fields::hyphened,
    fields::without_colon,
    fields::counted,
    settings::spaced_zone,
    settings::currency_sign,
    settings::renamed,
    settings::joined,
    settings::language,
    facts::stage,
    facts::when_it_was,
    facts::ago,
    facts::denied,
    facts::with_value,
    facts::unexpected,
    facts::expected,
    facts::later,
    spoken::range_of_counts,
    spoken::combined_length,
    spoken::denied_comparison,
    spoken::or_more_mark,
    spoken::between_to,
    spoken::two_periods,
    spoken::second_if,
    spoken::ordinal_date,
    spoken::amount_of_events,
    spoken::doing,
    spoken::spaced_name,
    spoken::top_share,
    spoken::since_month,
    spoken::method_call,
    spoken::pattern,
    rests::stay,
    rests::withheld,
    rests::resting,
    rests::limit_per,
    rests::other_kind,
    rests::share,
    conditions::spreadsheet_if,
    conditions::count_star,
    actions::otherwise,
    elsewhere::calendar,
    elsewhere::wait,
    elsewhere::in_a_row,
    instead::window_outside,
    instead::days_before,
    instead::days_until,
    instead::stage_for,
    instead::changed_field,
    instead::adjective,
    instead::gift_kind,
    periods::date_window,
    periods::date_ahead,
    periods::every_few,
    periods::every_few_behind,
    options::how_often,
    options::spaced_name,
    options::spaced_field,
    elsewhere::anniversary,
    elsewhere::ternary,
    elsewhere::nothing,
    spreadsheet::query,
    every_customer::of_a_list,
    conditions::text_in_set,
    conditions::contains_any,
    conditions::over_a_value,
    names::wrong_case,
    blocks::singular_kind,
    blocks::counted_kind,
    ranges::between_two,
    ranges::since_first,
    ranges::where_two,
    ranges::either,
    ranges::missing_from,
    conditions::from_to,
    conditions::or_more,
    compared::no_more_than,
    compared::like,
    compared::next,
    conditions::now,
    conditions::in_a_list,
    conditions::month_day,
    blocks::bare_path,
    blocks::missing_percent,
    blocks::compared_fact,
    conditions::equals_sign,
    conditions::number_before_name,
    conditions::number_of_name,
    conditions::compared_events,
    conditions::time_since_compared,
    actions::comma_between_actions,
    conditions::single_logic,
    amounts::comma_in_number,
    amounts::thousands,
    amounts::number_word,
    actions::missing_to,
    names::quoted_choices,
    names::quoted_name,
    names::bare_text,
    names::bare_choice,
    amounts::range_of_numbers,
    names::assignment,
    amounts::currency_code,
    currency::word_before,
    conditions::not_in,
    chained::denied,
    chained::all,
    chained::second,
    names::hyphen_in_name,
    names::bare_title,
    spoken::any_event,
    spoken::bare_event,
];

/// Whether the grammar wants a setting of the header.
fn is_setting(rule: Rule) -> bool {
    matches!(rule, Rule::kw_currency | Rule::kw_timezone | Rule::kw_start | Rule::kw_language)
}

/// What is tried only at the stop itself, when nothing else explains it.
pub(super) const LAST: &[Shape] = &[
    lines::rewritten,
    spoken::unknown_adjective,
    punctuation::stray_mark,
    punctuation::unopened,
    punctuation::missing_mark,
    actions::missing_verb,
    conditions::missing_comparison,
    unspaced::value,
    unknown::word,
    punctuation::unclosed,
];
