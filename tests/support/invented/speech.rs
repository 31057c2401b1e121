use super::schema::{Field, List, Schema, Type};
use super::{Choices, amounts, days};

/// Whoever writes conditions and values about what a program has declared so far.
pub(super) struct Speech<'s, 'c, 'b> {
    pub schema: &'s Schema,
    pub choices: &'c mut Choices<'b>,
    /// The list whose event is at hand.
    pub row: Option<usize>,
    /// Whether nothing may be counted: a filter that counts its own list would turn in a circle.
    pub plain: bool,
    /// How much deeper it may go.
    pub depth: usize,
}

impl<'s, 'c, 'b> Speech<'s, 'c, 'b> {
    pub(super) fn new(schema: &'s Schema, choices: &'c mut Choices<'b>) -> Speech<'s, 'c, 'b> {
        Speech { schema, choices, row: None, plain: false, depth: 4 }
    }

    /// The same, which counts nothing and uses no names for anything.
    pub(super) fn plainly(schema: &'s Schema, choices: &'c mut Choices<'b>) -> Speech<'s, 'c, 'b> {
        Speech { plain: true, ..Speech::new(schema, choices) }
    }

    /// For the `where` of a list itself.
    pub(super) fn in_list_filter(
        schema: &'s Schema,
        choices: &'c mut Choices<'b>,
        list: usize,
    ) -> Speech<'s, 'c, 'b> {
        Speech { schema, choices, row: Some(list), plain: true, depth: 2 }
    }

    /// The same a step deeper.
    pub(super) fn deeper(&mut self) -> Speech<'s, '_, 'b> {
        let (row, plain, depth) = (self.row, self.plain, self.depth.saturating_sub(1));
        Speech { schema: self.schema, choices: self.choices, row, plain, depth }
    }

    /// The same about an event of a list, or about what was given.
    pub(super) fn within(&mut self, row: Option<usize>) -> Speech<'s, '_, 'b> {
        Speech { row, ..self.deeper() }
    }

    pub(super) fn list(&mut self) -> &'s List {
        self.choices.of(&self.schema.lists)
    }

    /// A name for a value of the type, if there is one: an attribute of the event at hand first.
    pub(super) fn name(&mut self, wanted: Type) -> Option<String> {
        let fits = |field: &&Field| field.kind.of_rules() == wanted;
        let attributes = self.row.map_or(&[][..], |list| &self.schema.lists[list].attributes);
        let own: Vec<&str> = attributes.iter().filter(fits).map(|f| f.name.as_str()).collect();
        if !own.is_empty() && !self.choices.once_in(4) {
            return self.choices.any(&own).map(str::to_owned);
        }
        let fields = self.schema.fields.iter().filter(fits).map(|f| f.name.as_str());
        let lets = self.schema.lets.iter().filter(|(_, of)| *of == wanted).map(|(n, _)| n.as_str());
        let all: Vec<&str> =
            if self.plain { fields.collect() } else { fields.chain(lets).collect() };
        self.choices.any(&all).map(str::to_owned)
    }

    pub(super) fn length(&mut self) -> &'static str {
        self.choices.of::<&str>(&days::LENGTHS)
    }

    pub(super) fn literal_money(&mut self) -> String {
        amounts::amount(self.choices, self.schema.currency)
    }

    /// A time or a day that is written out.
    pub(super) fn literal_date(&mut self) -> String {
        if self.choices.once_in(2) {
            return days::time(self.choices);
        }
        days::written(days::day(self.choices))
    }

    /// Whether something is to be counted here.
    pub(super) fn counts(&mut self) -> bool {
        !self.plain && self.depth > 0 && self.choices.once_in(2)
    }
}
