//! What a question about one customer is about, by the names in the rules.

use super::Failure;
use crate::plan::Plan;
use crate::problems::shown;
use crate::tools::why::About;
use crate::values::likeness;

/// What is asked about by the name of a gift, a rule or a stage: the first of these that there is.
pub(super) fn about(plan: &Plan, names: [Option<&str>; 3]) -> Result<About, Failure> {
    let find = |what: &str, asked: &str, names: Vec<&str>| {
        let place = names.iter().position(|name| *name == asked);
        place.ok_or_else(|| nothing_called(what, asked, &names))
    };
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

/// Says that the rules have nothing of a name, and what was probably meant.
fn nothing_called(what: &str, asked: &str, names: &[&str]) -> Failure {
    let failure = Failure::new(format!("the rules have no {what} called {}", shown(asked)));
    match likeness::nearest(asked, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean \"{near}\"?")),
        None => failure.help(format!("the {what}s are {}", names.join(", "))),
    }
}
