use std::fmt::{self, Write};

use jiff::ToSpan;

use super::AS_OF;
use super::dice::Dice;

const STAGES: [&str; 5] =
    ["Engaged", "Enthusiast", "EarlyAdvocate", "TransitioningAdvocate", "FullAdvocate"];
const TAGS: [&str; 6] = ["newsletter", "beta", "vip", "speaker", "mobile", "b2b"];
const GIVEN: [&str; 10] =
    ["Ada", "Grace", "Zoë", "Ines", "Mary", "Tom", "Lena", "Omar", "Ruth", "Paul"];
const FAMILY: [&str; 10] =
    ["Smith", "Okafor", "Rossi", "O'Brien", "Jensen", "Müller", "Patel", "Nguyễn", "Kim", "田中"];
const CITIES: [&str; 6] = ["Springfield", "Lyon", "Lima", "Osaka", "Austin", "Leeds"];
const NOTES: [&str; 5] = [
    "Asked about bulk pricing in spring, and again after the fair in May.",
    r#"Said \"love it\" on the last call. Wants to hear of new colours first."#,
    r"Call back on Monday.\nWants another caf\u00e9 set, as large as the first.",
    "Wrote a review of the new colours, with pictures of the whole table.",
    "Moved house in winter. The new address is confirmed, the old one gone.",
];
const OFFSETS: [&str; 4] = ["+02:00", "-05:00", "+05:30", "+09:00"];

/// The sums that the rules compare spending with, in cents.
const THRESHOLDS: [u64; 4] = [25_000, 50_000, 100_000, 250_000];

/// Customers without end, each a line of JSON of about 1.1 kB. The first so many are always the
/// same, byte by byte.
pub(crate) struct Customers {
    dice: Dice,
    number: u64,
}

impl Customers {
    pub(crate) fn new() -> Customers {
        Customers { dice: Dice::new(1), number: 0 }
    }
}

impl Iterator for Customers {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let age = self.dice.roll(1500);
        let mut draft = Draft { out: String::with_capacity(2048), dice: &mut self.dice, age };
        draft.customer(self.number).expect("a text takes all that is written");
        self.number += 1;
        Some(draft.out)
    }
}

/// A record that is being written.
struct Draft<'a> {
    out: String,
    dice: &'a mut Dice,
    /// For how many days this has been a customer: all that is told happened within them.
    age: u64,
}

impl Draft<'_> {
    fn customer(&mut self, number: u64) -> fmt::Result {
        self.person(number)?;
        self.standing()?;
        self.purchases()?;
        self.mentions()?;
        self.habits()?;
        self.out.push('\n');
        Ok(())
    }

    fn person(&mut self, number: u64) -> fmt::Result {
        let (given, family) = (self.dice.pick(&GIVEN), self.dice.pick(&FAMILY));
        let (phone, house) = (self.dice.roll(10_000_000), self.dice.roll(999));
        let city = self.dice.pick(&CITIES);
        write!(
            self.out,
            r#"{{"id":"cus_{number:08}","email":"person.{number}@example.com","name":"{given} {family}","phone":"+1 555 {phone:07}","address":{{"street":"{house} Maple Ave","city":"{city}","country":"US"}},"language":"en","company":null,"#
        )
    }

    /// Where the customer stands on the wheel, and what is known of the way there.
    fn standing(&mut self) -> fmt::Result {
        let stage = self.dice.pick(&STAGES);
        let since = AS_OF.saturating_sub((self.ago() as i64).days());
        let joined = AS_OF.saturating_sub((self.age as i64).days());
        write!(self.out, r#""stage":"{stage}","stage_since":"{since}","joined":"{joined}","#)?;
        match self.dice.roll(100) {
            0..15 => {}
            15..30 => self.out.push_str(r#""nps":null,"#),
            _ => write!(self.out, r#""nps":{},"#, self.dice.roll(11))?,
        }
        write!(self.out, r#""referrals":{},"#, self.dice.roll(5))
    }

    /// Purchases from the first to the last. Now and then the last makes a round sum to the cent.
    fn purchases(&mut self) -> fmt::Result {
        let days = self.days(14);
        let exact = self.dice.chance(3);
        let mut spent = 0;
        self.out.push_str(r#""purchases":["#);
        for (place, ago) in days.iter().enumerate() {
            let mut cents = 100 + self.dice.roll(40_000);
            if exact && place + 1 == days.len() {
                let next = THRESHOLDS.iter().find(|threshold| **threshold > spent);
                cents = next.map_or(cents, |threshold| threshold - spent);
            }
            spent += cents;
            self.out.push_str(if place == 0 { r#"{"at":""# } else { r#",{"at":""# });
            self.time(*ago)?;
            let sku = self.dice.roll(20);
            write!(
                self.out,
                r#"","amount":{}.{:02},"sku":"SKU-10{sku:02}"}}"#,
                cents / 100,
                cents % 100
            )?;
        }
        self.out.push_str("],");
        Ok(())
    }

    fn mentions(&mut self) -> fmt::Result {
        self.out.push_str(r#""mentions":["#);
        for (place, ago) in self.days(4).into_iter().enumerate() {
            self.out.push_str(if place == 0 { r#"{"at":""# } else { r#",{"at":""# });
            self.time(ago)?;
            self.out.push_str(r#"","channel":"blog"}"#);
        }
        self.out.push_str("],");
        Ok(())
    }

    /// What no rule asks about, but for the tags.
    fn habits(&mut self) -> fmt::Result {
        let (first, second) = (self.dice.pick(&TAGS), self.dice.pick(&TAGS));
        write!(self.out, r#""tags":["{first}""#)?;
        if first != second {
            write!(self.out, r#","{second}""#)?;
        }
        let (consent, opened) = (self.dice.chance(80), self.dice.roll(400));
        let (likely, notes) = (self.dice.roll(1000), self.dice.pick(&NOTES));
        write!(
            self.out,
            r#"],"consent":{consent},"source":"organic","plan":"pro","opened":{opened},"likely":0.{likely:03},"seen":""#
        )?;
        let (seen, crm) = (self.ago(), self.dice.roll(u64::MAX));
        self.time(seen)?;
        write!(
            self.out,
            r#"","notes":"{notes}","external_ids":{{"crm":"{crm:032x}"}},"version":{}}}"#,
            self.dice.roll(50)
        )
    }

    /// A day since the customer joined, as days before today.
    fn ago(&mut self) -> u64 {
        self.dice.roll(self.age + 1)
    }

    /// Fewer than `below` such days, the first first.
    fn days(&mut self, below: u64) -> Vec<u64> {
        let mut days: Vec<u64> = (0..self.dice.roll(below)).map(|_| self.ago()).collect();
        days.sort_unstable_by(|a, b| b.cmp(a));
        days
    }

    /// A time on a day; one in ten tells its offset from UTC.
    fn time(&mut self, ago: u64) -> fmt::Result {
        let day = AS_OF.saturating_sub((ago as i64).days());
        let (hour, minute, second) = (self.dice.roll(24), self.dice.roll(60), self.dice.roll(60));
        let offset = if self.dice.chance(10) { self.dice.pick(&OFFSETS) } else { "Z" };
        write!(self.out, "{day}T{hour:02}:{minute:02}:{second:02}{offset}")
    }
}
