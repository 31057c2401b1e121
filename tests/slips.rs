//! One mistake, one problem: programs in order with one token misspelled, dropped, doubled or
//! swapped, and how many problems that makes.

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use files::files;
use flywheel::Program;

/// The example programs that are in order by themselves.
fn programs() -> Vec<(String, String)> {
    let files = files("examples", &["flywheel"]);
    let read = |path: &PathBuf| (path.display().to_string(), fs::read_to_string(path).unwrap());
    let texts = files.iter().map(read);
    texts.filter(|(name, text)| problems(name, text).is_empty()).collect()
}

/// The titles of the problems of a program.
fn problems(name: &str, text: &str) -> Vec<String> {
    let problems = match Program::parse(name, text) {
        Ok(program) => program.warnings().clone(),
        Err(refused) => refused.problems,
    };
    problems.iter().map(|problem| format!("{}: {}", problem.code.id, problem.title)).collect()
}

/// Where the tokens of a text are; comments are none.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let mut end = start + first.len_utf8();
        let mut take_while = |belongs: &dyn Fn(char) -> bool| {
            while let Some((at, next)) = rest.next_if(|(_, next)| belongs(*next)) {
                end = at + next.len_utf8();
            }
        };
        match first {
            '#' => {
                take_while(&|next| next != '\n');
                continue;
            }
            '"' => {
                take_while(&|next| next != '"' && next != '\n');
                take_while(&|next| next == '"');
            }
            _ if first.is_whitespace() => continue,
            _ if first.is_alphanumeric() => {
                take_while(&|next| next.is_alphanumeric() || next == '_')
            }
            _ => {}
        }
        tokens.push(start..end);
    }
    tokens
}

/// The ways in which one token can be wrong.
fn slips(text: &str, tokens: &[std::ops::Range<usize>], at: usize) -> Vec<(&'static str, String)> {
    let range = tokens[at].clone();
    let token = &text[range.clone()];
    let put = |range: std::ops::Range<usize>, with: &str| {
        format!("{}{with}{}", &text[..range.start], &text[range.end..])
    };
    let mut slips = vec![
        ("dropped", put(range.clone(), "")),
        ("doubled", put(range.clone(), &format!("{token} {token}"))),
    ];
    let letters: Vec<char> = token.chars().collect();
    if letters.len() >= 4 && letters[0].is_alphabetic() {
        let mut swapped = letters.clone();
        let middle = letters.len() / 2;
        swapped.swap(middle - 1, middle);
        if swapped != letters {
            slips.push(("misspelled", put(range.clone(), &swapped.iter().collect::<String>())));
        }
    }
    if let Some(next) = tokens.get(at + 1) {
        let between = &text[range.end..next.start];
        let swapped = format!("{}{between}{token}", &text[next.clone()]);
        slips.push(("swapped", put(range.start..next.end, &swapped)));
    }
    slips
}

/// Every so many tokens are tried; `SLIPS=1` tries them all and shows the worst.
fn step() -> usize {
    std::env::var("SLIPS").ok().and_then(|step| step.parse().ok()).unwrap_or(37)
}

#[test]
fn one_slip_is_one_problem() {
    let (mut one, mut many, mut sum) = (0usize, 0usize, 0usize);
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut worst: Vec<(usize, String)> = Vec::new();
    let step = step();
    for (name, text) in programs() {
        let places = tokens(&text);
        for at in (0..places.len()).step_by(step) {
            for (kind, wrong) in slips(&text, &places, at) {
                let told = problems(&name, &wrong);
                if told.is_empty() {
                    continue;
                }
                let (ones, all) = kinds.entry(kind).or_default();
                *all += 1;
                sum += told.len();
                match told.len() {
                    1 => {
                        one += 1;
                        *ones += 1;
                    }
                    count => {
                        many += 1;
                        let line = text[..places[at].start].matches('\n').count() + 1;
                        let token = &text[places[at].clone()];
                        let titles = told.join(" | ");
                        worst.push((
                            count,
                            format!("{count} {name}:{line} {kind} `{token}`: {titles}"),
                        ));
                    }
                }
            }
        }
    }
    let all = one + many;
    let share = one * 1000 / all;
    println!(
        "{all} slips with problems; exactly one: {one} ({share}‰); mean {:.3}",
        sum as f64 / all as f64
    );
    for (kind, (ones, all)) in &kinds {
        println!("  {kind}: {ones} of {all} with exactly one");
    }
    worst.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    for (_, words) in worst.iter().take(150) {
        println!("{words}");
    }
    assert!(share >= 800, "{share}‰ of the slips make exactly one problem");
}

const SHOP: &str = "flywheel \"Shop\"\n  currency EUR\n\ncustomer\n  NPS: number\n  purchases: events with \
    amount money\n\nlet spent = sum(purchases.amount)\n\nreward mug costs €5\n\nstage A\n  resting\n  \
    when spent ≥ €50 and NPS ≥ 9 give mug\n";

/// Each of these once made several problems, or none.
#[test]
fn one_word_is_one_problem() {
    for (right, wrong, told) in [
        ("customer\n", "costumer\n", "`costumer` is not a word of the language"),
        ("customer\n", "custmer\n", "`custmer` is not a word of the language"),
        ("customer\n", "customers\n", "`customers` should be `customer`"),
        ("customer\n", "Customer\n", "`Customer` must be lowercase: `customer`"),
        ("currency EUR", "currency Euro", "There is no currency `Euro`"),
        ("let spent", "let mug", "`mug` is declared twice"),
        ("reward mug", "reward spent", "`spent` is declared twice"),
        ("purchases: events", "purchaes: events", "No events are called `purchases`"),
    ] {
        let text = SHOP.replace(right, wrong);
        let found = problems("shop.flywheel", &text);
        let of_this = found.iter().filter(|title| title.contains(told)).count();
        assert_eq!(of_this, 1, "{wrong}: {found:?}");
        // A name that is given away may be missing elsewhere.
        assert!(found.len() <= 2, "{wrong}: {found:?}");
    }
}
