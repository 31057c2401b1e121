//! The page of a new project, and its commands.

use super::names::{is_taken, legal};
use super::project::Project;

impl Project {
    /// Whether the rules can use this name for a table.
    pub fn is_name(text: &str) -> bool {
        let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
        text.starts_with(char::is_alphabetic) && text.chars().all(is_of_name) && !is_taken(text)
    }

    /// A word as a shell takes it.
    pub fn in_shell(text: &str) -> String {
        let is_plain = |c: char| c.is_alphanumeric() || "_./-=@+:,".contains(c);
        if !text.is_empty() && text.chars().all(is_plain) {
            return text.to_owned();
        }
        format!("'{}'", text.replace('\'', "'\\''"))
    }

    /// The command that decides for all customers.
    pub fn eval(&self) -> String {
        let mut words = vec!["flywheel eval rules.flywheel".to_owned()];
        words.extend(self.customers.iter().map(|file| Project::in_shell(file)));
        for (name, files) in &self.tables {
            words.extend(
                files.iter().map(|file| {
                    format!("--table {}", Project::in_shell(&format!("{name}={file}")))
                }),
            );
        }
        words.join(" ")
    }

    /// The README.
    pub fn readme(&self) -> String {
        format!(
            "# Our customers

`rules.flywheel` says who moves to which stage, and what they get for it. It begins with a `customer` block that \
was
proposed from the data, and ends with a stage or two as examples. Run these commands in this folder:

```sh
flywheel check rules.flywheel
flywheel test rules.flywheel
{}
```

- `check` reads the rules and says what is wrong with them, and where.
- `test` runs the tests at the end of the rules.
- `eval` decides for all customers. It only says what should happen, and sends nothing.

The data was not copied: the commands read it where it is. Look through the comments in the `customer` block first. They
say what the data left open. Then write your own rules.

## The second day

{}
",
            self.eval(),
            self.second_day()
        )
    }

    /// How the next run knows what this one did.
    fn second_day(&self) -> String {
        const ONE_MOVE: &str = "One run moves a customer by one stage at most; with `--settle`, it goes on until nobody \
moves.";
        let Some(file) = self.customers.first() else {
            return format!(
                "`eval` changes no file by itself, and only a file of customers can keep who is in which stage and what \
they got.\nMake one with their ids, and run `eval` with it and `--update`, which writes the records again. The \
recipe *Only\ntables, day after day* shows how.\n\n{ONE_MOVE}"
            );
        };
        let end = [".csv", ".json"].into_iter().find(|end| file.contains(end));
        let end = end.filter(|_| !file.ends_with(".ndjson")).unwrap_or(".ndjson");
        format!(
            "`eval` changes no file by itself. To remember who is in which stage and what they got, add `--update \
day1{end}`:\nit writes the records again, with what was decided. On the next day, start from that file, and add \
`--update\nday2{end}`. With a fresh export instead, everyone would be new, and the same gifts would be given again. \
The recipe\n*A new customer export every day* shows how to use both.\n\n{ONE_MOVE}"
        )
    }
}

/// A name for a table, from that of its file: `olist_orders_dataset` is `orders`.
pub(super) fn table_name(stem: &str) -> String {
    const EMPTY: &[&str] =
        &["olist", "dataset", "export", "exports", "data", "table", "all", "shopify", "csv"];
    let name = legal(stem, "events", |_| true);
    let words: Vec<&str> = name
        .split('_')
        .filter(|word| !EMPTY.contains(word) && !word.chars().all(|c| c.is_ascii_digit()))
        .collect();
    if words.is_empty() { name } else { words.join("_") }
}
