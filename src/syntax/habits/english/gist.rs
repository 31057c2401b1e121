//! Conditions in which every word is known, in whatever order: `they bring in 3 friends`, `the basket
//! is worth more than €100`, `they score us 9 or higher`. A word of which it is not known that it
//! changes nothing is the end of it.

use super::counting::counted;
use super::quantity::How;
use super::sentence::Sentence;
use crate::syntax::habits::lexicon::{List, amount, plural, singular};
use crate::syntax::vocabulary::ACTIONS;
use crate::values::with_article;

/// Words that change nothing, whatever is next to them.
const LIGHT: &[&str] = &[
    "a",
    "an",
    "as",
    "at",
    "be",
    "bring",
    "brings",
    "brought",
    "by",
    "come",
    "comes",
    "for",
    "from",
    "get",
    "gets",
    "give",
    "gives",
    "in",
    "into",
    "is",
    "make",
    "makes",
    "of",
    "our",
    "placing",
    "rate",
    "rated",
    "rates",
    "rating",
    "score",
    "scored",
    "scores",
    "someone",
    "something",
    "somebody",
    "anything",
    "anybody",
    "than",
    "to",
    "up",
    "us",
    "was",
    "with",
    "worth",
    "makes",
    "through",
    "via",
    "size",
    "themselves",
    "successfully",
];

/// Words for more than that much, which are only said of a value.
const PASSES: &[&str] = &[
    "tops",
    "topped",
    "crosses",
    "crossed",
    "passes",
    "passed",
    "surpasses",
    "surpassed",
    "beats",
];

/// Words for everything that somebody spent.
const SPENT: &[&str] = &[
    "spend",
    "spends",
    "spent",
    "spending",
    "total",
    "lifetime",
    "value",
    "revenue",
    "altogether",
    "overall",
    "cumulative",
    "ltv",
    "clv",
];

/// Words for one thing that is bought.
const BASKET: &[&str] =
    &["basket", "baskets", "cart", "carts", "checkout", "order", "orders", "purchase", "purchases"];

const BUYING: &[&str] = &[
    "buy",
    "buys",
    "buying",
    "bought",
    "shop",
    "shops",
    "shopping",
    "shopped",
    "ordering",
    "ordered",
    "purchasing",
    "purchased",
];

const FRIENDS: &[&str] = &[
    "refer",
    "refers",
    "referred",
    "referring",
    "friend",
    "friends",
    "invite",
    "invites",
    "invited",
    "recommends",
    "recommend",
];

const NOT: &[&str] = &[
    "no",
    "not",
    "never",
    "hasn't",
    "haven't",
    "didn't",
    "doesn't",
    "don't",
    "hasn’t",
    "haven’t",
    "didn’t",
    "doesn’t",
    "don’t",
    "without",
    "stop",
    "stops",
    "stopped",
    "quit",
    "quits",
];

/// What a condition speaks of.
#[derive(Default)]
struct Gist<'a> {
    how: Option<How>,
    number: Option<String>,
    money: Option<String>,
    length: Option<String>,
    list: Option<&'a List<'a>>,
    field: Option<&'a str>,
    value: Option<&'a str>,
    not: bool,
    spent: bool,
    rates: bool,
}

impl<'a> Sentence<'a> {
    /// A condition by what it speaks of.
    pub(super) fn gist(&mut self) -> Option<String> {
        let start = self.at;
        let mut gist = Gist::default();
        while !self.is_over() {
            self.take_in(&mut gist)?;
        }
        let verb = BUYING.contains(&self.low_at(start)) || FRIENDS.contains(&self.low_at(start));
        (self.at > start + 1 || self.at == start + 1 && verb).then_some(())?;
        let owner =
            gist.value.and_then(|value| self.names.owner(value)).filter(|_| gist.says_more());
        let fixed = match (owner, gist.value.take_if(|_| owner.is_some())) {
            (Some(owner), Some(value)) => {
                format!("{owner} is {value} and {}", gist.condition(self)?)
            }
            _ => gist.condition(self)?,
        };
        let range = self.range_from(start);
        let written = self.written(range.clone());
        (written != fixed).then_some(())?;
        self.note(
            2,
            range,
            format!("`{written}` should be `{fixed}`"),
            "say it with the names of this file",
        );
        Some(fixed)
    }

    /// Whether the condition ends here.
    fn is_over(&self) -> bool {
        let low = self.low(0);
        let other = ["and", "or", ",", "then", ";", ".", ":", "", "but", "->", "=>", "unless"];
        let deeds =
            ["becomes", "become", "receive", "receives", "should", "earn", "earns", "gets", "get"];
        let begun = self.at > 0 && deeds.contains(&low) && self.toks.len() > self.at + 1;
        let gift = || {
            let mut words = (1..4).map(|places| self.text(places));
            words.any(|word| self.names.gift(word).is_some() || self.names.stages.contains(&word))
        };
        other.contains(&low) || ACTIONS.contains(&low) || begun && gift()
    }

    /// Takes the next words in; `None` if nothing is known of them.
    fn take_in(&mut self, gist: &mut Gist<'a>) -> Option<()> {
        let names = self.names;
        let low = self.low(0).to_owned();
        let low = low.as_str();
        if matches!(low, "in" | "for" | "within" | "over" | "during" | "since")
            && let Some(length) = self.attempt(|sentence| {
                sentence.at += 1;
                let _ = sentence.eat_any(&[
                    "the last",
                    "the past",
                    "last",
                    "past",
                    "more than",
                    "at least",
                ]);
                sentence.duration()
            })
        {
            return put(&mut gist.length, length);
        }
        if let Some(money) = self.attempt(Self::money) {
            put(&mut gist.money, money)?;
            return self.more(gist);
        }
        if let Some(number) = self.attempt(Self::number) {
            put(&mut gist.number, number)?;
            return self.more(gist);
        }
        let times = match low {
            "once" => Some("1"),
            "twice" => Some("2"),
            _ => None,
        };
        if let Some(number) = times {
            self.at += 1;
            return put(&mut gist.number, number.to_owned());
        }
        if PASSES.contains(&low) {
            self.at += 1;
            return put(&mut gist.how, How::MoreThan);
        }
        if !matches!(low, "is" | "of" | "was" | "are" | "were") {
            let before = self.at;
            let how = self.how();
            if self.at > before {
                return put(&mut gist.how, how);
            }
        }
        self.at += 1;
        if NOT.contains(&low) {
            let again = std::mem::replace(&mut gist.not, true);
            return (!again).then_some(());
        }
        if matches!(low, "times" | "time") {
            return Some(());
        }
        if SPENT.contains(&low) && !names.has(low) {
            gist.spent = true;
            return Some(());
        }
        if let Some(list) = self.event(low) {
            // The same may be said twice: `refer a friend`.
            let same = gist.list.is_none_or(|other| other.name == list.name);
            gist.list = Some(list);
            return same.then_some(());
        }
        let tok = &self.toks[self.at - 1];
        let number =
            |(name, kind): &&(&'a str, &str)| *kind == "number" && name.eq_ignore_ascii_case(low);
        if let Some((name, _)) = names.fields.iter().find(number) {
            return put(&mut gist.field, *name);
        }
        let value = names.values.iter().find(|value| value.eq_ignore_ascii_case(&tok.text));
        if let Some(value) = value {
            return put(&mut gist.value, *value);
        }
        gist.rates |= low.starts_with("rat") || low.starts_with("scor");
        let light = LIGHT.contains(&low) || super::sentence::is_filler(low);
        (light && !names.has(&tok.text)).then_some(())
    }

    /// `or more` after a number.
    fn more(&mut self, gist: &mut Gist<'a>) -> Option<()> {
        let plain = gist.how.unwrap_or(How::Plain);
        let how = self.or_more(plain);
        gist.how = Some(how).filter(|how| *how != How::Plain);
        Some(())
    }

    /// The events that a word speaks of.
    fn event(&self, low: &str) -> Option<&'a List<'a>> {
        let names = self.names;
        let named = names.list(low);
        let bought = || {
            (BASKET.contains(&low) || BUYING.contains(&low)).then(|| names.purchases()).flatten()
        };
        let referred = || {
            let list = names
                .lists
                .iter()
                .find(|list| list.name.starts_with("refer") || list.name.starts_with("invit"));
            list.filter(|_| FRIENDS.contains(&low))
        };
        named.or_else(bought).or_else(referred)
    }
}

/// Notes what is said, unless something else was.
fn put<T>(place: &mut Option<T>, what: T) -> Option<()> {
    place.replace(what).is_none().then_some(())
}

impl Gist<'_> {
    /// Whether more is said than a value.
    fn says_more(&self) -> bool {
        self.list.is_some() || self.money.is_some() || self.number.is_some()
    }

    /// The condition, where what is said is one.
    fn condition(&self, sentence: &Sentence<'_>) -> Option<String> {
        let names = sentence.names;
        let how = self.how.unwrap_or(How::Plain);
        match (self.list, &self.money, &self.number, self.field, self.value) {
            // `stop buying for 90 days`
            (Some(list), None, None, None, None)
                if self.not && !self.spent && self.how.is_none() =>
            {
                let one = with_article(&singular(list.name));
                Some(match &self.length {
                    Some(length) => format!("{length} without {one}"),
                    None => format!("no {}", all(list)),
                })
            }
            (Some(list), None, number, None, value) if !self.not && !self.spent => {
                let window = self.length.as_ref().map(|length| format!("within {length}"));
                let what = match number {
                    Some(number) if number == "1" && matches!(how, How::Plain | How::AtLeast) => {
                        with_article(&singular(list.name))
                    }
                    Some(number) => counted(how, number, list, None),
                    None if self.how.is_none() => with_article(&singular(list.name)),
                    None => return None,
                };
                let of = match value {
                    Some(value) => {
                        format!(" where {} is {value}", attribute(list, value, sentence)?)
                    }
                    None => String::new(),
                };
                let window = window
                    .filter(|_| !list.bare)
                    .map_or(String::new(), |window| format!(" {window}"));
                Some(format!("{what}{of}{window}"))
            }
            // `the basket is worth more than €100`
            (Some(list), Some(money), None, None, None)
                if !self.not && !self.spent && self.length.is_none() =>
            {
                let one = with_article(&singular(list.name));
                Some(format!("{one} where {} {} {money}", amount(list)?, how.mark()))
            }
            (None, Some(money), None, None, None) if self.spent && !self.not => {
                let spent = match &self.length {
                    Some(length) => names.spent_within(&format!("within {length}"))?,
                    None => names.spent()?,
                };
                Some(format!("{spent} {} {money}", how.mark()))
            }
            (None, None, Some(number), field, None)
                if !self.not && self.length.is_none() && !self.spent =>
            {
                let rated = || {
                    let scores = ["nps", "score", "rating", "csat"];
                    let mut fields = names.fields.iter().filter(|(name, kind)| {
                        *kind == "number" && scores.contains(&name.to_lowercase().as_str())
                    });
                    fields.next().map(|(name, _)| *name).filter(|_| self.rates)
                };
                Some(format!("{} {} {number}", field.or_else(rated)?, how.mark()))
            }
            _ => None,
        }
    }
}

fn all(list: &List<'_>) -> String {
    if list.name.ends_with('s') { list.name.to_owned() } else { plural(list.name) }
}

/// The value of these events that can be so.
fn attribute<'s>(list: &'s List<'_>, value: &str, sentence: &Sentence<'_>) -> Option<&'s str> {
    let mut choices = list.attributes.iter().filter(|(_, kind)| *kind == "one");
    let (name, _) = choices.next()?;
    let only = choices.next().is_none() && sentence.names.owner(value).is_none();
    only.then_some(*name)
}
