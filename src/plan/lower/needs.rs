//! What is read of a record: each field, list and attribute gets its slot when it is first used.

use super::super::{AttributeNeed, FieldNeed, ListNeed};
use super::Lowering;
use crate::check::model::AttributeSource;

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
        self.needs.lists.push(ListNeed {
            name: list.name.clone(),
            path: list.path.clone(),
            required: list.required,
            at: list.at.clone(),
            at_form: list.at_form.clone(),
            key: list.key.clone(),
            attributes: Vec::new(),
            table: None,
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
