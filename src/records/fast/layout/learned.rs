//! What is known of how objects in one place are written.

use super::alike::Alike;
use super::expected::Expected;
use super::sampler::Sampler;
use super::wanted::Wanted;
use crate::records::fast::tokens::Tokens;

/// The members of earlier objects in the same place, in order: the next object mostly has the
/// same, and then its keys need not be looked up. It changes how soon something is found, never
/// what.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct LearnedLayout<U> {
    /// Empty while objects are sampled.
    pub(super) members: Vec<Expected<U>>,
    /// The same for the objects under the names that are wanted.
    pub(super) under: Vec<LearnedLayout<U>>,
    /// At work until enough objects were seen.
    sampler: Option<Sampler<U>>,
    /// How many objects came since then, and how often something came that was not expected.
    objects: u64,
    misses: u64,
    /// How often it may still learn in vain.
    chances: u32,
}

/// After this many misses, if they are frequent, all is learned again.
const PATIENCE: u64 = 256;
/// They are frequent if there is more than one among this many objects.
const FREQUENT: u64 = 4;
/// What is learned should be right for this many objects.
const LASTING: u64 = 1000;
/// So often it may be wrong sooner.
const CHANCES: u32 = 10;

impl<U: Copy> LearnedLayout<U> {
    /// Nothing is known yet.
    pub(crate) fn new(wanted: &Wanted<U>) -> LearnedLayout<U> {
        let under = wanted.under.iter().map(LearnedLayout::new).collect();
        let sampler = Some(Sampler::new());
        LearnedLayout { under, sampler, chances: CHANCES, ..LearnedLayout::nothing() }
    }

    /// Nothing is known, and nothing will be.
    fn nothing() -> LearnedLayout<U> {
        let (members, under) = (Vec::new(), Vec::new());
        LearnedLayout { members, under, sampler: None, objects: 0, misses: 0, chances: 0 }
    }

    /// The same for a value that is looked at once.
    pub(super) fn for_once(wanted: &Wanted<U>) -> LearnedLayout<U> {
        let under = wanted.under.iter().map(LearnedLayout::for_once).collect();
        LearnedLayout { under, ..LearnedLayout::nothing() }
    }

    /// This many more objects were passed, with this many misses.
    #[inline(always)]
    pub(crate) fn passed(&mut self, objects: usize, misses: u64) {
        self.objects += objects as u64;
        self.misses += misses;
    }

    /// The objects from a token on that are written as most were from end to end, if any are.
    #[inline(always)]
    pub(crate) fn alike(&self, tokens: &Tokens<'_, '_>, at: u32) -> Option<Alike<'_, U>> {
        let run = self.members.first()?.run.as_deref().filter(|run| run.closes)?;
        Some(Alike::find(run, tokens, at)).filter(|alike| alike.count > 0)
    }

    /// Learns from an object that was walked over, of which something was not expected.
    #[inline(never)]
    pub(super) fn learn_from(&mut self, wanted: &Wanted<U>, tokens: &Tokens<'_, '_>, at: u32) {
        if let Some(sampler) = &mut self.sampler {
            sampler.look_at(wanted, tokens, at);
            if sampler.is_done() {
                self.members = self.sampler.take().map(Sampler::members).unwrap_or_default();
                (self.objects, self.misses) = (0, 0);
            }
        } else if self.chances > 0 && self.misses > PATIENCE {
            self.reconsider();
        }
    }

    /// Learns all again where misses are frequent.
    fn reconsider(&mut self) {
        if self.misses * FREQUENT > self.objects {
            // Where every object is written in its own way, it is better to know nothing.
            self.chances = if self.objects < LASTING { self.chances - 1 } else { CHANCES };
            self.members.clear();
            self.sampler = (self.chances > 0).then(Sampler::new);
        }
        // What was long ago says little of what is to come.
        (self.objects, self.misses) = (0, 0);
    }
}
