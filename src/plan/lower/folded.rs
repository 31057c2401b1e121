//! Texts whose case does not matter, and what they are compared with.

use crate::check::Type;
use crate::check::model::{self, AttributeOf, AttributeSource, Events, ExprKind as Model};

use super::super::{Expr, ExprKind, Part};
use super::Lowering;

impl Lowering<'_> {
    /// Two values that are compared: as if their case did not matter, if it does not matter for one
    /// of them.
    pub(super) fn texts(
        &mut self,
        left: &model::Expr,
        right: &model::Expr,
        list: Option<usize>,
    ) -> [Expr; 2] {
        let folds = self.folds(left, list) || self.folds(right, list);
        [left, right].map(|side| self.text(side, folds, list))
    }

    /// A value, as if its case did not matter where `folds` says so. What is written out is folded
    /// here, and what is read ignoring case is folded already.
    pub(super) fn text(&mut self, expr: &model::Expr, folds: bool, list: Option<usize>) -> Expr {
        let value = self.value(expr, list);
        if !folds || self.folds(expr, list) {
            return value;
        }
        if let ExprKind::Constant(constant) = value.kind {
            return Expr { kind: ExprKind::Constant(constant.folded()), ..value };
        }
        self.expr(ExprKind::Folded(Box::new(value)), Part::added(expr.span, expr.ty))
    }

    /// Whether a value is read ignoring case.
    pub(super) fn folds(&self, expr: &model::Expr, list: Option<usize>) -> bool {
        let model = self.model;
        if !matches!(expr.ty, Type::Text | Type::Set) {
            return false;
        }
        match &expr.kind {
            Model::Field(field) => model.fields[*field].kind.ignores_case(),
            Model::Attribute(attribute) => {
                list.is_some_and(|list| self.attribute_folds(list, *attribute))
            }
            Model::Let(index) => self.folds(&model.lets[*index].value, None),
            Model::Aggregate { events, attribute: Some(attribute), .. } => match events {
                Events::List(list) | Events::Within { list, .. } => {
                    self.attribute_folds(*list, *attribute)
                }
                Events::Count(_) | Events::Given(_) | Events::Broken => false,
            },
            // Constants, the stage and tags are as they are; nothing else is a text.
            Model::Aggregate { attribute: None, .. }
            | Model::Constant(_)
            | Model::Stage
            | Model::StageSince
            | Model::Tags
            | Model::Today
            | Model::Now
            | Model::Score(_)
            | Model::Experiment(_)
            | Model::Standing(..)
            | Model::Arithmetic(..)
            | Model::Shift(..)
            | Model::Negative(_)
            | Model::Duration(_)
            | Model::Or(_)
            | Model::And(_)
            | Model::Not(_)
            | Model::Compare(..)
            | Model::Between(..)
            | Model::In(..)
            | Model::Known(..)
            | Model::EventsKnown(..)
            | Model::TextTest(..)
            | Model::SetContains(..)
            | Model::Anniversary(..)
            | Model::InWindow(..)
            | Model::PartOf(..)
            | Model::EdgeOf(..)
            | Model::DaysBetween(..)
            | Model::Rounded(..)
            | Model::Expiring(..)
            | Model::Extreme(..)
            | Model::Quantity { .. }
            | Model::Elapsed { .. }
            | Model::Without { .. }
            | Model::Broken => false,
        }
    }

    fn attribute_folds(&self, list: usize, attribute: AttributeOf) -> bool {
        let AttributeOf::Declared(attribute) = attribute else { return false };
        match &self.model.lists[list].attributes[attribute].source {
            AttributeSource::Record { kind, .. } => kind.ignores_case(),
            AttributeSource::Calculated(_) => false,
        }
    }
}
