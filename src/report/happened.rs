use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Warning;

/// What a run did or found before its own work, such as undoing a killed run's change. The user is told even if the run then fails
/// or a signal ends it. Clones share their content.
#[derive(Debug, Clone, Default)]
pub struct Happened {
    warnings: Arc<Mutex<Vec<Warning>>>,
}

impl Happened {
    /// Adds warnings.
    pub fn add(&self, warnings: impl IntoIterator<Item = Warning>) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(warnings);
    }

    /// Returns the warnings and forgets them, so that each is reported once.
    pub fn take(&self) -> Vec<Warning> {
        std::mem::take(&mut *self.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
