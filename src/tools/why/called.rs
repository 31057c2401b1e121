//! What is asked about, by the names in the rules.

use std::error::Error;
use std::fmt;

use super::About;
use crate::plan::Plan;
use crate::problems::shown;
use crate::values::likeness;

/// The rules have nothing of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NothingCalled {
    /// What it would be: a gift, a rule, a stage.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The name that was probably meant.
    pub meant: Option<String>,
    /// All names that there are.
    pub names: Vec<String>,
}

impl About {
    /// What is asked about by the name of a gift, a rule or a stage: the first of these that there is.
    ///
    /// # Errors
    /// If the rules have nothing of that name.
    pub fn named(plan: &Plan, names: [Option<&str>; 3]) -> Result<About, NothingCalled> {
        let [gift, rule, stage] = names;
        if let Some(gift) = gift {
            let names = plan.gifts.iter().map(|gift| gift.name.as_str()).collect();
            return find("gift", gift, names).map(About::Gift);
        }
        if let Some(rule) = rule {
            let names = plan.rules.iter().map(|rule| rule.label.as_str()).collect();
            return find("rule", rule, names).map(About::Rule);
        }
        if let Some(stage) = stage {
            let names = plan.stages.iter().map(|stage| stage.name.as_str()).collect();
            return find("stage", stage, names).map(About::Stage);
        }
        Ok(About::Everything)
    }
}

fn find(what: &'static str, asked: &str, names: Vec<&str>) -> Result<usize, NothingCalled> {
    let place = names.iter().position(|name| *name == asked);
    place.ok_or_else(|| NothingCalled {
        what,
        name: asked.to_owned(),
        meant: likeness::nearest(asked, names.iter().copied()).map(str::to_owned),
        names: names.into_iter().map(str::to_owned).collect(),
    })
}

impl NothingCalled {
    /// What to do about it.
    pub fn help(&self) -> String {
        match &self.meant {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("the {}s are {}", self.what, self.names.join(", ")),
        }
    }
}

impl fmt::Display for NothingCalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rules have no {} called {}", self.what, shown(&self.name))
    }
}

impl Error for NothingCalled {}
