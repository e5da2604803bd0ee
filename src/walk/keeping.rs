//! What becomes of a walk and its notes when it is left: what is kept, and what would be lost.

use super::{Draft, Here, Look, Role, Walk};

/// Which walks are kept as they go, so that leaving one loses no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    #[default]
    Nothing,
    /// Those of the user's role.
    Users,
    /// Those of the agent's role too.
    All,
}

impl Walk<'_> {
    /// Whether leaving now would lose something: an answer, a mark, a note, or what is typed.
    pub fn has_something_to_lose(&self) -> bool {
        let typed = |draft: &Draft| !draft.password.is_empty() || !draft.username.is_empty();
        match &self.here {
            Here::Ending(_) => !self.notes.is_empty() && !self.notes_saved && !self.notes_at_the_end,
            Here::Password(_, Some(draft)) | Here::Checklist(_, Some(Look { draft, .. })) if typed(draft) => true,
            Here::Question(_) | Here::Password(..) | Here::Checklist(..) => !self.is_kept() && !self.has_no_answers(),
        }
    }

    /// Says that the case notes are written when the walk is left, as `--notes` asks.
    pub fn notes_come_at_the_end(&mut self) {
        self.notes_at_the_end = true;
    }

    /// Says that the case notes were saved or copied as they stand.
    pub fn notes_were_saved(&mut self) {
        self.notes_saved = true;
    }

    /// Says which walks are kept as they go.
    pub fn keep(&mut self, keeping: Keeping) {
        self.keeping = keeping;
    }

    /// Whether this walk is kept as it goes.
    pub fn is_kept(&self) -> bool {
        match self.keeping {
            Keeping::Nothing => false,
            Keeping::Users => self.role == Role::User,
            Keeping::All => true,
        }
    }
}
