use super::member::Member;
use super::run::Stretch;
use super::sampler::Study;
use super::walk::Shape;
use crate::records::fast::tokens::Tokens;

/// The members of earlier objects in the same place, in order: the next one mostly has the same,
/// and then its keys need not be looked up. It changes how soon something is found, never what.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Memo<U> {
    pub members: Vec<Member<U>>,
    /// The same for the objects under its names.
    pub under: Vec<Memo<U>>,
    /// While objects are looked at, nothing is known.
    study: Option<Study<U>>,
    /// How many objects came since then, and how many members of them otherwise.
    objects: u64,
    missed: u64,
    /// How often it may still learn for nothing.
    hope: u32,
}

/// After so many that came otherwise, if they are not few, all is learned anew.
const PATIENCE: u64 = 256;
/// Few are less than one among so many objects.
const FEW: u64 = 4;
/// What is learned should be right for so many objects.
const LASTING: u64 = 1000;
/// So often it may be wrong sooner.
const HOPE: u32 = 10;

impl<U: Copy> Memo<U> {
    /// Nothing is known yet.
    pub fn new(shape: &Shape<U>) -> Memo<U> {
        let under = shape.under().iter().map(Memo::new).collect();
        Memo { under, study: Some(Study::new()), hope: HOPE, ..Memo::nothing() }
    }

    /// Nothing is known, and nothing will be.
    fn nothing() -> Memo<U> {
        let (members, under) = (Vec::new(), Vec::new());
        Memo { members, under, study: None, objects: 0, missed: 0, hope: 0 }
    }

    /// The same for what is looked at once.
    pub fn for_once(shape: &Shape<U>) -> Memo<U> {
        Memo { under: shape.under().iter().map(Memo::for_once).collect(), ..Memo::nothing() }
    }

    /// So many objects more were passed, and so many of their members came otherwise.
    #[inline(always)]
    pub fn passed(&mut self, objects: usize, otherwise: u64) {
        self.objects += objects as u64;
        self.missed += otherwise;
    }

    /// How all of an object is written.
    pub fn whole(&self) -> Option<&Stretch<U>> {
        self.members.first()?.stretch.as_deref().filter(|stretch| stretch.closes)
    }

    /// Looks back at an object that was walked over, of which something came otherwise.
    #[inline(never)]
    pub fn look_back(&mut self, shape: &Shape<U>, tokens: &Tokens<'_, '_>, at: u32) {
        if let Some(study) = &mut self.study {
            study.look_at(shape, tokens, at);
            if study.is_done() {
                self.members = self.study.take().map(Study::members).unwrap_or_default();
                (self.objects, self.missed) = (0, 0);
            }
        } else if self.hope > 0 && self.missed > PATIENCE {
            self.doubt();
        }
    }

    /// Learns all anew where too much comes otherwise.
    fn doubt(&mut self) {
        if self.missed * FEW > self.objects {
            // Where every object comes otherwise, it is better to know nothing.
            self.hope = if self.objects < LASTING { self.hope - 1 } else { HOPE };
            self.members.clear();
            self.study = (self.hope > 0).then(Study::new);
        }
        // What was long ago says little of what is to come.
        (self.objects, self.missed) = (0, 0);
    }
}
