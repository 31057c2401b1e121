//! Options whose values are formats that are chosen by their names.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::output::Named;

/// Takes the name of one of the formats.
pub(super) fn named<F: Named + Send + Sync + 'static>() -> impl TypedValueParser<Value = F> {
    let values = F::all().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values)
        .map(|name| F::all().find(|format| format.name() == name).unwrap_or(F::FIRST))
}
