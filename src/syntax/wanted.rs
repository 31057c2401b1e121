//! What could have stood where the reading stopped, in plain words.

use super::parser::Rule;

/// The most that is worth reading at once.
const FEW: usize = 3;

const A_RULE: &str = "a rule";
const A_DECLARATION: &str = "a declaration such as `stage`";
const A_COMPARISON: &str = "a comparison such as `≥` or `is`";
const AN_ACTION: &str = "an action such as `move to` or `send`";

/// "a number, a name or `(`", or nothing where there is nothing helpful to say.
pub(super) fn words(wanted: &[Rule]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for rule in wanted {
        let word = word(*rule);
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    // Where a rule or an action may follow, that is what people are about to write.
    match words.iter().find(|word| matches!(**word, A_RULE | AN_ACTION)) {
        Some(&A_RULE) if words.contains(&A_DECLARATION) => words = vec![A_RULE, A_DECLARATION],
        Some(&AN_ACTION) if words.contains(&A_COMPARISON) => {
            words = vec![A_COMPARISON, AN_ACTION];
        }
        Some(word) => words = vec![*word],
        None => {}
    }
    // What is longer says more: a condition rather than a mark.
    words.sort_by_key(|word| word.starts_with('`'));
    if words.iter().any(|word| !word.starts_with('`')) {
        words.retain(|word| !word.starts_with('`'));
    }
    words.truncate(FEW);
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if first.iter().any(|word| word.contains(" or ")) => {
            format!("{}, or {last}", first.join(", "))
        }
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// What a rule of the grammar is called among people; empty for what only clutters a message.
fn word(wanted: Rule) -> &'static str {
    match wanted {
        Rule::zone => "a time zone such as `Europe/Berlin`",
        Rule::action
        | Rule::move_action
        | Rule::give_action
        | Rule::invite_action
        | Rule::notify_action
        | Rule::tag_action
        | Rule::untag_action
        | Rule::actions
        | Rule::action_word => AN_ACTION,
        Rule::stage_rule
        | Rule::rule_word
        | Rule::on_entering
        | Rule::refers
        | Rule::resting
        | Rule::statement
        | Rule::statement_word
        | Rule::capacity
        | Rule::if_leaking
        | Rule::lone_statements => A_RULE,
        Rule::header
        | Rule::customer
        | Rule::binding
        | Rule::gift
        | Rule::gift_word
        | Rule::any_stage
        | Rule::stage
        | Rule::stage_head
        | Rule::use_file
        | Rule::score
        | Rule::score_head
        | Rule::balance
        | Rule::balance_head
        | Rule::limit
        | Rule::pause
        | Rule::experiment
        | Rule::begins_experiment
        | Rule::group
        | Rule::begins_group
        | Rule::assert
        | Rule::begins_assert
        | Rule::test
        | Rule::test_head
        | Rule::simulate
        | Rule::simulate_head
        | Rule::report
        | Rule::report_head
        | Rule::begins_report
        | Rule::lone_head
        | Rule::declaration
        | Rule::declaration_word
        | Rule::lone_declarations
        | Rule::file => A_DECLARATION,
        Rule::field
        | Rule::mapping
        | Rule::customer_entry
        | Rule::builtin
        | Rule::data_form
        | Rule::dates_form
        | Rule::times_form
        | Rule::numbers_form
        | Rule::missing_form
        | Rule::leave_out
        | Rule::shows
        | Rule::lone_entries => "a field",
        Rule::field_type
        | Rule::scalar_type
        | Rule::number_type
        | Rule::money_type
        | Rule::range
        | Rule::text_type
        | Rule::yes_no_type
        | Rule::date_type
        | Rule::day_type
        | Rule::choice_type
        | Rule::count_type
        | Rule::set_type
        | Rule::events_type => "a type such as `number`, `text` or `date`",
        Rule::field_option
        | Rule::from_option
        | Rule::from_table
        | Rule::by_option
        | Rule::default_option
        | Rule::required_option
        | Rule::split_option
        | Rule::ignoring_case
        | Rule::attribute_option
        | Rule::with_option
        | Rule::at_option
        | Rule::key_option
        | Rule::list_where => r#"an option such as `from "path"`"#,
        Rule::attribute => "an attribute with its type",
        Rule::calculated => "how it is calculated, such as `price * quantity`",
        Rule::header_setting
        | Rule::currency_setting
        | Rule::timezone_setting
        | Rule::start_setting
        | Rule::language_setting
        | Rule::lone_settings => "a setting such as `timezone`",
        Rule::gift_option
        | Rule::costs_option
        | Rule::worth_option
        | Rule::to_option
        | Rule::how_often
        | Rule::fades_option
        | Rule::sample_option
        | Rule::holdout_option
        | Rule::budget_option
        | Rule::at_most_option
        | Rule::only_in_option
        | Rule::aims_option
        | Rule::as_option
        | Rule::kept_option
        | Rule::formerly_option => "an option such as `costs $18` or `once`",
        Rule::when_full => "`when full`",
        Rule::move_longest | Rule::move_by => "`longest in stage`, `lowest` or `highest`",
        Rule::test_line
        | Rule::on_line
        | Rule::given_line
        | Rule::later_line
        | Rule::expect_line
        | Rule::lone_test_lines => "`given`, `expect`, `later` or `on`",
        Rule::fact
        | Rule::stage_fact
        | Rule::owed_fact
        | Rule::some_fact
        | Rule::none_fact
        | Rule::field_fact
        | Rule::bare_fact => "a fact such as `3 purchases` or `NPS 9`",
        Rule::fact_for => "`for` and the key of an event",
        Rule::fact_with => "`with` and its details",
        Rule::fact_pair => "a name and its value",
        Rule::fact_when | Rule::ago => "when it was, such as `2 days ago`",
        Rule::fact_value => "a value such as `9`, `$40`, `\"text\"` or `yes`",
        Rule::outcome
        | Rule::no_move
        | Rule::nothing
        | Rule::withhold_outcome
        | Rule::owed_outcome => "the result, such as `move to Advocate` or `nothing`",
        Rule::reason => "the reason: `pause`, `repeat`, `limit`, `holdout` or `budget`",
        Rule::simulate_line
        | Rule::enter_line
        | Rule::hand_off
        | Rule::brings_line
        | Rule::costs_line
        | Rule::whole_people
        | Rule::lone_simulate_lines => {
            "a line such as `100 enter Engaged each rotation` or `75% of Engaged move to Advocate`"
        }
        Rule::report_line
        | Rule::report_word
        | Rule::wheel_line
        | Rule::paying_line
        | Rule::value_line
        | Rule::source_line
        | Rule::referred_line
        | Rule::spending_line
        | Rule::verdict_line
        | Rule::lone_report_lines => {
            "a line such as `paying Customer, within 90 days` or `value sum(purchases.amount)`"
        }
        Rule::line_within => "`within` and a length of time",
        Rule::value_share => "`margin` or `keep` and a percentage",
        Rule::per | Rule::per_asked | Rule::begins_per => "`per` and a length of time",
        Rule::question | Rule::lone_question | Rule::is_given | Rule::gets_more => {
            "a question such as `no customer moves from Member to Guest`"
        }
        Rule::customers_do
        | Rule::no_customer
        | Rule::every_customer
        | Rule::nobody_word
        | Rule::no_word
        | Rule::every_word
        | Rule::everybody_word
        | Rule::all_word => "`no customer` or `every customer`",
        Rule::does
        | Rule::moves_asked
        | Rule::enters_asked
        | Rule::leaves_asked
        | Rule::stays_asked
        | Rule::gets_asked
        | Rule::tagged_asked
        | Rule::moves_word
        | Rule::enters_word
        | Rule::leaves_word
        | Rule::stays_word
        | Rule::gets_word
        | Rule::is_word => "what they do, such as `leaves Member`",
        Rule::times_asked | Rule::twice_word => "how often, such as `once per year`",
        Rule::in_asked => "`in` and a stage",
        Rule::with_asked | Rule::begins_with | Rule::who_word | Rule::whose_word => {
            "`with` and a condition"
        }
        Rule::expression | Rule::conjunction | Rule::negation | Rule::where_condition => {
            "a condition"
        }
        Rule::predicate
        | Rule::sum
        | Rule::product
        | Rule::unary
        | Rule::primary
        | Rule::default_value
        | Rule::bracketed
        | Rule::standing
        | Rule::expiring
        | Rule::call
        | Rule::dotted
        | Rule::stage_value
        | Rule::number_form
        | Rule::duration_form
        | Rule::counted_form
        | Rule::none_form
        | Rule::anniversary
        | Rule::date_part
        | Rule::part_word
        | Rule::period_edge
        | Rule::days_between
        | Rule::a_date
        | Rule::number_call
        | Rule::number_function
        | Rule::event_test
        | Rule::share
        | Rule::tagged
        | Rule::quantifier => "a value",
        Rule::comparison
        | Rule::comparison_mark
        | Rule::is_test
        | Rule::between
        | Rule::membership
        | Rule::text_test
        | Rule::test_of_value
        | Rule::less_mark
        | Rule::greater_mark
        | Rule::at_most_mark
        | Rule::at_least_mark
        | Rule::is_not_mark => A_COMPARISON,
        Rule::filter
        | Rule::window
        | Rule::within_window
        | Rule::since_window
        | Rule::this_window
        | Rule::last_window
        | Rule::between_window
        | Rule::within_next
        | Rule::date_window
        | Rule::since
        | Rule::elapsed => "a window such as `within 90 days`",
        Rule::without
        | Rule::in_stage
        | Rule::open
        | Rule::dot
        | Rule::plus
        | Rule::minus
        | Rule::star
        | Rule::slash
        | Rule::reserved
        | Rule::goes_on
        | Rule::unreadable
        | Rule::name_char
        | Rule::lone_action
        | Rule::EOI
        | Rule::WHITESPACE
        | Rule::COMMENT
        | Rule::kw_a
        | Rule::kw_an
        | Rule::kw_anniversary
        | Rule::kw_at
        | Rule::kw_between
        | Rule::kw_ceil
        | Rule::kw_contains
        | Rule::kw_days
        | Rule::kw_different
        | Rule::kw_end
        | Rule::kw_ends
        | Rule::kw_expiring
        | Rule::for_how_long
        | Rule::balance_begins
        | Rule::balance_word
        | Rule::kw_exactly
        | Rule::kw_fewer
        | Rule::kw_floor
        | Rule::kw_greatest
        | Rule::kw_hour
        | Rule::kw_is
        | Rule::kw_last
        | Rule::kw_more
        | Rule::kw_next
        | Rule::kw_no
        | Rule::kw_not
        | Rule::kw_quintile
        | Rule::kw_rank
        | Rule::kw_round
        | Rule::kw_starts
        | Rule::kw_tagged
        | Rule::kw_weekday
        | Rule::kw_year
        | Rule::kw_except
        | Rule::except
        | Rule::for_each
        | Rule::given_times
        | Rule::an_article
        | Rule::has_word
        | Rule::ever_word
        | Rule::of_what
        | Rule::kw_yes => "",
        Rule::where_clause | Rule::kw_where => "`where`",
        Rule::duration | Rule::lasting => "a length of time such as `90 days`",
        Rule::unit => "a unit of time such as `days`",
        Rule::period => "`day`, `week`, `month`, `quarter` or `year`",
        Rule::date | Rule::moment => "a date such as `2026-01-31`",
        Rule::number | Rule::bound | Rule::range_end | Rule::digits => "a number",
        Rule::percent => "a percentage such as `10%`",
        Rule::arm => "an arm and its share, such as `control 50%`",
        Rule::amount | Rule::marked_money | Rule::currency_code | Rule::iso_code => {
            "an amount such as `$20`"
        }
        Rule::text | Rule::rule_name => "text in quotation marks",
        Rule::name | Rule::events | Rule::choice_value => "a name",
        Rule::epoch => "`in seconds`",
        Rule::date_form | Rule::date_patterns => r#"`as "dd/mm/yyyy"`"#,
        Rule::notation => r#"`as "1,234.56"`"#,
        Rule::times_zone => r#"`in "UTC"`"#,
        Rule::score_line | Rule::lone_score_lines => "a line such as `add 10 per purchase`",
        Rule::balance_line | Rule::lone_balance_lines => "a line such as `earn 10 per purchase`",
        Rule::low_bound | Rule::high_bound => "`at least` or `at most`",
        Rule::per_event | Rule::per_amount => "`per` and events",
        Rule::connective | Rule::kw_and | Rule::kw_or => "`and` or `or`",
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::semicolon => "`;`",
        Rule::close => "`)`",
        Rule::equals => "`=`",
        Rule::kw_add => "`add`",
        Rule::kw_after | Rule::kw_when => "`after` or `when`",
        Rule::kw_ago => "`ago`",
        Rule::kw_aims => "`aims`",
        Rule::kw_alert => "`alert`",
        Rule::kw_any => "`any`",
        Rule::kw_as => "`as`",
        Rule::kw_assert => "`assert`",
        Rule::kw_balance => "`balance`",
        Rule::kw_earn => "`earn`",
        Rule::kw_spend => "`spend`",
        Rule::kw_because => "`because`",
        Rule::kw_brings => "`brings`",
        Rule::kw_budget => "`budget`",
        Rule::kw_by => "`by`",
        Rule::kw_calendar => "`calendar`",
        Rule::kw_capacity => "`capacity`",
        Rule::kw_cents => "`cents`",
        Rule::kw_costs => "`costs`",
        Rule::kw_count => "`count`",
        Rule::kw_currency => "`currency`",
        Rule::kw_customer => "`customer`",
        Rule::kw_customers => "`customers`",
        Rule::kw_date => "`date`",
        Rule::kw_dates => "`dates`",
        Rule::kw_day => "`day`",
        Rule::kw_default => "`default`",
        Rule::kw_each => "`each`",
        Rule::kw_enter => "`enter`",
        Rule::kw_entering => "`entering`",
        Rule::kw_events => "`events`",
        Rule::kw_every => "`every`",

        Rule::kw_group => "`group`",
        Rule::kw_experiment => "`experiment`",
        Rule::kw_expect => "`expect`",
        Rule::kw_fades => "`fades`",
        Rule::kw_flywheel => "`flywheel`",
        Rule::kw_for => "`for`",
        Rule::kw_formerly => "`formerly`",
        Rule::kw_from => "`from`",
        Rule::kw_full => "`full`",
        Rule::kw_give => "`give`",
        Rule::kw_given => "`given`",
        Rule::kw_grant => "`grant`",
        Rule::kw_highest => "`highest`",
        Rule::kw_holdout => "`holdout`",
        Rule::kw_kept => "`kept`",
        Rule::kw_while => "`while`",
        Rule::kw_owed => "`owed`",
        Rule::kw_id => "`id`",
        Rule::kw_if => "`if`",
        Rule::kw_in => "`in`",
        Rule::kw_invite => "`invite`",
        Rule::kw_key => "`key`",
        Rule::kw_known => "`known`",
        Rule::kw_language => "`language`",
        Rule::kw_later => "`later`",
        Rule::kw_leaking => "`leaking`",
        Rule::kw_least => "`least`",
        Rule::kw_leave => "`leave out`",
        Rule::kw_ignoring => "`ignoring case`",
        Rule::kw_case => "`case`",
        Rule::kw_let => "`let`",
        Rule::kw_limit => "`limit`",
        Rule::kw_longest => "`longest`",
        Rule::kw_lowest => "`lowest`",
        Rule::kw_message => "`message`",
        Rule::kw_milliseconds => "`milliseconds`",
        Rule::kw_missing => "`missing`",
        Rule::kw_money => "`money`",
        Rule::kw_month => "`month`",
        Rule::kw_most => "`most`",
        Rule::kw_move => "`move`",
        Rule::kw_nothing => "`nothing`",
        Rule::kw_notify => "`notify`",
        Rule::kw_number => "`number`",
        Rule::kw_numbers => "`numbers`",
        Rule::kw_times_of_day => "`times`",
        Rule::kw_of => "`of`",
        Rule::kw_offer => "`offer`",
        Rule::kw_on => "`on`",
        Rule::kw_once => "`once`",
        Rule::kw_one => "`one`",
        Rule::kw_only => "`only`",
        Rule::kw_out => "`out`",
        Rule::kw_pause => "`pause`",
        Rule::kw_people => "`people`",
        Rule::kw_per => "`per`",
        Rule::kw_program => "`program`",
        Rule::kw_refers => "`refers`",
        Rule::kw_required => "`required`",
        Rule::kw_resting => "`resting`",
        Rule::kw_reward => "`reward`",
        Rule::kw_report => "`report`",
        Rule::kw_wheel => "`wheel`",
        Rule::kw_paying => "`paying`",
        Rule::kw_value => "`value`",
        Rule::kw_margin => "`margin`",
        Rule::kw_keep => "`keep`",
        Rule::kw_source => "`source`",
        Rule::kw_referred => "`referred`",
        Rule::kw_spending => "`spending`",
        Rule::kw_verdict => "`verdict`",
        Rule::kw_rotation => "`rotation`",
        Rule::kw_rule => "`rule`",
        Rule::kw_score => "`score`",
        Rule::kw_seconds => "`seconds`",
        Rule::kw_send => "`send`",
        Rule::kw_set => "`set`",
        Rule::kw_simulate => "`simulate`",
        Rule::kw_since => "`since`",
        Rule::kw_show => "`show`",
        Rule::kw_skip => "`skip`",
        Rule::kw_split => "`split`",
        Rule::kw_stage => "`stage`",
        Rule::kw_stage_since => "`stage_since`",
        Rule::kw_start => "`start`",
        Rule::kw_table => "`table`",
        Rule::kw_tag => "`tag`",
        Rule::kw_tags => "`tags`",
        Rule::kw_take => "`take`",
        Rule::kw_test => "`test`",
        Rule::kw_text => "`text`",
        Rule::kw_than => "`than`",
        Rule::kw_then => "`then`",
        Rule::kw_this => "`this`",
        Rule::kw_time => "`time`",
        Rule::kw_times => "`times`",
        Rule::kw_timezone => "`timezone`",
        Rule::kw_to => "`to`",
        Rule::kw_untag => "`untag`",
        Rule::kw_use => "`use`",
        Rule::kw_wait => "`wait`",
        Rule::kw_whole => "`whole`",
        Rule::kw_with => "`with`",
        Rule::kw_withhold => "`withhold`",
        Rule::kw_within => "`within`",
        Rule::kw_without => "`without`",
        Rule::kw_worth => "`worth`",
    }
}
