//! What a condition on some name looks like.

use super::events::one;
use super::names::Names;
use crate::check::Type;
use crate::check::model::Named;
use crate::syntax;
use crate::values::with_article;

/// A condition that the file can have.
pub(super) fn of(names: &Names<'_>, named: Named) -> String {
    match named {
        Named::List(list) => format!("3 {} within 90 days", names.model.lists[list].name),
        Named::Attribute { list, attribute } => {
            let attribute = names.attribute(list, attribute);
            let event = with_article(&one(&names.model.lists[list].name));
            format!("{event} where {}", of_value(names, &attribute.name, attribute.ty))
        }
        _ => match names.value_of(named) {
            Some((name, ty)) => of_value(names, name, ty),
            None => "30 days in stage".to_owned(),
        },
    }
}

fn of_value(names: &Names<'_>, name: &str, ty: Type) -> String {
    match ty {
        Type::Number => format!("{name} ≥ 5"),
        Type::Money => format!("{name} ≥ {}", names.amount("100")),
        Type::YesNo => name.to_owned(),
        Type::Date | Type::Day if syntax::is_to_come(name) => {
            format!("{name} within next 30 days")
        }
        Type::Date | Type::Day => format!("30 days since {name}"),
        Type::Choice(choice) => format!("{name} is {}", names.value(choice, 0)),
        Type::Text | Type::Set | Type::Duration | Type::Stage | Type::Broken => {
            format!("{name} is known")
        }
    }
}
