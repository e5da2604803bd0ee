//! What only the screen recalls: the row and field that have the focus, how far the page is scrolled, what lies over
//! it. From an input it makes a move, and from the answer to the move a message.

use crate::content::Words;
use crate::walk::page::{Body, Fields, Page, StepBody};
use crate::walk::secret::{Edit, Secret};
use crate::walk::{Field, Move, Role, Walk};

use super::input::Input;

/// What the screen recalls of a page.
pub struct Focus {
    pub row: usize,
    pub field: Field,
    /// Whether the password is shown.
    pub shown: bool,
    pub overlay: Option<Overlay>,
    /// The first line of the page that is seen.
    pub scroll: usize,
    /// The window is large enough for the page.
    pub is_seen: bool,
    /// How many lines of the page are seen at once.
    pub seen: usize,
    /// The screen is scrolled so that the row with the focus is seen.
    pub follows_row: bool,
    pub message: Option<String>,
    /// A refusal stands there that the next Enter overrules.
    pub(super) asked: bool,
    /// What is typed in an overlay: a note, or the name of a file.
    pub entry: Secret,
    /// The case notes, while they are shown.
    pub notes: Vec<String>,
    /// What the leave question, or the advice about a told password, lies over: closing it leads back there.
    pub(super) under: Option<Overlay>,
    /// The step from which a second look was opened, to come back to.
    pub(super) look_from: Option<usize>,
}

/// What lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    Help,
    Asides,
    Answers {
        row: usize,
    },
    Leave {
        row: usize,
    },
    /// The note of the page is written.
    Note,
    /// The case notes are saved to a file whose name is written.
    Save,
    /// The case notes are shown.
    Notes,
    /// What to do when the caller told a password.
    Told,
    /// The offer to go on with the walk that was kept.
    Offer {
        row: usize,
    },
}

/// The row of the offer that begins anew.
pub const ANEW_ROW: usize = 1;

/// What a key asks for that is done outside the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// To leave: asked for, and confirmed where something would be lost.
    Leave,
    /// To leave at once, by Ctrl-C.
    LeaveAtOnce,
    /// To go on in the plain mode.
    Plain,
    /// To send the case notes to the clipboard.
    CopyNotes,
    /// To show the case notes.
    ShowNotes,
    /// To write the case notes to this file.
    SaveNotes(String),
}

/// The row of the leave question that leaves.
pub const LEAVE_ROW: usize = 1;

impl Focus {
    pub fn new(page: &Page<'_>) -> Focus {
        let row = match &page.body {
            Body::Question { given, .. } => given.unwrap_or(0),
            Body::Checklist { current, .. } => *current,
            Body::Password(_) | Body::Ending(_) => 0,
        };
        Focus {
            row,
            field: Field::Password,
            shown: false,
            overlay: None,
            scroll: 0,
            is_seen: true,
            seen: 0,
            follows_row: true,
            message: None,
            asked: false,
            entry: Secret::default(),
            notes: Vec::new(),
            under: None,
            look_from: None,
        }
    }

    /// The focus as it is on the page that an overlay lies over.
    pub fn beneath(&self, page: &Page<'_>) -> Focus {
        Focus { row: self.row, field: self.field, shown: self.shown, ..Focus::new(page) }
    }

    /// Whether keys are text now.
    pub fn in_text_field(&self, page: &Page<'_>) -> bool {
        match self.overlay {
            Some(Overlay::Note | Overlay::Save) => true,
            Some(_) => false,
            None => matches!(&page.body, Body::Password(body) if body.fields != Fields::None),
        }
    }

    /// Whether this would confirm something, so that it must not be a held or doubled key, or one typed ahead.
    pub fn confirms(&self, input: Input, page: &Page<'_>) -> bool {
        let last_mark = |steps: &[StepBody<'_>]| {
            let open = steps.iter().filter(|step| step.mark.is_none()).count();
            match steps.get(self.row) {
                Some(step) => open == 1 && step.mark.is_none(),
                // Going on is refused while steps are open.
                None => open == 0,
            }
        };
        match (&self.overlay, &page.body) {
            (Some(Overlay::Leave { row }), _) => input.chosen(*row) == Some(LEAVE_ROW),
            (Some(Overlay::Offer { row }), _) => input.chosen(*row) == Some(ANEW_ROW),
            (None, Body::Checklist { steps, .. }) if matches!(input, Input::Toggle | Input::NotShown) => {
                last_mark(steps)
            }
            _ if input != Input::Enter => false,
            (Some(Overlay::Note), _) => self.asked,
            (Some(_), _) => false,
            (None, Body::Checklist { steps, .. }) => self.asked || last_mark(steps),
            (None, Body::Question { .. } | Body::Password(_) | Body::Ending(_)) => self.asked,
        }
    }

    /// Says that a key did not count, after what it was to confirm.
    pub fn too_quick(&mut self, words: &Words) {
        let too_quick = &words.refusal.too_quick;
        self.message = Some(match self.message.take() {
            Some(message) if message.ends_with(too_quick.as_str()) => message,
            Some(message) => format!("{message} {too_quick}"),
            None => too_quick.clone(),
        });
    }

    /// Does what the input asks for; returns what is to be done outside the page.
    pub fn take(&mut self, input: Input, walk: &mut Walk<'_>, page: &Page<'_>, words: &Words) -> Option<Request> {
        if matches!(input, Input::PageUp | Input::PageDown) {
            // Reading on takes nothing away of what is read.
            self.moved(input, 0, 0);
            return None;
        }
        let asked = std::mem::take(&mut self.asked);
        self.message = None;
        match input {
            Input::LeaveAtOnce => return Some(Request::LeaveAtOnce),
            // What is being written is kept or dropped first, so that it is not lost unasked.
            Input::Plain if self.is_writing() => {
                self.message = Some(words.refusal.writing.clone());
                return None;
            }
            Input::Plain => return Some(Request::Plain),
            Input::Leave if !matches!(self.overlay, Some(Overlay::Leave { .. })) => {
                if !walk.has_something_to_lose() && !self.is_writing() {
                    return Some(Request::Leave);
                }
                self.under = self.under.or(self.overlay.filter(|_| self.is_writing()));
                self.open(Overlay::Leave { row: 0 });
                return None;
            }
            Input::Told if page.role == Role::Agent && self.overlay != Some(Overlay::Told) => {
                self.under = self.under.or(self.overlay);
                self.make(Move::Told, walk, page, words);
                self.open(Overlay::Told);
                return None;
            }
            _ => {}
        }
        match self.overlay {
            Some(overlay) => self.take_in_overlay((overlay, input), asked, walk, page, words),
            None => match (input, &page.body) {
                (Input::Copy, Body::Ending(_)) => Some(Request::CopyNotes),
                (Input::ShowNotes, Body::Ending(_)) => Some(Request::ShowNotes),
                _ => {
                    if let Some(a_move) = self.a_move(input, asked, page, words) {
                        self.make(a_move, walk, page, words);
                    }
                    None
                }
            },
        }
    }

    /// Moves among rows, and scrolls where there is no further row.
    pub(super) fn moved(&mut self, input: Input, row: usize, rows: usize) -> usize {
        let last = rows.saturating_sub(1);
        self.follows_row = true;
        match input {
            Input::Up if row > 0 => return row - 1,
            Input::Down if row < last => return row + 1,
            Input::First => {
                self.scroll = 0;
                return 0;
            }
            Input::Last => {
                if rows == 0 {
                    self.scroll_to(usize::MAX);
                }
                return last;
            }
            Input::Up => self.scroll_to(self.scroll.saturating_sub(1)),
            Input::Down => self.scroll_to(self.scroll.saturating_add(1)),
            Input::PageUp => self.scroll_to(self.scroll.saturating_sub(self.page_step())),
            Input::PageDown => self.scroll_to(self.scroll.saturating_add(self.page_step())),
            _ => {}
        }
        row
    }

    /// The same for a key that may do nothing here, which is then said; over a page F1 shows no keys.
    pub(super) fn moved_or_nothing(&mut self, input: Input, (row, rows): (usize, usize), words: &Words) -> usize {
        if !input.moves() && input != Input::Nothing {
            let words = &words.refusal;
            let text = if self.overlay.is_some() { &words.not_here_over } else { &words.not_here };
            self.message = Some(text.clone());
        }
        self.moved(input, row, rows)
    }

    /// All that is seen but one line, which shows how it goes on.
    fn page_step(&self) -> usize {
        self.seen.saturating_sub(1).max(1)
    }

    /// What comes first on the page is seen, and not the row with the focus, until it is scrolled.
    pub(super) fn begins_at_top(&mut self) {
        if std::mem::take(&mut self.follows_row) {
            self.scroll = 0;
        }
    }

    /// The drawing brings it back within the page.
    fn scroll_to(&mut self, scroll: usize) {
        (self.scroll, self.follows_row) = (scroll, false);
    }

    /// Fills the entry of an overlay.
    pub(super) fn write(&mut self, text: &str) {
        self.entry = Secret::default();
        text.chars().for_each(|character| _ = self.entry.edit(Edit::Insert(character)));
    }
}
