//! `POST /format`: rules in the usual layout.

use serde::Serialize;

use crate::front::serve::asked::Asked;
use crate::front::serve::body::Body;
use crate::front::serve::trouble::{Kind, Trouble};
use crate::problems::{Sources, document};
use crate::tools::format::{self, FormatFailure};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rules: &'a str,
    /// Whether it differs from what was asked.
    changed: bool,
}

pub(super) fn format(mut asked: Asked<'_>) -> Result<Body, Trouble> {
    let rules = asked.rules()?;
    match format::format(&rules.text) {
        Ok(formatted) => {
            let changed = formatted != rules.text;
            let made = Document { version: VERSION, rules: &formatted, changed };
            Ok(Body::json(document(&made)))
        }
        Err(FormatFailure::Mistakes(problems)) => {
            let mut sources = Sources::new();
            sources.add(&rules.name, &rules.text);
            Err(Trouble::of_rules(&sources, &problems))
        }
        Err(FormatFailure::Changed) => {
            let what = "formatting these rules would change their meaning";
            Err(Trouble::new(Kind::Internal, what).help("please report this, with the rules"))
        }
    }
}
