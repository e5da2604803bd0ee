//! What becomes of a walk and its notes when it is left: what is kept, and what would be lost.

use super::{Draft, Here, Look, Role, Session};

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

/// Where the case notes go without anything more being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NotesPlace {
    /// They are lost when the walk is left.
    #[default]
    Nowhere,
    /// They were saved or copied as they stand.
    Elsewhere,
    /// They are written at the end, as `--notes` asks.
    AtTheEnd,
}

impl Session<'_> {
    /// Whether leaving now would lose something: an answer, a mark, a note, or what is typed.
    pub fn has_something_to_lose(&self) -> bool {
        let typed = |draft: &Draft| !draft.password.is_empty() || !draft.username.is_empty();
        match &self.here {
            Here::Ending(_) => !self.notes.is_empty() && self.notes_place == NotesPlace::Nowhere,
            Here::Password(_, Some(draft)) | Here::Checklist(_, Some(Look { draft, .. })) if typed(draft) => true,
            Here::Question(_) | Here::Password(..) | Here::Checklist(..) => !self.is_kept() && !self.has_no_answers(),
        }
    }

    /// Says where the case notes go.
    pub fn notes_go(&mut self, place: NotesPlace) {
        if self.notes_place != NotesPlace::AtTheEnd {
            self.notes_place = place;
        }
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
