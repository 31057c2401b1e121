//! `POST /check`: the problems in rules, as `flywheel check --format json` has them.

use super::Means;
use crate::front::checked::Checked;
use crate::front::serve::asked::Asked;
use crate::front::serve::body::Body;
use crate::front::serve::trouble::Trouble;
use crate::problems::json;
use crate::{Program, only_safe};

pub(super) fn check(mut asked: Asked<'_>, means: &Means<'_>) -> Result<Body, Trouble> {
    let rules = asked.rules()?;
    let load = |used: &str| rules.load(used);
    let read = Program::load(&rules.name, &rules.text, &load);
    let Checked { sources, mut problems, .. } = Checked::of(&rules.name, read, means.stop);
    only_safe(&sources, &mut problems, &load);
    Ok(Body::json(json(&[(&sources, &problems)])))
}
