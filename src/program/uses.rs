//! Which files a text uses, without reading all of it as rules.

use super::gather::used_name;
use crate::syntax::is_word;

/// The names of the files that a text, which is called `name`, uses: each after a `use` anywhere in a line.
pub fn files_used(name: &str, text: &str) -> Vec<String> {
    let path = |(before, rest): (&str, &str)| {
        let path = rest.trim_start().strip_prefix('"');
        let is_other = before.contains('#') || before.ends_with(is_word);
        let path = path.filter(|_| !is_other)?;
        Some(used_name(name, &path[..path.find('"')?]))
    };
    let uses = |line| {
        let line: &str = line;
        let places = line.match_indices("use");
        places.map(move |(at, word)| (&line[..at], &line[at + word.len()..]))
    };
    text.lines().flat_map(uses).filter_map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::files_used;

    #[test]
    fn a_file_is_used_anywhere_in_a_line() {
        let text =
            "\u{feff}use \"a\"\nflywheel \"q\" use \"b\"\n# use \"c\"\nreuse \"d\"\nuse it\n";
        assert_eq!(files_used("/rules/main", text), ["/rules/a", "/rules/b"]);
    }
}
