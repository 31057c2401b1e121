//! Customers who take no part in anything, whatever their records say.

use std::fmt;
use std::sync::Arc;

/// Answers for an id.
type IsOut = dyn Fn(&str) -> bool + Send + Sync;

/// Says of an id whether its customer takes no part in anything.
#[derive(Clone, Default)]
pub(super) struct Out(Option<Arc<IsOut>>);

impl Out {
    pub(super) fn new(is_out: impl Fn(&str) -> bool + Send + Sync + 'static) -> Out {
        Out(Some(Arc::new(is_out)))
    }

    /// Whether there may be such customers.
    #[inline]
    pub(super) fn may_be(&self) -> bool {
        self.0.is_some()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.as_ref().is_some_and(|is_out| is_out(id))
    }
}

impl fmt::Debug for Out {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Out").finish_non_exhaustive()
    }
}
