//! What keys do on a page itself: from an input a move, and from the answer to the move a message and a new focus.

use crate::content::Words;
use crate::walk::page::{Body, Fields, Mark, Page, StepBody};
use crate::walk::secret::Edit;
use crate::walk::{Field, Move, Notice, Role, Walk, say};

use super::focus::{Focus, Overlay};
use super::input::Input;

impl Focus {
    /// What the input means on the page itself: a move, or something for the screen alone.
    pub(super) fn a_move(&mut self, input: Input, asked: bool, page: &Page<'_>, words: &Words) -> Option<Move> {
        match input {
            Input::Help => self.open(Overlay::Help),
            Input::Asides => self.open(Overlay::Asides),
            Input::Answers => self.open(Overlay::Answers { row: page.trail.len().saturating_sub(1) }),
            Input::Back => return Some(Move::Back),
            Input::Role => return Some(Move::SwitchRole),
            Input::Note => {
                self.open(Overlay::Note);
                self.write(page.note.as_deref().unwrap_or_default());
            }
            _ => match &page.body {
                Body::Question { answers, .. } => return self.in_question(input, answers.len(), words),
                Body::Password(body) if body.fields == Fields::None => match input {
                    Input::Enter => return Some(Move::GoOn),
                    Input::CallerTypes => return Some(Move::CallerTypes),
                    Input::Undo => return Some(Move::Back),
                    _ => _ = self.moved_or_nothing(input, (0, 0), words),
                },
                Body::Password(_) => return self.in_password(input, asked, words),
                Body::Checklist { steps, .. } => return self.in_checklist(input, asked, steps, words),
                Body::Ending(_) => match input {
                    Input::Undo => return Some(Move::Back),
                    Input::NewCall if page.role == Role::Agent => return Some(Move::NewCall),
                    Input::Save => {
                        self.open(Overlay::Save);
                        self.write("case-notes.txt");
                    }
                    Input::Enter => self.message = Some(words.ending.after.clone()),
                    _ => _ = self.moved_or_nothing(input, (0, 0), words),
                },
            },
        }
        None
    }

    fn in_question(&mut self, input: Input, answers: usize, words: &Words) -> Option<Move> {
        match input {
            Input::Undo => return Some(Move::Back),
            _ if input.chosen(self.row).is_some() => return input.chosen(self.row).map(Move::Choose),
            _ => self.row = self.moved_or_nothing(input, (self.row, answers), words),
        }
        None
    }

    fn in_password(&mut self, input: Input, asked: bool, words: &Words) -> Option<Move> {
        match input {
            Input::Enter => return Some(if asked { Move::Insist } else { Move::GoOn }),
            Input::Edit(edit) => return Some(Move::Edit(self.field, edit)),
            Input::Show => self.shown = !self.shown,
            Input::SwitchField => {
                self.field = if self.field == Field::Password { Field::Username } else { Field::Password };
                self.follows_row = true;
            }
            _ => _ = self.moved_or_nothing(input, (0, 0), words),
        }
        None
    }

    fn in_checklist(&mut self, input: Input, asked: bool, steps: &[StepBody<'_>], words: &Words) -> Option<Move> {
        let step = steps.get(self.row);
        match (input, step) {
            (Input::Enter, None) => return Some(if asked { Move::Insist } else { Move::GoOn }),
            (Input::Enter, Some(step)) if step.mark.is_some() => self.row += 1,
            (Input::Enter | Input::Toggle, Some(_)) => return Some(Move::Mark(self.row, Mark::Done)),
            (Input::NotShown, Some(_)) => return Some(Move::Mark(self.row, Mark::NotShown)),
            (Input::Check, Some(step)) if step.checks => return Some(Move::Look(self.row)),
            (Input::Undo, _) => return Some(Move::Unmark),
            _ => self.row = self.moved_or_nothing(input, (self.row, steps.len() + 1), words),
        }
        None
    }

    pub(super) fn make(&mut self, a_move: Move, walk: &mut Walk<'_>, page: &Page<'_>, words: &Words) {
        match walk.make(a_move) {
            Ok(notice) => self.taken(a_move, notice, walk, page, words),
            Err(refusal) => {
                self.asked = refusal.can_insist();
                self.message = Some(say::refusal(&refusal, words));
            }
        }
    }

    /// After a move that was taken: a new page gets a new focus, the same page keeps it.
    fn taken(&mut self, a_move: Move, notice: Option<Notice>, walk: &Walk<'_>, page: &Page<'_>, words: &Words) {
        match a_move {
            Move::Edit(_, Edit::Pasted(_)) | Move::Told => {}
            Move::Edit(..) | Move::Wipe => self.follows_row = true,
            Move::Mark(..) | Move::Unmark => {
                let next = walk.page();
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
                let next = walk.page();
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
fn row_after_marking(a_move: Move, row: usize, steps: &[StepBody<'_>], before: &[StepBody<'_>]) -> usize {
    let is_open = |place: &usize| steps.get(*place).is_some_and(|step| step.mark.is_none());
    let taken_back =
        || (0..steps.len()).find(|place| is_open(place) && before.get(*place).is_some_and(|s| s.mark.is_some()));
    match a_move {
        Move::Unmark => taken_back().unwrap_or(row),
        _ if is_open(&row) => row,
        _ => (row..steps.len()).chain(0..row).find(is_open).unwrap_or(steps.len()),
    }
}
