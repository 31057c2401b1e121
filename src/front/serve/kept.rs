//! Programs that were read for one request and are kept for the next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::asked::Rules;
use super::trouble::Trouble;
use crate::Program;
use crate::run::Engine;
use crate::values::AsOf;

/// This many programs are kept, each with at most 1 MiB of rules.
const MOST: usize = 16;

/// Programs that were read for one request and are kept for the next: most requests have the same rules.
#[derive(Default)]
pub(super) struct Kept(Mutex<VecDeque<Arc<KeptProgram>>>);

/// A program with the texts that it was read from.
pub(super) struct KeptProgram {
    rules: Rules,
    pub program: Program,
    /// The engine of the latest moment that was asked about.
    engine: Mutex<Option<Engine>>,
}

impl Kept {
    /// The program of some rules.
    ///
    /// # Errors
    /// If the rules have errors.
    pub(super) fn program(&self, rules: Rules) -> Result<Arc<KeptProgram>, Trouble> {
        if let Some(found) = self.find(&rules) {
            return Ok(found);
        }
        let program = Program::load(&rules.name, &rules.text, &|used| rules.load(used))
            .map_err(|refused| Trouble::of_rules(&refused.sources, &refused.problems))?;
        let made = Arc::new(KeptProgram { rules, program, engine: Mutex::new(None) });
        let mut all = held(&self.0);
        all.push_front(Arc::clone(&made));
        all.truncate(MOST);
        Ok(made)
    }

    /// A program that is kept, which is now the last one to go.
    fn find(&self, rules: &Rules) -> Option<Arc<KeptProgram>> {
        let mut all = held(&self.0);
        let place = all.iter().position(|kept| kept.rules == *rules)?;
        let found = all.remove(place)?;
        all.push_front(Arc::clone(&found));
        Some(found)
    }
}

impl KeptProgram {
    /// What the rules are called: their title or, without one, their file.
    pub(super) fn title(&self) -> &str {
        self.program.plan().title.as_deref().unwrap_or(&self.rules.name)
    }

    pub(super) fn name(&self) -> &str {
        &self.rules.name
    }

    /// What decides as of a moment.
    pub(super) fn engine(&self, as_of: AsOf) -> Engine {
        let mut kept = held(&self.engine);
        match &*kept {
            Some(engine) if engine.as_of() == as_of => engine.clone(),
            Some(_) | None => kept.insert(Engine::new(self.program.plan(), as_of)).clone(),
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Rules {
        Rules { name: "a".to_owned(), text: text.to_owned(), files: Default::default() }
    }

    #[test]
    fn the_same_rules_are_read_once() {
        let kept = Kept::default();
        let resting = |stage: &str| rules(&format!("stage {stage}\n  resting\n"));
        let first = kept.program(resting("A")).ok().unwrap();
        assert!(Arc::ptr_eq(&first, &kept.program(resting("A")).ok().unwrap()));
        for number in 0..MOST {
            kept.program(resting(&format!("B{number}"))).ok().unwrap();
        }
        assert!(!Arc::ptr_eq(&first, &kept.program(resting("A")).ok().unwrap()));
        assert!(kept.program(rules("stage")).is_err());
    }
}
