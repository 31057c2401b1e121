//! Customers who have more than one id.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::eval::Id;
use crate::values::folded;

/// Other ids of customers, each with the customer's own, which is none of the others: a record or a row
/// that says one of them is that customer's.
#[derive(Clone, Debug, Default)]
pub struct OtherIds(HashMap<String, String>);

impl OtherIds {
    /// Each other id with the customer's own. `ignores_case` says whether the case of ids does not
    /// matter.
    pub fn new(all: impl IntoIterator<Item = (String, String)>, ignores_case: bool) -> OtherIds {
        let as_in_data = |id: String| if ignores_case { folded(&id).into_owned() } else { id };
        let all = all.into_iter().map(|(other, own)| (as_in_data(other), as_in_data(own)));
        OtherIds(all.filter(|(other, own)| other != own).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The own id of the customer who has this other one.
    #[inline]
    pub fn own(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }

    /// All of them, each with the customer's own.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(other, own)| (other.as_str(), own.as_str()))
    }

    /// The id by which a customer is decided whose record says this one.
    pub(super) fn resolved<'a>(&self, id: Id<'a>) -> Id<'a> {
        match self.own(&id.text) {
            None => id,
            Some(own) => {
                Id { text: Cow::Owned(own.to_owned()), is_number: id.is_number && is_number(own) }
            }
        }
    }
}

/// Whether an id can be written as a number, digit by digit.
fn is_number(id: &str) -> bool {
    let is_canonical = id == "0" || !id.starts_with('0');
    is_canonical && !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_resolved_once_and_stays_what_it_can_be() {
        let pairs = [("c-1", "c-2"), ("7", "8"), ("9", "c-9"), ("5", "05")];
        let pairs = pairs.map(|(other, own)| (other.to_owned(), own.to_owned()));
        let ids = OtherIds::new(pairs, false);
        let resolved = |text: &'static str, is_number: bool| {
            let id = ids.resolved(Id { text: text.into(), is_number });
            (id.text.into_owned(), id.is_number)
        };
        assert_eq!(resolved("c-1", false), ("c-2".to_owned(), false));
        assert_eq!(resolved("C-1", false), ("C-1".to_owned(), false));
        assert_eq!(resolved("7", true), ("8".to_owned(), true));
        assert_eq!(resolved("9", true), ("c-9".to_owned(), false), "no number");
        assert_eq!(resolved("5", true), ("05".to_owned(), false), "no number of JSON");
    }

    #[test]
    fn case_matters_unless_it_does_not() {
        let ids = OtherIds::new([("Ann".to_owned(), "BOB".to_owned())], true);
        assert_eq!(ids.own("ann"), Some("bob"));
        assert!(OtherIds::new([("Ann".to_owned(), "ann".to_owned())], true).is_empty());
    }
}
