//! Lists in words.

/// `a`, `a and b`, `a, b and c`.
pub fn and(all: &[String]) -> String {
    with("and", all)
}

/// `a`, `a or b`, `a, b or c`.
pub fn or(all: &[String]) -> String {
    with("or", all)
}

fn with(word: &str, all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} {word} {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_comes_after_a_word() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(
            [&all[..0], &all[..1], &all[..2], &all].map(and),
            ["", "a", "a and b", "a, b and c"]
        );
        assert_eq!(
            [&all[..0], &all[..1], &all[..2], &all].map(or),
            ["", "a", "a or b", "a, b or c"]
        );
    }
}
