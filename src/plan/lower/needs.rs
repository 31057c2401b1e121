//! What is read of a record: each field, list and attribute gets its slot when it is first used.

use super::super::{
    AttributeNeed, DeclaredTable, FieldNeed, GiftNames, ListNeed, Owner, Parent, Scope, TableNeed,
};
use super::Lowering;
use crate::check::model::{self, AttributeSource};

impl Lowering<'_> {
    /// The slot of a field, which is then read.
    pub(super) fn field(&mut self, index: usize) -> usize {
        if let Some(slot) = self.fields[index] {
            return slot;
        }
        let field = &self.model.fields[index];
        self.needs.fields.push(FieldNeed {
            name: field.name.clone(),
            path: field.path.clone(),
            kind: field.kind.clone(),
            default: field.default.clone(),
            required: field.required,
        });
        let slot = self.needs.fields.len() - 1;
        self.fields[index] = Some(slot);
        slot
    }

    pub(super) fn list(&mut self, index: usize) -> usize {
        if let Some(slot) = self.lists[index] {
            return slot;
        }
        let list = &self.model.lists[index];
        let table = list.table.as_ref().map(|table| TableNeed {
            table: table.name.clone(),
            by: table.by.clone(),
            owner: match table.owner {
                model::Owner::Customer => Owner::Id,
                model::Owner::Field(field) => Owner::Field(self.field(field)),
                model::Owner::Event(parent) => Owner::Event(self.list(parent)),
            },
        });
        self.needs.lists.push(ListNeed {
            name: list.name.clone(),
            path: list.path.clone(),
            required: list.required,
            at: list.at.clone(),
            at_form: list.at_form.clone(),
            key: list.key.clone(),
            attributes: Vec::new(),
            table,
        });
        let slot = self.needs.lists.len() - 1;
        self.lists[index] = Some(slot);
        slot
    }

    /// The slot of an attribute, which is then read; `None` if it is calculated.
    pub(super) fn attribute(&mut self, list: usize, index: usize) -> Option<usize> {
        if let Some(&slot) = self.attributes.get(&(list, index)) {
            return Some(slot);
        }
        let attribute = &self.model.lists[list].attributes[index];
        let AttributeSource::Record { path, kind, .. } = &attribute.source else { return None };
        let need =
            AttributeNeed { name: attribute.name.clone(), path: path.clone(), kind: kind.clone() };
        let list_slot = self.list(list);
        let attributes = &mut self.needs.lists[list_slot].attributes;
        attributes.push(need);
        let slot = attributes.len() - 1;
        self.attributes.insert((list, index), slot);
        Some(slot)
    }

    /// The filters of the lists whose events have events of other lists, by their slots. They may need
    /// more lists, whose events have such in turn.
    pub(super) fn parents(&mut self) -> Vec<Option<Parent>> {
        let mut parents: Vec<Option<Parent>> = Vec::new();
        let mut lowered = vec![false; self.model.lists.len()];
        loop {
            let is_parent = |slot: usize| self.needs.lists.iter().any(|l| l.parent() == Some(slot));
            let waiting = (0..self.lists.len()).find_map(|list| {
                let slot = self.lists[list].filter(|_| !lowered[list])?;
                let list_filter = self.model.lists[list].list_filter.as_ref()?;
                is_parent(slot).then_some((list, slot, list_filter))
            });
            let Some((list, slot, list_filter)) = waiting else { break };
            lowered[list] = true;
            let condition = self.condition(list_filter, Some(list));
            parents.resize_with(parents.len().max(slot + 1), || None);
            parents[slot] = Some(Parent { scope: Scope::List(slot), condition });
        }
        parents.resize_with(self.needs.lists.len(), || None);
        parents
    }

    /// What must be read although no rule asks: required fields, and all of them when strict.
    pub(super) fn whatever_is_used(&mut self, strict: bool) {
        for (index, field) in self.model.fields.iter().enumerate() {
            if strict || field.required {
                self.field(index);
            }
        }
        for (index, list) in self.model.lists.iter().enumerate() {
            if strict || list.required {
                self.list(index);
            }
            if strict {
                for attribute in 0..list.attributes.len() {
                    self.attribute(index, attribute);
                }
            }
        }
    }
}

/// What records call a gift.
pub(super) fn gift_names(gift: &model::Gift) -> GiftNames {
    let written = gift.outside.as_ref().unwrap_or(&gift.name).clone();
    GiftNames { written, older: gift.older.clone() }
}

/// The tables that lists are made of.
pub(super) fn tables(model: &model::Model) -> Vec<DeclaredTable> {
    let tables = model.lists.iter().filter_map(|list| {
        let table = list.table.as_ref()?;
        let id = match table.owner {
            model::Owner::Customer => Some(table.by.clone()),
            model::Owner::Field(_) | model::Owner::Event(_) => None,
        };
        Some(DeclaredTable { table: table.name.clone(), list: list.name.clone(), id })
    });
    tables.collect()
}
