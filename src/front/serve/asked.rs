//! What the body of a request asks.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::trouble::{Kind, Trouble};
use crate::program::used_name;
use crate::run::Every;
use crate::values::time::TimeFault;
use crate::values::{AsOf, Instant};

/// The most bytes of the rules of a request, with all files that they use.
const MOST_RULES: usize = 1 << 20;

/// What rules are called without a name.
const NAME: &str = "rules.flywheel";

/// All that a request can ask. What the answer does not depend on is refused, see [`Asked::read`].
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked<'b> {
    #[serde(default, deserialize_with = "given")]
    rules: Option<String>,
    #[serde(default, deserialize_with = "given")]
    name: Option<String>,
    #[serde(default, deserialize_with = "named")]
    files: Option<BTreeMap<String, String>>,
    /// Records, or a text with them.
    #[serde(borrow, default, deserialize_with = "given")]
    pub customers: Option<&'b RawValue>,
    /// The same for the rows of tables.
    #[serde(borrow, default, deserialize_with = "named")]
    pub tables: Option<BTreeMap<String, &'b RawValue>>,
    #[serde(default, deserialize_with = "given")]
    as_of: Option<String>,
    #[serde(default, deserialize_with = "given")]
    why: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    changes: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    settle: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    pub id: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub gift: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub rule: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub stage: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub format: Option<String>,
    #[serde(default, deserialize_with = "given")]
    from: Option<String>,
    #[serde(default, deserialize_with = "given")]
    to: Option<String>,
    #[serde(default, deserialize_with = "given")]
    every: Option<Step>,
    #[serde(default, deserialize_with = "given")]
    start_empty: Option<bool>,
}

/// A member that is there has a value: null is not the same as nothing.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

/// The same of a member that has members, each of which is there once.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    value: D,
) -> Result<Option<BTreeMap<String, T>>, D::Error> {
    value.deserialize_map(Members(PhantomData)).map(Some)
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<Self::Value, M::Error> {
        let mut all = BTreeMap::new();
        while let Some((name, value)) = members.next_entry::<String, T>()? {
            if all.contains_key(&name) {
                return Err(M::Error::custom(format!("`{name}` is there twice")));
            }
            all.insert(name, value);
        }
        Ok(all)
    }
}

/// How far apart the days of a replay are.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Step {
    Day,
    Week,
    Month,
}

/// The texts of some rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    pub name: String,
    pub text: String,
    /// The files that they may use, by path.
    pub files: BTreeMap<String, String>,
}

impl<'b> Asked<'b> {
    /// Reads the body of a request, which may have only some of the members.
    ///
    /// # Errors
    /// If it is anything else.
    pub(super) fn read(body: &'b [u8], members: &[&str]) -> Result<Asked<'b>, Trouble> {
        // A list would be taken for the members in their order.
        if body.trim_ascii_start().first() == Some(&b'[') {
            return Err(Trouble::new(Kind::BadRequest, "the body is a list")
                .help("send an object with named members"));
        }
        let asked: Asked<'b> = serde_json::from_slice(body)
            .map_err(|error| Trouble::new(Kind::BadRequest, format!("the body: {error}")))?;
        let other = asked.given().find(|name| !members.contains(name));
        match other {
            None => Ok(asked),
            Some(name) => {
                let what = format!("`{name}` means nothing here");
                let help = format!("the body can have {}", members.join(", "));
                Err(Trouble::new(Kind::BadRequest, what).help(help))
            }
        }
    }

    /// The names of the members that it has.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let Asked { rules, name, files, customers, tables, as_of, why, changes, settle, .. } = self;
        let Asked { id, gift, rule, stage, format, from, to, every, start_empty, .. } = self;
        let all = [
            ("rules", rules.is_some()),
            ("name", name.is_some()),
            ("files", files.is_some()),
            ("customers", customers.is_some()),
            ("tables", tables.is_some()),
            ("as_of", as_of.is_some()),
            ("why", why.is_some()),
            ("changes", changes.is_some()),
            ("settle", settle.is_some()),
            ("id", id.is_some()),
            ("gift", gift.is_some()),
            ("rule", rule.is_some()),
            ("stage", stage.is_some()),
            ("format", format.is_some()),
            ("from", from.is_some()),
            ("to", to.is_some()),
            ("every", every.is_some()),
            ("start_empty", start_empty.is_some()),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name)
    }

    /// The rules.
    ///
    /// # Errors
    /// If there are none, or more than are allowed, or two texts for one path.
    pub(super) fn rules(&mut self) -> Result<Rules, Trouble> {
        let text = self.rules.take().ok_or_else(|| missing("rules"))?;
        let files = self.files.take().unwrap_or_default();
        let name = self.name.take().unwrap_or_else(|| NAME.to_owned());
        // Names are kept with the texts.
        let used = files.iter().map(|(path, text)| path.len() + text.len()).sum::<usize>();
        let size = text.len() + name.len() + used;
        if size > MOST_RULES {
            let what =
                format!("the rules have {size} bytes with their names; the most is {MOST_RULES}");
            return Err(Trouble::new(Kind::TooLarge, what));
        }
        let files = by_path(files, &name, &text)?;
        Ok(Rules { name, text, files })
    }

    /// What to decide for: now, unless it says so.
    ///
    /// # Errors
    /// If it is neither a day nor a time.
    pub(super) fn as_of(&self, zone: &TimeZone) -> Result<AsOf, Trouble> {
        let Some(text) = &self.as_of else { return Ok(AsOf::Instant(now()?)) };
        AsOf::parse_moment(text, zone).map_err(|error| {
            Trouble::new(Kind::BadRequest, format!("cannot use `{text}` for `as_of`: {error}"))
                .help("write a day, 2026-03-31, or a time, 2026-03-31T09:00:00Z, or leave it out")
        })
    }

    /// The first day of a replay, and the last one.
    ///
    /// # Errors
    /// If one of them is missing, or not a day.
    pub(super) fn days(&self) -> Result<(Date, Date), Trouble> {
        let day = |name: &'static str, text: &Option<String>| {
            let text = text.as_deref().ok_or_else(|| missing(name))?;
            match AsOf::parse_moment(text, &TimeZone::UTC) {
                Ok(AsOf::Day(day)) => Ok(day),
                Err(error @ TimeFault::TooLate) => {
                    let what = format!("cannot use `{text}` for `{name}`: {error}");
                    Err(Trouble::new(Kind::BadRequest, what).help("write an earlier day"))
                }
                Ok(AsOf::Instant(_)) | Err(_) => {
                    let what = format!("cannot use `{text}` for `{name}`");
                    Err(Trouble::new(Kind::BadRequest, what).help("write a day: 2026-03-31"))
                }
            }
        };
        Ok((day("from", &self.from)?, day("to", &self.to)?))
    }

    pub(super) fn every(&self) -> Every {
        match self.every {
            None | Some(Step::Day) => Every::Day,
            Some(Step::Week) => Every::Week,
            Some(Step::Month) => Every::Month,
        }
    }

    pub(super) fn says_why(&self) -> bool {
        self.why.unwrap_or(false)
    }

    pub(super) fn only_changes(&self) -> bool {
        self.changes.unwrap_or(false)
    }

    pub(super) fn settles(&self) -> bool {
        self.settle.unwrap_or(false)
    }

    pub(super) fn starts_empty(&self) -> bool {
        self.start_empty.unwrap_or(false)
    }
}

impl Rules {
    /// Hands out the text of a file that they use. There are no others than those of the request.
    pub(super) fn load(&self, used: &str) -> Result<String, String> {
        self.files.get(used).cloned().ok_or_else(|| "the request has no such file".to_owned())
    }
}

/// This moment.
///
/// # Errors
/// If the clock of the machine is outside the calendar.
pub(super) fn now() -> Result<Instant, Trouble> {
    Instant::try_from(SystemTime::now())
        .map_err(|error| Trouble::new(Kind::Internal, error.to_string()))
}

/// A member that has to be there.
pub(super) fn missing(name: &str) -> Trouble {
    Trouble::new(Kind::BadRequest, format!("the body has no `{name}`"))
}

/// Files by the paths by which rules use them: `./a` and `b/../a` are `a`.
fn by_path(
    files: BTreeMap<String, String>,
    name: &str,
    rules: &str,
) -> Result<BTreeMap<String, String>, Trouble> {
    let (main, mut by_path) = (used_name("", name), BTreeMap::new());
    for (written, text) in files {
        let path = used_name("", &written);
        let is_other = path == main && text != rules;
        if is_other || by_path.contains_key(&path) {
            let what = match is_other {
                true => format!("`rules` and `files` have different texts for `{path}`"),
                false => format!("`files` has two texts for `{path}`"),
            };
            return Err(Trouble::new(Kind::BadRequest, what).help("send each file once"));
        }
        by_path.insert(path, text);
    }
    Ok(by_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matters_may_be_asked() {
        let body = br#"{"rules":"stage A\n  resting","id":"ann"}"#;
        let trouble = Asked::read(body, &["rules", "name"]).unwrap_err();
        assert_eq!(trouble.kind, Kind::BadRequest);
        assert!(Asked::read(body, &["rules", "id"]).is_ok());
        for wrong in [
            "",
            "[]",
            " [\"stage A\"]",
            "{\"rules\":1}",
            "{\"rules\":null}",
            "{\"ruels\":\"\"}",
            "{\"id\":\"\",\"id\":\"\"}",
        ] {
            assert!(Asked::read(wrong.as_bytes(), &["rules", "id"]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn files_are_found_as_rules_use_them() {
        let body = br#"{"rules":"","files":{"./a/./b.flywheel":"x"}}"#;
        let rules = Asked::read(body, &["rules", "files"]).unwrap().rules().unwrap();
        assert_eq!(rules.load("a/b.flywheel").unwrap(), "x");
        assert!(rules.load("/etc/passwd").is_err());
    }

    #[test]
    fn a_path_has_one_text() {
        let refused = |body: &str| {
            let asked = Asked::read(body.as_bytes(), &["rules", "name", "files", "tables"]);
            let trouble = asked.and_then(|mut asked| asked.rules()).err();
            trouble.map(|trouble| (trouble.kind, String::from_utf8(trouble.body().bytes).unwrap()))
        };
        for (body, why) in [
            (r#"{"rules":"","files":{"a":"x","./a":"y"}}"#, "`files` has two texts for `a`"),
            (r#"{"rules":"","files":{"a":"x","b/../a":"x"}}"#, "`files` has two texts for `a`"),
            (r#"{"rules":"","files":{"a":"x","a":"y"}}"#, "`a` is there twice"),
            (r#"{"rules":"","tables":{"a":"x","a":"y"}}"#, "`a` is there twice"),
            (r#"{"rules":"","name":"a/b","files":{"a/./b":"y"}}"#, "different texts for `a/b`"),
        ] {
            let (kind, said) = refused(body).unwrap_or_else(|| panic!("{body}"));
            assert!(kind == Kind::BadRequest && said.contains(why), "{body}: {said}");
        }
        assert_eq!(refused(r#"{"rules":"x","name":"a","files":{"./a":"x","b/a":"y"}}"#), None);
    }

    #[test]
    fn rules_have_an_end() {
        let body = serde_json::json!({"rules": "#".repeat(MOST_RULES), "files": {"a": "#"}});
        let body = body.to_string();
        let trouble = Asked::read(body.as_bytes(), &["rules", "files"]).unwrap().rules();
        assert_eq!(trouble.unwrap_err().kind, Kind::TooLarge);
    }
}
