//! Some customers, each on a day of their own, as they are before that day is decided.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Replay;
use super::days::Day;
use super::gathered::{Gatherer, Item};
use super::person::Person;
use super::together::{read_all, surveyed};
use crate::eval::{Evaluator, Record};
use crate::records::Chunk;
use crate::run::input::pass;
use crate::run::witness::Watch;
use crate::run::{Input, ReadFailure};
use crate::values::AsOf;

/// A customer on a day, before it is decided.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'v> {
    /// The place among the visits that were asked for.
    pub place: usize,
    /// The day.
    pub as_of: AsOf,
    /// What decides on that day.
    pub evaluator: &'v Evaluator,
    /// The record as it is by then.
    pub record: &'v Record<'v>,
}

/// Who is visited, and by whom.
struct Visits<'v, L> {
    /// By id, the place of the visit, and that of the day.
    places: HashMap<&'v str, (usize, usize)>,
    look: L,
}

impl Replay {
    /// Takes some customers through the days before one of their own, shows them to `look` as they are then,
    /// and yields what that makes of each of them: in the order of the visits, which are an id and the place
    /// of a day each. Nobody is found in what cannot be read.
    ///
    /// Where customers compete, all of them go through these days.
    ///
    /// # Errors
    /// If an input cannot be read, or tables were joined to others.
    pub fn visit<T: Send>(
        &self,
        inputs: &[impl Input],
        visits: &[(&str, usize)],
        look: impl Fn(&Visit<'_>) -> T + Sync,
    ) -> Result<Vec<Option<T>>, ReadFailure> {
        self.expect(inputs.len())?;
        let mut found: Vec<Option<T>> = visits.iter().map(|_| None).collect();
        let known = visits.iter().enumerate().filter(|(_, (_, day))| *day < self.days.len());
        let places = known.map(|(place, (id, day))| (*id, (place, *day))).collect();
        let visits = Visits { places, look };
        if visits.places.is_empty() {
            return Ok(found);
        }
        match self.paths.evaluator.phases().is_empty() {
            true => visits.alone(self, inputs, &mut found)?,
            false => visits.together(self, inputs, &mut found)?,
        }
        Ok(found)
    }
}

impl<T: Send, L: Fn(&Visit<'_>) -> T + Sync> Visits<'_, L> {
    /// Customers who do not compete are taken through the days when they are met.
    fn alone(
        &self,
        replay: &Replay,
        inputs: &[impl Input],
        found: &mut [Option<T>],
    ) -> Result<(), ReadFailure> {
        let seen = replay.paths.seen();
        for (number, input) in inputs.iter().enumerate() {
            let watch = seen.get(number).map(Watch::new);
            let (max_record, hidden) = (input.options().max_record, AtomicBool::new(false));
            let (name, watch) = (input.name(), watch.as_ref());
            let gatherer = Gatherer { replay, input: &name, number, watch, max_record, hidden };
            let work = |chunk: &Chunk<'_>| {
                let (sight, texts) = (gatherer.sight(chunk), gatherer.texts(chunk));
                let mut all = Vec::new();
                gatherer.gather(chunk, &texts, (sight.as_ref(), &[]), |item| {
                    let Item::Person(mut person) = item else { return };
                    all.extend(self.visit(replay, &mut person));
                });
                all
            };
            let next = |_: &Chunk<'_>, all: Vec<(usize, T)>| {
                // Of records with the same id, the first counts.
                all.into_iter().for_each(|(place, one)| {
                    found[place].get_or_insert(one);
                });
                Ok::<(), ReadFailure>(())
            };
            pass(input, &replay.reader, replay.paths.rows(number), work, next)?;
        }
        Ok(())
    }

    /// Takes a customer who is to be visited through the days before.
    fn visit(&self, replay: &Replay, person: &mut Person<'_>) -> Option<(usize, T)> {
        let (place, on) = *self.places.get(&*person.record.id.text)?;
        for day in &replay.days[..on] {
            person.live(day, &day.evaluator, None);
        }
        let day = &replay.days[on];
        Some((place, self.look(place, (day, &day.evaluator), &person.record)))
    }

    fn look(&self, place: usize, (day, evaluator): (&Day, &Evaluator), record: &Record<'_>) -> T {
        (self.look)(&Visit { place, as_of: AsOf::Day(day.date), evaluator, record })
    }

    /// Where they compete, everybody goes through one day after the other, up to the last visit.
    fn together(
        &self,
        replay: &Replay,
        inputs: &[impl Input],
        found: &mut [Option<T>],
    ) -> Result<(), ReadFailure> {
        let names: Vec<Arc<str>> = inputs.iter().map(|input| Arc::from(input.name())).collect();
        let (mut all, _) = read_all::<ReadFailure>(replay, inputs, &names)?;
        let last = self.places.values().map(|(_, day)| *day).max().unwrap_or_default();
        for (at, day) in replay.days.iter().enumerate().take(last + 1) {
            let evaluator = surveyed(day.evaluator.clone().keeping_all(), &all);
            for person in all.iter().flat_map(|gathered| gathered.people()) {
                match self.places.get(&*person.record.id.text) {
                    Some((place, on)) if *on == at => {
                        let look = || self.look(*place, (day, &evaluator), &person.record);
                        found[*place].get_or_insert_with(look);
                    }
                    Some(_) | None => {}
                }
            }
            all.iter_mut().for_each(|gathered| gathered.live(day, &evaluator));
        }
        Ok(())
    }
}
