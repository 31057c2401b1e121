//! Two values, compared.

use super::super::cond::Cond;
use super::super::node::{Constant, Node};
use super::super::slot_test::SlotTest;
use super::{Type, Typed};
use crate::terms::Comparison;

/// Two values, compared. A slot next to a constant becomes a test.
pub(super) fn compared(
    (left, of): Typed,
    operator: Comparison,
    (right, other): Typed,
) -> Option<Cond> {
    let equality = matches!(operator, Comparison::Is | Comparison::IsNot);
    if matches!(of, Type::Set(_)) || of != other || !(of.has_order() || equality) {
        return None;
    }
    match (left, right) {
        (left, Node::Constant(Constant::Whole(right))) => tested(left, operator, right),
        (Node::Constant(Constant::Whole(left)), right) => tested(right, operator.mirrored(), left),
        (left, right) => Some(Cond::Compare(Box::new((left, operator, right)))),
    }
}

/// Whether a moment is at or before a bound.
pub(super) fn at_most(moment: Node, bound: i128) -> Option<Cond> {
    tested(moment, Comparison::AtMost, bound)
}

/// Whether a value is from one to another.
pub(super) fn between(node: Node, from: i128, to: i128) -> Option<Cond> {
    if let Node::Slot(slot) = node {
        return Some(Cond::SlotTest(SlotTest::between(slot, from, to)));
    }
    if let Node::Attribute(slot) = node {
        return Some(Cond::RowTest(SlotTest::between(slot, from, to)));
    }
    let from = tested(node.clone(), Comparison::AtLeast, from)?;
    Some(Cond::All([from, tested(node, Comparison::AtMost, to)?].into()))
}

/// Whether a value is yes.
pub(super) fn is_yes(node: Node) -> Option<Cond> {
    tested(node, Comparison::Is, 1)
}

fn tested(node: Node, operator: Comparison, with: i128) -> Option<Cond> {
    let test = |slot| {
        Some(match operator {
            Comparison::Less => SlotTest::between(slot, i128::MIN, with.checked_sub(1)?),
            Comparison::AtMost => SlotTest::between(slot, i128::MIN, with),
            Comparison::Greater => SlotTest::between(slot, with.checked_add(1)?, i128::MAX),
            Comparison::AtLeast => SlotTest::between(slot, with, i128::MAX),
            Comparison::Is => SlotTest::between(slot, with, with),
            Comparison::IsNot => SlotTest::is_not(slot, with)?,
        })
    };
    Some(match node {
        Node::Slot(slot) => Cond::SlotTest(test(slot)?),
        Node::Attribute(slot) => Cond::RowTest(test(slot)?),
        node @ (Node::Constant(_)
        | Node::OfGrant(_)
        | Node::EventTime
        | Node::DayOf(_)
        | Node::FirstOf(_)
        | Node::LastOf(_)
        | Node::Arithmetic(_)
        | Node::Negative(_)
        | Node::Shift(_)
        | Node::PartOf(..)
        | Node::EdgeOf(..)
        | Node::DaysBetween(_)
        | Node::Rounded(..)
        | Node::Extreme(..)
        | Node::Full(..)
        | Node::NumberIf(..)
        | Node::Balance(..)
        | Node::Truth(_)) => {
            Cond::Compare(Box::new((node, operator, Node::Constant(Constant::Whole(with)))))
        }
    })
}
