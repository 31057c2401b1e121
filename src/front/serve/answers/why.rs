//! `POST /why`: the explanation for one customer, as `flywheel why --format json` has it.

use super::customers::Customers;
use super::{Means, early_note};
use crate::front::Failure;
use crate::front::about::about;
use crate::front::serve::asked::{Asked, missing};
use crate::front::serve::body::Body;
use crate::front::serve::trouble::{Kind, Trouble};
use crate::output::why::{Asking, Format};
use crate::problems::{Look, shown};
use crate::tools::why::Patience;

pub(super) fn why(mut asked: Asked<'_>, means: &Means<'_>) -> Result<Body, Trouble> {
    let kept = means.kept.program(asked.rules()?)?;
    let plan = kept.program.plan();
    let id = asked.id.as_deref().ok_or_else(|| missing("id"))?;
    let names = [&asked.gift, &asked.rule, &asked.stage].map(|name| name.as_deref());
    if names.iter().flatten().count() > 1 {
        let what = "the body has more than one of `gift`, `rule` and `stage`";
        return Err(Trouble::new(Kind::BadRequest, what).help("ask about one at a time"));
    }
    let about = about(plan, names)?;
    let as_of = asked.as_of(&plan.zone)?;
    let customers = Customers::of(&asked, means)?;
    let engine = customers.join(kept.engine(as_of))?;
    let engine = if asked.settles() { engine.settling().map_err(Failure::from)? } else { engine };
    let inputs = [&customers.records];
    let found = match engine.keeping_all().surveyed(&inputs)?.find(&inputs, id)? {
        Some(found) => found.map_err(Trouble::of_unread)?,
        None => {
            let what = format!("no customer has the id {}", shown(id));
            return Err(Trouble::new(Kind::NoCustomer, what)
                .help("write the id exactly as it is in the record"));
        }
    };
    let (sources, title, settles) = (kept.program.sources(), kept.title(), asked.settles());
    let patience = &Patience::until(means.stop, means.most);
    let asking = Asking { plan, sources, title, as_of, about, settles, patience };
    let (text, _) = asking.answer(&found, Format::Json, Look::PLAIN);
    if patience.is_too_large() {
        return Err(Trouble::too_much(means.most));
    }
    let notes: Vec<String> = early_note(as_of, plan)?.into_iter().collect();
    Ok(Body { decided: 1, ..Body::json(text) }.with_notes(&notes))
}
