//! What only the screen recalls: the row and field that have the focus, how far the page is scrolled, what lies over
//! it. From an input it makes a move, and from the answer to the move a message.

use crate::content::Words;
use crate::engine::page::{Body, Fields, Mark, Page};
use crate::engine::secret::{Edit, Secret};
use crate::engine::{Field, Move, Notice, Role, Session, say};

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
    /// The screen is scrolled so that the row with the focus is seen.
    pub follows_row: bool,
    pub message: Option<String>,
    /// A refusal stands there that the next Enter overrules.
    pub(super) asked: bool,
    /// What is typed in an overlay: a note, or the name of a file.
    pub entry: Secret,
    /// The case notes, while they are shown.
    pub notes: Vec<String>,
    /// The note that is being written, while the leave question lies over it: staying leads back to it.
    pub(super) writing: Option<Overlay>,
    /// The step from which a second look was opened, to come back to.
    look_from: Option<usize>,
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
            follows_row: true,
            message: None,
            asked: false,
            entry: Secret::default(),
            notes: Vec::new(),
            writing: None,
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
        let last_mark = |steps: &[crate::engine::page::StepBody<'_>]| {
            let open = steps.iter().filter(|step| step.mark.is_none()).count();
            self.row == steps.len() || (open == 1 && steps.get(self.row).is_some_and(|step| step.mark.is_none()))
        };
        match (&self.overlay, &page.body) {
            (Some(Overlay::Leave { row }), _) => input.chosen(*row) == Some(LEAVE_ROW),
            (Some(Overlay::Offer { row }), _) => input.chosen(*row) == Some(ANEW_ROW),
            _ if input != Input::Enter => false,
            (Some(Overlay::Note), _) => self.asked,
            (Some(_), _) => false,
            (None, Body::Checklist { steps, .. }) => self.asked || last_mark(steps),
            (None, Body::Question { .. } | Body::Password(_) | Body::Ending(_)) => self.asked,
        }
    }

    /// Says that an Enter did not count, and keeps what it was to confirm.
    pub fn too_quick(&mut self, words: &Words) {
        self.message = Some(words.refusal.too_quick.clone());
    }

    /// Does what the input asks for; returns what is to be done outside the page.
    pub fn take(&mut self, input: Input, session: &mut Session<'_>, page: &Page<'_>, words: &Words) -> Option<Request> {
        let asked = std::mem::take(&mut self.asked);
        self.message = None;
        match input {
            Input::LeaveAtOnce => return Some(Request::LeaveAtOnce),
            // What is being written is kept or dropped first, so that it is not lost unasked.
            Input::Plain if self.is_writing() => return None,
            Input::Plain => return Some(Request::Plain),
            Input::Leave if !matches!(self.overlay, Some(Overlay::Leave { .. })) => {
                if !session.has_something_to_lose() && !self.is_writing() {
                    return Some(Request::Leave);
                }
                self.writing = self.overlay.filter(|_| self.is_writing());
                self.open(Overlay::Leave { row: 0 });
                return None;
            }
            _ => {}
        }
        match self.overlay {
            Some(overlay) => self.take_in_overlay((overlay, input), asked, session, page, words),
            None => match (input, &page.body) {
                (Input::Copy, Body::Ending(_)) => Some(Request::CopyNotes),
                (Input::ShowNotes, Body::Ending(_)) => Some(Request::ShowNotes),
                _ => {
                    if let Some(a_move) = self.a_move(input, asked, page, words) {
                        self.step(a_move, session, page, words);
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
            Input::PageUp => self.scroll_to(self.scroll.saturating_sub(5)),
            Input::PageDown => self.scroll_to(self.scroll.saturating_add(5)),
            _ => {}
        }
        row
    }

    /// The drawing brings it back within the page.
    fn scroll_to(&mut self, scroll: usize) {
        (self.scroll, self.follows_row) = (scroll, false);
    }

    /// What the input means on the page itself: a move, or something for the screen alone.
    fn a_move(&mut self, input: Input, asked: bool, page: &Page<'_>, words: &Words) -> Option<Move> {
        match input {
            Input::Help => self.open(Overlay::Help),
            Input::Asides => self.open(Overlay::Asides),
            Input::Answers => self.open(Overlay::Answers { row: page.trail.len().saturating_sub(1) }),
            Input::Back => return Some(Move::Back),
            Input::Role => return Some(Move::SwitchRole),
            Input::Told if page.role == Role::Agent => {
                self.open(Overlay::Told);
                return Some(Move::Told);
            }
            Input::Note => {
                self.open(Overlay::Note);
                self.write(page.note.as_deref().unwrap_or_default());
            }
            _ => match &page.body {
                Body::Question { answers, .. } => return self.in_question(input, answers.len()),
                Body::Password(body) if body.fields == Fields::None => match input {
                    Input::Enter => return Some(Move::GoOn),
                    Input::CallerTypes => return Some(Move::CallerTypes),
                    Input::Undo => return Some(Move::Back),
                    _ => _ = self.moved(input, 0, 0),
                },
                Body::Password(_) => return self.in_password(input, asked),
                Body::Checklist { steps, .. } => return self.in_checklist(input, asked, steps),
                Body::Ending(_) => match input {
                    Input::Undo => return Some(Move::Back),
                    Input::NewCall if page.role == Role::Agent => return Some(Move::NewCall),
                    Input::Save => {
                        self.open(Overlay::Save);
                        self.write("case-notes.txt");
                    }
                    Input::Enter => self.message = Some(words.ending.after.clone()),
                    Input::Up | Input::Down | Input::PageUp | Input::PageDown | Input::First | Input::Last => {
                        self.moved(input, 0, 0);
                    }
                    _ => self.message = message_for_nothing(input, words),
                },
            },
        }
        None
    }

    /// Fills the entry of an overlay.
    fn write(&mut self, text: &str) {
        self.entry = Secret::default();
        text.chars().for_each(|character| _ = self.entry.edit(Edit::Insert(character)));
    }

    fn in_question(&mut self, input: Input, answers: usize) -> Option<Move> {
        match input {
            Input::Enter | Input::Toggle => return Some(Move::Choose(self.row)),
            Input::Digit(digit) => return Some(Move::Choose(digit - 1)),
            Input::Undo => return Some(Move::Back),
            _ => self.row = self.moved(input, self.row, answers),
        }
        None
    }

    fn in_password(&mut self, input: Input, asked: bool) -> Option<Move> {
        match input {
            Input::Enter => return Some(if asked { Move::Insist } else { Move::GoOn }),
            Input::Edit(edit) => return Some(Move::Edit(self.field, edit)),
            Input::Show => self.shown = !self.shown,
            Input::SwitchField => {
                self.field = if self.field == Field::Password { Field::Username } else { Field::Password };
                self.follows_row = true;
            }
            _ => _ = self.moved(input, 0, 0),
        }
        None
    }

    fn in_checklist(&mut self, input: Input, asked: bool, steps: &[crate::engine::page::StepBody<'_>]) -> Option<Move> {
        let step = steps.get(self.row);
        match (input, step) {
            (Input::Enter, None) => return Some(if asked { Move::Insist } else { Move::GoOn }),
            (Input::Enter, Some(step)) if step.mark.is_some() => self.row += 1,
            (Input::Enter | Input::Toggle, Some(_)) => return Some(Move::Mark(self.row, Mark::Done)),
            (Input::NotShown, Some(_)) => return Some(Move::Mark(self.row, Mark::NotShown)),
            (Input::Check, Some(step)) if step.checks => return Some(Move::Look(self.row)),
            (Input::Undo, _) => return Some(Move::Unmark),
            _ => self.row = self.moved(input, self.row, steps.len() + 1),
        }
        None
    }

    pub(super) fn step(&mut self, a_move: Move, session: &mut Session<'_>, page: &Page<'_>, words: &Words) {
        match session.step(a_move) {
            Ok(notice) => self.taken(a_move, notice, session, page, words),
            Err(refusal) => {
                self.asked = refusal.can_insist();
                self.message = Some(say::refusal(&refusal, words));
            }
        }
    }

    /// After a move that was taken: a new page gets a new focus, the same page keeps it.
    fn taken(&mut self, a_move: Move, notice: Option<Notice>, session: &Session<'_>, page: &Page<'_>, words: &Words) {
        match a_move {
            Move::Edit(_, Edit::Pasted(_)) | Move::Told => {}
            Move::Edit(..) | Move::Wipe => self.follows_row = true,
            Move::Mark(..) | Move::Unmark => {
                let next = session.page();
                if let (Body::Checklist { steps, .. }, Body::Checklist { steps: before, .. }) = (&next.body, &page.body)
                {
                    self.row = row_after_marking(a_move, self.row, steps, before);
                }
                self.follows_row = true;
            }
            Move::Choose(_)
            | Move::GoOn
            | Move::Insist
            | Move::Back
            | Move::Change(_)
            | Move::Look(_)
            | Move::SwitchRole
            | Move::CallerTypes
            | Move::NewCall => {
                let look_from = if let Move::Look(step) = a_move { Some(step) } else { self.look_from };
                let next = session.page();
                *self = Focus::new(&next);
                match (&next.body, look_from) {
                    (Body::Checklist { .. }, Some(step)) => self.row = step,
                    (Body::Password(_), from) => self.look_from = from,
                    _ => {}
                }
            }
        }
        if a_move == Move::NewCall {
            self.message = Some(words.notes.new_call.clone());
            return;
        }
        self.message = notice.map(|notice| say::notice(&notice, words));
    }
}

/// After a mark, the next open step; after a mark was taken back, the step it was taken from.
fn row_after_marking(
    a_move: Move,
    row: usize,
    steps: &[crate::engine::page::StepBody<'_>],
    before: &[crate::engine::page::StepBody<'_>],
) -> usize {
    let is_open = |place: &usize| steps.get(*place).is_some_and(|step| step.mark.is_none());
    let taken_back =
        || (0..steps.len()).find(|place| is_open(place) && before.get(*place).is_some_and(|s| s.mark.is_some()));
    match a_move {
        Move::Unmark => taken_back().unwrap_or(row),
        _ if is_open(&row) => row,
        _ => (row..steps.len()).chain(0..row).find(is_open).unwrap_or(steps.len()),
    }
}

fn message_for_nothing(input: Input, words: &Words) -> Option<String> {
    (input != Input::Nothing).then(|| words.refusal.not_here.clone())
}
