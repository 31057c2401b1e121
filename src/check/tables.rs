//! Checks the lists that come from tables: whose each row is.

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{self, By, Name};
use crate::terms::Builtin;

use super::model::{Events, Named, Owner, Table};
use super::names::Meaning;
use super::{Checker, Type, suggest};

/// A list, by its place among all of them.
type Place<'a, 't> = (usize, &'a [(&'t tree::Field, &'t tree::Events)]);

/// How the names of files end that people name in place of a table.
const ENDINGS: &[&str] = &[".csv", ".json", ".ndjson", ".jsonl", ".tsv", ".xlsx"];

impl Checker<'_> {
    /// Which rows of which table are the events of each list, once all names are known.
    pub(super) fn tables(&mut self) {
        let lists = self.tree_lists();
        for (index, (field, events)) in lists.iter().enumerate() {
            self.lists[index].table = match (&events.table, &events.by) {
                (None, None) => None,
                (None, Some(by)) => self.by_without_table(field, by),
                (Some(table), by) => self.table((index, &lists), field, table, by.as_ref()),
            };
        }
        self.circles_of_tables();
    }

    fn table(
        &mut self,
        list: Place<'_, '_>,
        field: &tree::Field,
        table: &tree::Table,
        by: Option<&By>,
    ) -> Option<Table> {
        let list_name = &field.name.text;
        let name = table.name.as_ref().map_or(list_name, |name| &name.text);
        if let Some(from) = &field.from {
            let title = format!("`{list_name}` cannot come from two places");
            let label = "this is a path in the customer's record";
            self.problems.push(
                Problem::new(code::TWICE, title, from.span, label)
                    .and_at(table.span, "and this is a table")
                    .help("keep one of the two"),
            );
        }
        if let Some(required) = field.required {
            let title = format!("`{list_name}` cannot be `required`");
            let label = "a table is always complete";
            let help = format!(
                "remove it: a customer without a row in the table has no `{list_name}`, and that \
                 is known"
            );
            self.refuse(code::MISPLACED, title, required, label, help);
        }
        let Some(by) = by else {
            let title = format!("Nothing says whose the rows of `{list_name}` are");
            let label = "a row has to name its customer";
            let help = format!(
                "add the column that has the id of the customer, for example `from table \
                 \"{name}\" by \"{}\"`",
                self.id_column()
            );
            self.refuse(code::TABLE_BY, title, table.span, label, help);
            return None;
        };
        if let Some(name) = table.name.as_ref().filter(|name| !is_name(&name.text)) {
            let title = "This cannot be the name of a table";
            let label = "the command line could not say where it is";
            let help = "use a word, for example `from table \"orders\"`";
            self.refuse(code::BAD_LITERAL, title, name.span, label, help);
        }
        let path = self.path("by", Some(&by.from));
        let owner = self.owner(list, by).unwrap_or(Owner::Customer);
        Some(Table { name: name.clone(), by: path, owner })
    }

    /// What the column of the id is called in the customers' own file, and so maybe in others.
    fn id_column(&self) -> String {
        let mappings = self.file.customers().flat_map(|customer| &customer.mappings);
        let id = mappings.into_iter().find(|mapping| mapping.builtin == Builtin::Id);
        id.map_or("customer_id".to_owned(), |mapping| mapping.from.text.clone())
    }

    fn by_without_table(&mut self, field: &tree::Field, by: &By) -> Option<Table> {
        let (from, by_text) = (field.from.as_ref(), self.sources.text(by.span));
        let (place, instead) = match from {
            Some(from) => (from.span, format!("table \"{}\"", without_ending(&from.text))),
            None => (by.span, format!("from table {by_text}")),
        };
        let help = match from {
            Some(_) => format!("if they are in a table, write `from {instead} {by_text}`"),
            None => format!("if they are in a table, write `{instead}`"),
        };
        let label = "`by` says whose a row of a table is";
        let title = format!("`{}` does not come from a table", field.name.text);
        self.problems.push(
            Problem::new(code::TABLE_BY, title, by.span, label)
                .help(help)
                .fix(Fix::likely(place, instead)),
        );
        None
    }

    /// Whose a row is; `None` if that is a mistake, which is reported.
    fn owner(&mut self, list: Place<'_, '_>, by: &By) -> Option<Owner> {
        match &by.owner {
            tree::Owner::Customer => Some(Owner::Customer),
            tree::Owner::Event(name) => self.parent(list, by, name).map(Owner::Event),
            tree::Owner::Field(name) => self.owning_field(by, name).map(Owner::Field),
        }
    }

    /// The list that a row belongs to an event of.
    fn parent(&mut self, (list, lists): Place<'_, '_>, by: &By, name: &Name) -> Option<usize> {
        let parent = match self.names.word_events(&name.text) {
            Some(Events::List(parent)) => {
                let parent = *parent;
                self.mention(name.span, Named::List(parent));
                parent
            }
            Some(Events::Count(_) | Events::Given(_) | Events::Within { .. } | Events::Broken)
            | None => return self.no_parent(by, name),
        };
        if parent == list {
            // That is a circle, and reported as one.
            return Some(parent);
        }
        let (_, events) = lists[parent];
        let declared = self.lists[parent].span;
        let parent_name = self.lists[parent].name.clone();
        if events.table.is_none() && events.by.is_some() {
            // That its table is missing is told where the `by` is.
            return None;
        }
        // The list that was probably meant: its key is what the column is called.
        let column = &by.from.text;
        let meant = lists.iter().enumerate().find(|(other, (_, events))| {
            let key = events.key.as_ref().map(|key| key.from.as_slice());
            *other != list && matches!(key, Some([key]) if key.text == *column)
        });
        let meant = meant.map(|(other, _)| self.lists[other].name.clone());
        let (title, label, help) = match (&events.table, &events.key) {
            (None, _) => (
                format!("`{parent_name}` does not come from a table"),
                "so no row of a table can belong to one of them",
                format!(
                    "declare their table, for example `{parent_name}: events from table by \
                     \"customer_id\" key \"{}\"`",
                    by.from.text
                ),
            ),
            (Some(_), None) => (
                format!("`{parent_name}` has no `key`"),
                "a row names the one that it belongs to by its key",
                match meant {
                    Some(meant) => format!("did you mean `{meant}`? Its key is \"{column}\""),
                    None => format!(
                        "add it where `{parent_name}` are declared, for example `key \"{}\"`",
                        by.from.text
                    ),
                },
            ),
            (Some(_), Some(key)) if key.from.len() > 1 => (
                format!("The key of `{parent_name}` has more than one column"),
                "one column cannot name such a key",
                format!("give `{parent_name}` a `key` of one column"),
            ),
            (Some(_), Some(_)) => return Some(parent),
        };
        self.problems.push(
            Problem::new(code::TABLE_BY, title, name.span, label)
                .and_at(declared, "declared here")
                .help(help),
        );
        None
    }

    /// Why rows cannot belong to what has this name.
    fn no_parent(&mut self, by: &By, name: &Name) -> Option<usize> {
        if self.is_missing(&name.text) {
            return None;
        }
        let text = &name.text;
        match self.names.get(text) {
            Some(Meaning::Field(_)) => {
                let title = format!("`{text}` is a field, not a list from a table");
                let instead = format!("by {} is {text}", self.sources.text(by.from.span));
                let label = "after `of`, name a list of events";
                let help = format!("if the column has what is in `{text}`, write `{instead}`");
                self.problems.push(
                    Problem::new(code::TABLE_BY, title, name.span, label)
                        .help(help)
                        .fix(Fix::likely(by.span, instead)),
                );
            }
            Some(
                Meaning::List(_)
                | Meaning::Let(_)
                | Meaning::Score(_)
                | Meaning::Experiment(_)
                | Meaning::Group(_)
                | Meaning::Gift(_)
                | Meaning::Stage(_)
                | Meaning::Broken,
            ) => {
                let title = format!("`{text}` is not a list from a table");
                let label = "after `of`, name a list of events";
                let help = "for the id of the customer, leave out `of` and this name";
                self.refuse(code::TABLE_BY, title, name.span, label, help);
            }
            None if matches!(&**text, "id" | "customer" | "customers") => {
                let instead = format!("by {}", self.sources.text(by.from.span));
                let title = "`by` alone means the id of the customer";
                let problem =
                    Problem::new(code::TABLE_BY, title, name.span, "leave out `of` and this name");
                let problem = problem.help(format!("write `{instead}`"));
                self.problems.push(problem.fix(Fix::likely(by.span, instead)));
            }
            None => {
                let title = format!("No events are called `{text}`");
                let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "not declared");
                let lists = self.lists.iter().filter(|list| list.key.is_some());
                let close = suggest::closest(text, lists.map(|list| list.name.as_str()));
                let help = format!(
                    "declare them too, for example `{text}: events from table by \"customer_id\" \
                     key \"{}\"`",
                    by.from.text
                );
                self.problems.push(suggest::meant_or(problem, close, help));
            }
        }
        None
    }

    /// The field that a row names its customer by.
    fn owning_field(&mut self, by: &By, name: &Name) -> Option<usize> {
        if self.is_missing(&name.text) {
            return None;
        }
        let text = &name.text;
        let column = self.sources.text(by.from.span);
        let problem = match self.names.value(text) {
            Some(Meaning::Field(field)) => {
                let ty = self.fields[field].ty;
                if ty == Type::Text {
                    self.mention(name.span, Named::Field(field));
                    return Some(field);
                }
                let title = format!("`{text}` cannot say whose a row is");
                let label = format!("this is {}, and only a text can", ty.words());
                Problem::new(code::TABLE_BY, title, name.span, label)
                    .and_at(self.fields[field].span, "declared here")
                    .help(format!("declare it as a text: `{text}: text`"))
            }
            Some(Meaning::List(_)) => {
                let title = format!("`{text}` are events, not a field");
                let instead = format!("by {column} of {text}");
                Problem::new(code::TABLE_BY, title, name.span, "after `is`, name a field")
                    .help(format!("if the column has the key of one of them, write `{instead}`"))
                    .fix(Fix::likely(by.span, instead))
            }
            Some(
                Meaning::Let(_)
                | Meaning::Score(_)
                | Meaning::Experiment(_)
                | Meaning::Group(_)
                | Meaning::Gift(_)
                | Meaning::Stage(_)
                | Meaning::Broken,
            ) => {
                let title = format!("`{text}` cannot say whose a row is");
                let label = "after `is`, name a field that records have";
                Problem::new(code::TABLE_BY, title, name.span, label)
                    .help("use the field itself, if there is one, or the id")
            }
            None if text == "id" => {
                let instead = format!("by {column}");
                let title = "`by` alone means the id of the customer";
                Problem::new(code::TABLE_BY, title, name.span, "this can be left out")
                    .help(format!("write `{instead}`"))
                    .fix(Fix::likely(by.span, instead))
            }
            None => {
                let title = format!("Customers have no field `{text}`");
                let problem = Problem::new(code::UNKNOWN_NAME, title, name.span, "not declared");
                let fields = self.fields.iter().filter(|field| field.ty == Type::Text);
                let close = suggest::closest(text, fields.map(|field| field.name.as_str()));
                suggest::meant_or(problem, close, format!("declare it: `{text}: text`"))
            }
        };
        self.problems.push(problem);
        None
    }

    /// A list from a table is known for everybody, even where it is empty.
    pub(super) fn table_is_known(&mut self, list: usize, span: Span, known: bool) {
        let list = &self.lists[list];
        if list.table.is_none() {
            return;
        }
        let name = list.name.clone();
        let (code, title, label, help) = match known {
            true => {
                let one = self.an_event(&name);
                (
                    code::ALWAYS_TRUE,
                    format!("`{name}` are known for every customer"),
                    "they come from a table, which is complete",
                    format!("write `{one}` to ask for at least one"),
                )
            }
            false => (
                code::NEVER_TRUE,
                format!("`{name}` are never missing"),
                "they come from a table, which is complete",
                format!("write `no {name}` to ask for none"),
            ),
        };
        self.refuse(code, title, span, label, help);
    }

    /// Looks for lists whose rows belong, through others or straight, to rows of the same list.
    fn circles_of_tables(&mut self) {
        // From which list each was reached first.
        let mut reached: Vec<Option<usize>> = vec![None; self.lists.len()];
        for list in 0..self.lists.len() {
            let (mut way, mut next) = (Vec::new(), Some(list));
            while let Some(at) = next.filter(|at| reached[*at].is_none()) {
                reached[at] = Some(list);
                way.push(at);
                next = self.lists[at].parent();
            }
            // A way that comes back to itself goes round from there on.
            if let Some(back) = next.and_then(|next| way.iter().position(|at| *at == next)) {
                self.circle_of_tables(&way[back..]);
            }
        }
    }

    fn circle_of_tables(&mut self, round: &[usize]) {
        let trees = self.tree_lists();
        let places: Vec<Span> =
            round.iter().filter_map(|list| Some(trees[*list].1.by.as_ref()?.span)).collect();
        let name = &self.lists[round[0]].name;
        let title = match round {
            [_] => format!("The rows of `{name}` belong to rows of the same list"),
            _ => format!("The rows of `{name}` belong to themselves, through other lists"),
        };
        let help = "let one of the lists name the customer instead, for example \
            `by \"customer_id\"`";
        if let Some((first, others)) = places.split_first() {
            let label = "this goes in a circle";
            let mut problem = Problem::new(code::TABLE_CYCLE, title, *first, label);
            for other in others.iter().take(3) {
                problem = problem.and_at(*other, "it goes round through this");
            }
            self.problems.push(problem.help(help));
        }
        for list in round {
            if let Some(table) = &mut self.lists[*list].table {
                table.owner = Owner::Customer;
            }
        }
    }
}

/// Whether the command line can say `--table name=file`.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.trim() == name && !name.contains(['=', '\n'])
}

/// The name of a table that somebody calls by its file.
fn without_ending(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
