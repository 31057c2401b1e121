//! What holds of every program: formatting keeps its tree and its comments, and settles at once.

use proptest::prelude::*;

use super::*;

#[path = "../../../tests/support/cases.rs"]
mod cases;

use cases::cases;

/// A space that has to be one, and a space inside a text.
const TIGHT: char = '\u{1}';
const INSIDE: char = '\u{2}';

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(words).prop_map(str::to_owned).boxed()
}

fn text() -> BoxedStrategy<String> {
    one_of(&["\"\"", "\"a\u{2}#\u{2}b\"", "\"say\u{2}\\\"so\\\"\"", "\"then\u{2}(\"", "\"é\\\\\""])
}

fn name() -> BoxedStrategy<String> {
    one_of(&["NPS", "spent", "x_1", "größe", "full", "known", "required", "count", "at", "b"])
}

fn events() -> BoxedStrategy<String> {
    one_of(&["purchases", "tickets", "order", "a_long_name_of_something_that_happened"])
}

fn number() -> BoxedStrategy<String> {
    one_of(&["3", "007", "1_000", "0.50", "12"])
}

fn amount() -> BoxedStrategy<String> {
    one_of(&["$5", "$1200.50", "€1,000", "500\u{1}JPY", "$0018"])
}

fn duration() -> BoxedStrategy<String> {
    one_of(&["1 days", "30 day", "2 weeks", "1 year", "12 months"])
}

fn per() -> BoxedStrategy<String> {
    one_of(&["per 30 day", "per calendar month", "per year", "per 1 weeks"])
}

fn window() -> BoxedStrategy<String> {
    prop_oneof![
        duration().prop_map(|duration| format!("within {duration}")),
        one_of(&["since entering", "since 2026-01-01", "since last swag", "this calendar month"]),
    ]
    .boxed()
}

/// `where ...` and a window, both, one or none, in either order.
fn filter(condition: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let filter = condition.prop_map(|condition| format!("where ( {condition} )"));
    let short = (name(), one_of(&["> 3", "is \"a\"", "≥ $5", "> 5 days", "is known", "is no"]));
    let short = short.prop_map(|(name, rest)| format!("where {name} {rest}"));
    let filter = prop_oneof![filter, short].boxed();
    prop_oneof![
        Just(String::new()),
        window(),
        filter.clone(),
        (filter.clone(), window()).prop_map(|(filter, window)| format!("{filter} {window}")),
        (window(), filter).prop_map(|(window, filter)| format!("{window} {filter}")),
    ]
    .boxed()
}

fn values(condition: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        name(),
        number(),
        amount(),
        duration(),
        text(),
        one_of(&["5%", "2026-01-31", "2026-01-31t09:00:00z", "yes", "no", "today"]),
        (events(), filter(condition))
            .prop_map(|(events, filter)| { format!("sum ( {events} . amount {filter} )") }),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), one_of(&["+", "-", "*", "/"]), inner.clone())
                .prop_map(|(left, mark, right)| format!("{left} {mark} {right}")),
            inner.clone().prop_map(|value| format!("( {value} )")),
            inner.clone().prop_map(|value| format!("- ( {value} )")),
            inner.prop_map(|value| format!("rank ( {value} )")),
        ]
    })
    .boxed()
}

fn counted(condition: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let quantity = one_of(&["3", "at least 2", "exactly 01", "no", "a", "fewer than 1_0"]);
    (quantity, events(), filter(condition))
        .prop_map(|(quantity, events, filter)| format!("{quantity} {events} {filter}"))
        .boxed()
}

fn condition() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        name(),
        one_of(&[
            "tagged \"x\"",
            "stage\u{1}is Engaged",
            "stage\u{1}!= Engaged",
            "30 days in stage"
        ]),
        one_of(&["anniversary of ( joined )", "15 year since joined", "9 days without a order"]),
    ];
    leaf.boxed()
        .prop_recursive(4, 24, 3, |inner| {
            let value = values(inner.clone());
            let mark =
                one_of(&["<", "<=", "≤", ">", ">=", "≥", "!=", "≠", "is", "is not", "contains"]);
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} and {b}")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} or {b}")),
                inner.clone().prop_map(|a| format!("( {a} )")),
                inner.clone().prop_map(|a| format!("not ( {a} )")),
                (value.clone(), mark, value.clone()).prop_map(|(a, m, b)| format!("{a} {m} {b}")),
                (value.clone(), value.clone(), value.clone())
                    .prop_map(|(a, b, c)| format!("{a} between {b} and {c}")),
                (value.clone(), value.clone(), value.clone())
                    .prop_map(|(a, b, c)| format!("{a} in ( {b} , ( {c} ) , )")),
                (value, one_of(&["is known", "is not missing", "is missing"]))
                    .prop_map(|(a, state)| format!("{a} {state}")),
                counted(inner.clone()),
                (duration(), events(), filter(inner)).prop_map(|(duration, events, filter)| {
                    format!("( {duration} without {events} ) and 2 {events} {filter}")
                }),
            ]
        })
        .boxed()
}

fn action() -> BoxedStrategy<String> {
    let each = (events(), filter(name()));
    prop_oneof![
        4 => one_of(&["move to B", "send swag", "give card", "invite to club", "tag \"a\""]),
        1 => each.prop_map(|(events, filter)| format!("give card for each {events} {filter}")),
    ]
    .boxed()
}

fn actions() -> BoxedStrategy<String> {
    (prop::collection::vec(action(), 1..4), one_of(&["", ";"]))
        .prop_map(|(actions, end)| format!("{} {end}", actions.join(" ; ")))
        .boxed()
}

fn statement() -> BoxedStrategy<String> {
    prop_oneof![
        (one_of(&["", "rule \"A\u{2}name\""]), one_of(&["after", "when"]), condition(), actions())
            .prop_map(|(name, word, condition, actions)| {
                format!("{name} {word} {condition} then {actions}")
            }),
        (condition(), actions())
            .prop_map(|(condition, actions)| format!("when {condition} {actions}")),
        actions().prop_map(|actions| format!("on entering {actions}")),
        one_of(&["refers 1 to B", "when ( full ) move to B"]),
    ]
    .boxed()
}

fn stage() -> BoxedStrategy<String> {
    let capacity = (values(condition()), one_of(&[",", ""]));
    let capacity = capacity.prop_map(|(by, comma)| {
        format!("capacity 150 by {by} {comma} when full move lowest ( {by} ) to B")
    });
    let first = prop_oneof![
        Just(String::new()),
        one_of(&["resting", "if leaking \"away\"", "capacity 5", "capacity 5 when full wait"]),
        capacity,
    ];
    let head = one_of(&["stage A", "stage A \"of\u{2}a\" as \"a\"", "stage Ünlü \"x\""]);
    (head, first, prop::collection::vec(statement(), 0..4))
        .prop_map(|(head, first, rest)| format!("{head} {first} {}", rest.join(" ")))
        .boxed()
}

fn customer() -> BoxedStrategy<String> {
    let simple = one_of(&[
        "id from \"a\"",
        "stage_since from \"b.c\"",
        "joined : date in seconds from \"j\" required",
        "NPS : number - 5 to 10 , from \"nps\" , default - 3",
        "a_rather_long_name : yes / no default yes",
        "plan : one of ( free , pro as \"Pro\" , ) default free",
        "interests : set of text split \",\"",
        "visits : count default 0",
    ]);
    let events = (condition(), one_of(&["at \"t\" in seconds", "key \"id\"", "from \"x\"", ","]));
    let events = events.prop_map(|(condition, option)| {
        let end = if option == "," { "," } else { "" };
        let option = option.trim_start_matches(',');
        format!(
            "ev : events with amount money from \"m\" , kind one of ( a , b ) {option} \
             where ( {condition} ) {end} key \"k\""
        )
    });
    let fields = prop::collection::vec(prop_oneof![3 => simple, 1 => events], 0..5);
    fields.prop_map(|fields| format!("customer {}", fields.join(" "))).boxed()
}

fn gift() -> BoxedStrategy<String> {
    let option = prop_oneof![
        one_of(&["costs ( 5 + 3 )", "once", "every time", "for 10% of customers", "holdout 5%"]),
        one_of(&["only in ( A , B , )", "fades 50%", "to \"Support\"", "worth $1200"]),
        one_of(&["to owner_email", "as \"GC\u{2}50\"", "formerly \"a\" , \"b\"", "formerly \"a\""]),
        (one_of(&["costs", "worth"]), values(condition()))
            .prop_map(|(word, amount)| format!("{word} {amount}")),
        values(condition()).prop_map(|whole| format!("costs 10% of ( {whole} )")),
        (amount(), per(), values(condition()))
            .prop_map(|(amount, per, by)| format!("budget {amount} {per} by {by}")),
        (events(), duration(), name()).prop_map(|(events, duration, name)| {
            format!("aims for a {events} within {duration} where ( {name} is \"A\" )")
        }),
    ];
    let word = one_of(&["reward swag", "message hello \"Hello\u{2}there\"", "alert x_y \"\""]);
    (word, prop::collection::vec(option, 0..4), one_of(&["", ","]))
        .prop_map(|(word, options, comma)| match options.is_empty() {
            true => word,
            false => format!("{word} {comma} {} {comma}", options.join(" , ")),
        })
        .boxed()
}

fn declaration() -> BoxedStrategy<String> {
    prop_oneof![
        one_of(&[
            "flywheel \"A\u{2}title\" timezone Etc/GMT+5 currency USD start A language 1",
            "use \"other.flywheel\"",
            "limit messages to 2 per 7 day",
            "limit swag to $1200 per calendar year",
            "any stage",
            "experiment x a 10% , b 5% ,",
            "group service ( swag , hello , )",
            "limit messages except ( hello , ) to 2 per 7 day",
            "group a ( swag ) group b ( swag , hello , card )",
            "limit a except ( hello , swag ) to $5 per calendar year",
            "pause rewards except swag when ( vip )",
            "test \"u\" given 2 a with key \"k\" , swag for \"k\" with cost $5 2 day ago , \
             swag for 7 on 2026-01-01 , no clicks expect give swag 3 times",
            "pause messages except service when vip",
            "report wheel A , B paying B , within 9 day value sum ( a.b ) , margin 60% keep 20% \
             source plan referred by a within 1 year spending $1000 per calendar month on A \
             verdict on swag at 2026-01-31",
            "simulate \"s\" 100 enter A each rotation 75% of A move to B whole people",
            "test \"t\" given stage A for 3 day , 3 order with amount $40 , sku \"A\" 2 day ago \
             expect only no move ; nothing ;",
            "test \"t\" on 2026-03-01 later 1 days expect withhold swag because limit",
        ]),
        customer(),
        gift(),
        gift(),
        (name(), condition()).prop_map(|(name, value)| format!("let {name} = {value}")),
        (name(), condition()).prop_map(|(name, value)| format!("pause {name} when {value}")),
        (events(), condition()).prop_map(|(events, condition)| {
            format!(
                "score s add 10 per {events} take 2.5 per {events} where ( {condition} ) \
                 for 60 day"
            )
        }),
        (name(), events(), condition()).prop_map(|(name, events, condition)| {
            format!(
                "experiment {name} control 20% , ten_off 40.5% , aims for 1 {events} where \
                 ( {condition} ) within 30 day ,"
            )
        }),
        stage(),
        stage(),
    ]
    .boxed()
}

/// Declarations with something odd wherever there may be space.
fn program() -> BoxedStrategy<String> {
    let declarations = prop::collection::vec(declaration(), 1..5);
    (declarations, prop::collection::vec(0_u8..48, 1..40), any::<bool>())
        .prop_map(|(declarations, spaces, windows)| {
            let text = spread(&declarations.join(" "), &spaces);
            if windows { text.replace('\n', "\r\n") } else { text }
        })
        .boxed()
}

fn spread(words: &str, spaces: &[u8]) -> String {
    let mut out = String::new();
    for (at, word) in words.split_whitespace().enumerate() {
        match spaces[at % spaces.len()] {
            0 => out.push_str(&format!(" # beside {at}\n")),
            1 => out.push_str(&format!("\n  # above {at}   \n")),
            2 => out.push_str(&format!("\n\n\n#far {at}\n\n  ")),
            3 => out.push_str(&format!("  # \"one\" {at}\n# two {at}\n")),
            4 | 5 => out.push('\n'),
            6 => out.push_str("\n\n\n  "),
            7 => out.push_str("\t "),
            // Marks need no space around them.
            8..20 if "(),;:.".contains(word) || out.ends_with(['(', ',', ';']) => {}
            _ => out.push(' '),
        }
        out.push_str(word);
    }
    out.replace([TIGHT, INSIDE], " ")
}

#[test]
fn a_rule_about_a_field_called_full_is_no_part_of_the_capacity_before_it() {
    for rule in ["when full + sum(purchases.amount) > 1 give card", "when full move to B"] {
        let text = format!("stage A capacity 5 {rule}");
        let (tree, problems) = parse(FileId(0), &text);
        assert!(!problems.has_errors(), "{text}");
        let freely = settled(&text, &tree, Freedom::Full).expect("settles at once");
        assert_eq!(freely, format!("stage A\n  capacity 5\n  {rule}\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases(400))
    })]

    #[test]
    fn formatting_keeps_tree_and_comments_and_settles(text in program()) {
        let (tree, problems) = parse(FileId(0), &text);
        // Not all that the strategy puts together is a program.
        prop_assume!(!problems.has_errors());
        let freely = settled(&text, &tree, Freedom::Full);
        let once = laid_out(&text, &tree, Freedom::Full);
        prop_assert_eq!(freely.as_ref(), Some(&once), "does not settle at once:\n{}", text);
        let formatted = format(&text).unwrap();
        let (again, problems) = parse(FileId(0), &formatted);
        prop_assert!(!problems.has_errors(), "{text}\n{formatted}");
        prop_assert!(law::same(&tree, &again), "{text}\n{formatted}");
        prop_assert_eq!(law::comments(&text), law::comments(&formatted), "{}\n{}", text, formatted);
        let twice = format(&formatted).unwrap();
        prop_assert_eq!(&twice, &formatted);
    }

    #[test]
    fn spaces_alone_are_enough(text in program()) {
        let (tree, problems) = parse(FileId(0), &text);
        prop_assume!(!problems.has_errors());
        let spaced = settled(&text, &tree, Freedom::SpaceOnly);
        prop_assert!(spaced.is_some(), "{text}\n{}", laid_out(&text, &tree, Freedom::SpaceOnly));
    }
}
