/// So many rules out of the twenty: the first of each stage where fewer are wanted, and where more
/// are, all of them again and again with higher thresholds. The stages stay the same.
pub(crate) fn many_rules(twenty: &str, count: usize) -> String {
    let mut blocks = twenty.split("\nstage ");
    let mut text = blocks.next().unwrap_or_default().to_owned();
    let stages: Vec<&str> = blocks.collect();
    let each = count / stages.len();
    for stage in stages {
        let mut parts = stage.split("\n  when ");
        let name = parts.next().unwrap_or_default();
        let rules: Vec<&str> = parts.collect();
        text.push_str(&format!("\nstage {name}"));
        for place in 0..each {
            let (round, rule) = (place / rules.len(), rules[place % rules.len()]);
            text.push_str(&format!("\n  when {}", higher(rule, round as u64)));
        }
        text.push('\n');
    }
    text
}

/// The rule with thresholds that are a step higher for each round.
fn higher(rule: &str, round: u64) -> String {
    let words: Vec<&str> = rule.split_whitespace().collect();
    let raised = words.iter().enumerate().map(|(place, word)| {
        let next = words.get(place + 1).copied().unwrap_or_default();
        match step(word, next) {
            Some((sign, number, step)) => format!("{sign}{}", number + round * step),
            None => (*word).to_owned(),
        }
    });
    raised.collect::<Vec<_>>().join(" ")
}

/// The sign and the number of a threshold, and how much it rises in a round.
fn step(word: &str, next: &str) -> Option<(&'static str, u64, u64)> {
    if let Some(sum) = word.strip_prefix('$') {
        return Some(("$", sum.replace(',', "").parse().ok()?, 100));
    }
    let number = word.parse().ok()?;
    let counted = ["purchase", "mention", "referral"].iter().any(|noun| next.starts_with(noun));
    match next {
        "days" => Some(("", number, 30)),
        _ => counted.then_some(("", number, 1)),
    }
}
