//! What only the screen recalls: where the focus is on the page of the walk, what lies over it, and what there is to
//! say. From what a key asks for it makes an act, and does it. (Long, since every act and every move is done here.)

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use std::ops::Range;

use zeroize::Zeroizing;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::over::{Loss, Then};
use crate::page::{Act, Kind, Over, Page, Verb, say};
use crate::run::{Left, Opening, Run, name_looks_secret};
use crate::walk;
use crate::walk::secret::Edit;
use crate::walk::{Field, Here, Mark, Move, Notice, Refusal};

use super::draw::{Footer, TrailLines};
use super::keys::Asked;
use super::layer::{Entry, Layer, Place};
use super::scroll::{Motion, Scroll};

/// What the screen recalls.
pub struct View<'a> {
    /// The page of the walk, as it was when it was made.
    page: Page<'a>,
    /// Something was typed since.
    is_typed_in: bool,
    place: Place,
    /// The field that has the focus.
    pub field: Field,
    /// The password is shown.
    pub shown: bool,
    /// What lies over the page, the uppermost last.
    layers: Vec<Layer<'a>>,
    pub message: Option<String>,
    /// A refusal stands there that the next Enter overrules.
    can_insist: bool,
    /// The window is large enough for the page.
    pub is_seen: bool,
    /// What was set for the frame before, beside and below the page.
    pub trail_lines: Option<TrailLines<'a>>,
    pub footer: Option<Footer>,
}

/// What a key leaves to be done outside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing.
    Done,
    Suspend,
    /// To draw the whole frame anew.
    Redraw,
    /// To send the case notes to the clipboard.
    Copy,
    Leave(Left),
}

impl<'a> View<'a> {
    pub fn new(run: &Run<'a>) -> View<'a> {
        let page = Page::of(&run.walk);
        View {
            place: Place::new(page.first_row(), 0),
            page,
            is_typed_in: false,
            field: Field::Password,
            shown: false,
            layers: Vec::new(),
            message: None,
            can_insist: false,
            is_seen: true,
            trail_lines: None,
            footer: None,
        }
    }

    /// Says what there is to say first, and lays over the page what is offered: the walk that was kept, or the parked
    /// call that was named.
    pub fn open_with(&mut self, opening: Opening, run: &mut Run<'a>) {
        let Opening { remark, offer, parked, wanted } = opening;
        let waiting = match parked {
            0 => None,
            1 => Some(words().parked.one_waits.to_owned()),
            count => Some(fill_in(words().parked.some_wait, &[("count", &count.to_string())])),
        };
        let said: Vec<String> = remark.into_iter().chain(waiting.filter(|_| wanted.is_none())).collect();
        self.message = Some(said.join(" ")).filter(|said| !said.is_empty());
        if let Some(offer) = offer {
            self.lay(Over::Offer, self.page.offer(&offer), None);
        }
        if wanted.is_some() {
            self.open(Over::Parked, run);
            self.top_place().row = wanted;
        }
    }

    /// Makes the page anew where something was typed since it was made.
    pub fn refresh(&mut self, run: &Run<'a>) {
        if std::mem::take(&mut self.is_typed_in) {
            self.page.take_typed(&run.walk);
        }
    }

    /// The page of the walk.
    pub fn page(&self) -> &Page<'a> {
        &self.page
    }

    /// The row of that page that has the focus when nothing lies over it; beyond them all where none has it.
    pub fn row(&self) -> usize {
        self.place.row()
    }

    /// What lies uppermost over it.
    pub fn over(&self) -> Option<Over> {
        self.layers.last().map(|layer| layer.over)
    }

    /// The page that keys are for: what lies uppermost, else that of the walk.
    pub fn top(&self) -> &Page<'a> {
        self.layers.last().map_or(&self.page, |layer| &layer.page)
    }

    /// The row there that has the focus.
    pub fn top_row(&self) -> usize {
        self.layers.last().map_or(&self.place, |layer| &layer.place).row()
    }

    /// The row there that has the focus, if one has it.
    pub fn pointed(&self) -> Option<usize> {
        self.layers.last().map_or(&self.place, |layer| &layer.place).row
    }

    /// Whether a digit means a row of the page that is not on the screen, so that nobody can have chosen it.
    pub fn is_out_of_sight(&self, asked: Asked) -> bool {
        let Asked::Digit(row) = asked else { return false };
        let place = self.layers.last().map_or(&self.place, |layer| &layer.place);
        self.choice(row).is_some() && place.in_sight.as_ref().is_some_and(|seen| !seen.contains(&row))
    }

    /// Says which rows are on the screen.
    pub fn has_in_sight(&mut self, rows: Range<usize>) {
        self.top_place().in_sight = Some(rows);
    }

    pub fn scroll(&mut self) -> &mut Scroll {
        &mut self.top_place().scroll
    }

    /// What is written in what lies uppermost.
    pub fn entry(&self) -> Option<&Entry> {
        self.layers.last().and_then(|layer| layer.entry.as_ref())
    }

    /// Says that a key did not count, after what it was to confirm.
    pub fn too_quick(&mut self) {
        let too_quick = words().refusal.too_quick;
        self.message = Some(match self.message.take() {
            Some(message) if message.ends_with(too_quick) => message,
            Some(message) => format!("{message} {too_quick}"),
            None => too_quick.to_owned(),
        });
    }

    /// Whether this would confirm something, so that it must not be a held or doubled key, or one typed ahead.
    pub fn confirms(&self, asked: Asked) -> bool {
        let open = || self.page.steps().filter(|step| step.mark.is_none()).count();
        match self.act(asked) {
            // An Enter that is held on the page before must not go past an ending.
            Act::End(Then::Leave) => asked == Asked::Verb(Verb::Finish),
            // What it does instead is asked first where something would be lost.
            Act::End(Then::NewCall | Then::TakeUp(_)) => false,
            Act::EndNow(_)
            | Act::ParkNow(_)
            | Act::BreakOffNow(_)
            | Act::BeginAnew
            | Act::Move(Move::AllDone | Move::LeaveUnfinished | Move::LeadOn(_)) => true,
            Act::KeepNote | Act::SaveFile | Act::KeepReference => self.can_insist,
            Act::Move(Move::GoOn) => self.can_insist || (self.page.is_checklist() && open() == 0),
            Act::Move(Move::Mark(step, _)) => {
                open() == 1 && self.page.steps().nth(step).is_some_and(|step| step.mark.is_none())
            }
            Act::Move(
                Move::Choose(_)
                | Move::Insist
                | Move::Back
                | Move::Change(_)
                | Move::Unmark
                | Move::Look(_)
                | Move::Edit(..)
                | Move::Wipe
                | Move::SwitchRole
                | Move::Told
                | Move::NotTold
                | Move::CallerTypes
                | Move::NewCall,
            )
            | Act::Open(_)
            | Act::Close
            | Act::Plain
            | Act::Copy
            | Act::ShowOrHide
            | Act::SwitchField
            | Act::NextRow
            | Act::Say(_)
            | Act::NotHere => false,
        }
    }

    /// Whether this goes on from what is asked here, so that it must not be a key of habit: it takes an answer, marks a
    /// step, leaves, or closes what was to be read.
    pub fn goes_on(&self, asked: Asked) -> bool {
        match self.act(asked) {
            // It says what is missing, or opens what can be closed again.
            Act::Say(_) | Act::NotHere | Act::NextRow | Act::Open(_) => false,
            Act::Move(_)
            | Act::Close
            | Act::End(_)
            | Act::EndNow(_)
            | Act::ParkNow(_)
            | Act::BreakOffNow(_)
            | Act::KeepReference
            | Act::Plain
            | Act::Copy
            | Act::SaveFile
            | Act::KeepNote
            | Act::ShowOrHide
            | Act::SwitchField
            | Act::BeginAnew => true,
        }
    }

    /// Whether this leads back to a page that was read before.
    pub fn goes_back(&self, asked: Asked) -> bool {
        matches!(self.act(asked), Act::Close | Act::KeepNote | Act::KeepReference) && self.over() != Some(Over::Offer)
    }

    /// Gives this row the focus, as a typed word or a digit finds it; or none.
    pub fn find(&mut self, row: Option<usize>) {
        self.message = None;
        self.can_insist = false;
        self.top_place().row = row;
        self.scroll().follow();
    }

    /// How much lies over the page.
    pub(super) fn layers(&self) -> usize {
        self.layers.len()
    }

    /// Says that only the first key of what was typed counted, and how to go back.
    pub(super) fn takes_the_first_key(&mut self) {
        self.can_insist = false;
        self.message = Some(words().refusal.first_taken.to_owned());
    }

    /// Says that what was typed was none of the keys that work, never to type a password here, and which key goes on.
    pub fn takes_nothing(&mut self) {
        self.can_insist = false;
        let words = &words().refusal;
        let page = self.top();
        let opens_field = matches!(self.choice(self.top_row()), Some(Act::Open(over)) if over.has_entry());
        let instead = match page.kind {
            Kind::Checklist => Some(words.press_when_done),
            _ if opens_field => Some(words.by_enter),
            Kind::Question | Kind::Password(_) | Kind::Ending(_) | Kind::Over(_) => {
                page.choices().next().map(|_| words.press_a_number)
            }
        };
        let says = [Some(words.nothing_taken), instead].into_iter().flatten();
        self.message = Some(says.collect::<Vec<_>>().join(" "));
    }

    /// Wipes what is typed.
    pub fn wipe(&mut self, run: &mut Run<'a>) -> Option<Notice> {
        self.shown = false;
        self.is_typed_in = true;
        run.make(Move::Wipe).ok().flatten()
    }

    /// Does what a key asks for; returns what is to be done outside the page.
    pub fn press(&mut self, asked: Asked, run: &mut Run<'a>) -> Pressed {
        // Reading on takes nothing away of what is read.
        if let Asked::Motion(motion @ (Motion::PageUp | Motion::PageDown)) = asked {
            self.moved(motion);
            return Pressed::Done;
        }
        if asked == Asked::Redraw {
            return Pressed::Redraw;
        }
        let insists = std::mem::take(&mut self.can_insist);
        self.message = None;
        match asked {
            Asked::Verb(_) | Asked::Digit(_) | Asked::Toggle => {
                self.refresh(run);
                return self.take(self.act(asked), insists, run);
            }
            Asked::Motion(motion) => self.moved(motion),
            Asked::Edit(edit) => self.edit(edit, run),
            Asked::LeaveAtOnce => return Pressed::Leave(Left::AtOnce),
            Asked::Suspend => return Pressed::Suspend,
            Asked::Redraw | Asked::Nothing => {}
        }
        Pressed::Done
    }

    /// What a key asks for, as an act where the focus is.
    fn act(&self, asked: Asked) -> Act {
        match asked {
            Asked::Verb(verb) => self.act_of(verb),
            Asked::Digit(place) => match (self.choice(place), self.top().kind) {
                // Somebody may be typing a password: no digit leads to where it would be seen.
                (Some(Act::Open(over)), _) if over.has_entry() => Act::Say(words().refusal.by_enter),
                // Somebody may be typing the reference of the call: no digit of it throws the call away.
                (Some(Act::EndNow(_)), _) if self.top().choices().count() > 2 => {
                    Act::Say(words().refusal.throw_by_enter)
                }
                (Some(act), _) => act,
                (None, Kind::Question) => Act::Move(Move::Choose(place)),
                (None, Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_)) => Act::NotHere,
            },
            Asked::Toggle => {
                let row = self.top_row();
                let step = self.top().steps().nth(row).map(|_| Act::Move(Move::Mark(row, Mark::Done)));
                let none = if self.top().begins_unchosen() { self.act_of(Verb::Choose) } else { Act::NotHere };
                self.choice(row).or(step).unwrap_or(none)
            }
            Asked::Motion(_)
            | Asked::Edit(_)
            | Asked::LeaveAtOnce
            | Asked::Suspend
            | Asked::Redraw
            | Asked::Nothing => Act::NotHere,
        }
    }

    fn act_of(&self, verb: Verb) -> Act {
        match self.layers.last() {
            Some(layer) if !layer.lets_through(verb) => layer.act(verb),
            Some(_) | None => self.page.act(verb, self.row()),
        }
    }

    /// What choosing this row asks for, where it can be chosen.
    fn choice(&self, row: usize) -> Option<Act> {
        self.top().choices().nth(row).map(|choice| choice.act)
    }

    fn take(&mut self, act: Act, insists: bool, run: &mut Run<'a>) -> Pressed {
        match act {
            Act::Move(Move::GoOn) if insists => self.make(Move::Insist, run),
            Act::Move(a_move) => self.make(a_move, run),
            Act::Open(over) => self.open(over, run),
            Act::Close => self.close(),
            Act::End(then) => {
                // What would be lost depends on whether the last answer can be kept.
                let trouble = run.keep();
                let Some(loss) = run.loss(self.is_writing()) else { return self.end(then, run) };
                self.ask_before(then, loss);
                self.message = trouble;
            }
            Act::EndNow(then) => return self.end(then, run),
            Act::ParkNow(then) => return self.park(then, insists, run),
            Act::BreakOffNow(then) => return self.break_off(then, insists, run),
            Act::KeepReference => self.keep_reference(insists, run),
            // What is being written is kept or dropped first, so that it is not lost unasked.
            Act::Plain if self.is_writing() => self.message = Some(words().refusal.writing.to_owned()),
            Act::Plain => return Pressed::Leave(Left::Other),
            Act::Copy => return Pressed::Copy,
            Act::SaveFile => self.save_notes(insists, run),
            Act::KeepNote => self.keep_note(insists, run),
            Act::ShowOrHide => self.shown = !self.shown,
            Act::SwitchField => {
                self.field = match self.field {
                    Field::Password => Field::Username,
                    Field::Username => Field::Password,
                };
                self.place.scroll.follow();
            }
            Act::NextRow => self.moved(Motion::Down),
            Act::BeginAnew => {
                self.make(Move::NewCall, run);
                self.message = Some(words().state.begun_anew.to_owned());
            }
            Act::Say(text) => self.message = Some(text.to_owned()),
            Act::NotHere => self.refuse(&Refusal::NotHere),
        }
        Pressed::Done
    }

    pub(super) fn make(&mut self, a_move: Move, run: &mut Run<'a>) {
        let look = match run.walk.here() {
            Here::Checklist(_, look) => look.as_ref().map(|look| look.step),
            Here::Question(_) | Here::Password(..) | Here::Ending(_) => None,
        };
        match run.make(a_move) {
            Ok(notice) => {
                self.moved_on(a_move, run);
                if let Some(step) = look.filter(|_| self.page.is_checklist()) {
                    self.place.row = Some(step);
                }
                if let Move::Change(_) = a_move {
                    self.message = Some(fill_in(words().answers.changing, &[("about", self.page.about)]));
                }
                if let Some(notice) = notice {
                    self.tell(&notice);
                }
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    /// After a move that was made: a new page gets a new focus, the same page keeps it.
    fn moved_on(&mut self, a_move: Move, run: &Run<'a>) {
        match a_move {
            Move::Edit(_, edit) => {
                self.is_typed_in = true;
                if !matches!(edit, Edit::Pasted(_)) {
                    self.place.scroll.follow();
                }
            }
            Move::Wipe => self.is_typed_in = true,
            Move::Told => self.page = Page::of(&run.walk),
            Move::NotTold => {
                self.page = Page::of(&run.walk);
                self.layers.retain(Layer::is_writing);
            }
            Move::Mark(..) | Move::Unmark => {
                let before = std::mem::replace(&mut self.page, Page::of(&run.walk));
                self.place.row = Some(row_after_marking(a_move, self.place.row(), &before, &self.page));
                self.place.scroll.follow();
            }
            Move::Choose(_)
            | Move::GoOn
            | Move::Insist
            | Move::Back
            | Move::Change(_)
            | Move::AllDone
            | Move::LeaveUnfinished
            | Move::LeadOn(_)
            | Move::Look(_)
            | Move::SwitchRole
            | Move::CallerTypes
            | Move::NewCall => {
                let (seen, row, rows) = (self.scroll().seen(), self.place.row, self.page.rows().count());
                *self = View { is_seen: self.is_seen, ..View::new(run) };
                self.place.scroll = Scroll::new(seen);
                // The same page in other words has the same rows.
                if a_move == Move::SwitchRole && rows == self.page.rows().count() {
                    self.place.row = row;
                }
            }
        }
    }

    fn tell(&mut self, notice: &Notice) {
        match say::notice(notice) {
            Some(said) => self.message = Some(said),
            None => self.lay(Over::Told, self.page.told(), None),
        }
    }

    fn refuse(&mut self, refusal: &Refusal) {
        self.can_insist = refusal.can_insist();
        let texts = &words().refusal;
        let reason = self.page.refusal(refusal);
        self.message = match (refusal, self.layers.last()) {
            // A key that does nothing where something is written is no more than a slip.
            (Refusal::NotHere, Some(layer)) if layer.entry.is_some() => None,
            // Over a page F1 shows no keys.
            (Refusal::NotHere, Some(_)) => Some(texts.not_here_over.to_owned()),
            // They say by themselves how they are insisted on.
            (Refusal::NoteLooksSecret | Refusal::NoteStays | Refusal::ReferenceDoubtful, _) => Some(reason),
            _ if self.can_insist => Some(fill_in(texts.insist, &[("reason", &reason)])),
            _ => Some(reason),
        };
        self.scroll().follow();
    }

    fn moved(&mut self, motion: Motion) {
        let rows = self.top().rows().count();
        let place = self.top_place();
        // From no row the first key that moves leads to the first one, or to the last.
        place.row = match (place.row, motion) {
            (None, Motion::Down | Motion::First) => Some(0),
            (None, Motion::Up | Motion::Last) => Some(rows.saturating_sub(1)),
            (None, Motion::PageUp | Motion::PageDown) => {
                place.scroll.moved(motion, 0, rows);
                None
            }
            (Some(row), _) => Some(place.scroll.moved(motion, row, rows)),
        };
    }

    fn edit(&mut self, edit: Edit, run: &mut Run<'a>) {
        match self.layers.last_mut() {
            Some(layer) => self.message = layer.edit(edit),
            None => self.make(Move::Edit(self.field, edit), run),
        }
    }

    fn open(&mut self, over: Over, run: &mut Run<'a>) {
        let row = self.row();
        match over {
            Over::Help => self.lay(over, self.page.help(row), None),
            Over::Asides => {
                if let Some(aside) = self.page.only_aside_at(row) {
                    run.walk.note_aside(aside);
                }
                self.lay(over, self.page.asides(row), None);
            }
            Over::Answers => {
                self.lay(over, self.page.answers(), None);
                self.top_place().row = Some(self.page.trail.len().saturating_sub(1));
            }
            Over::Note => {
                self.lay(over, self.page.note(), Some(""));
            }
            Over::Save => {
                let name = run.ready_name();
                self.lay(over, self.page.save(&name), Some(&name));
            }
            Over::SaveName => self.lay(over, self.page.save_name(), Some(&run.ready_name())),
            Over::Call => self.lay(over, self.page.call(), None),
            Over::Notes => self.lay(over, self.page.notes(&run.case_notes().text()), None),
            Over::Reference => {
                let reference = run.reference().unwrap_or_default().to_owned();
                self.lay(over, self.page.reference(), Some(&reference));
            }
            Over::Park(then) => match run.parking_trouble() {
                None => {
                    let reference = run.reference().unwrap_or_default().to_owned();
                    self.lay(over, self.page.park(then), Some(&reference));
                }
                trouble => self.message = trouble,
            },
            Over::BreakOff(then) => self.lay(over, self.page.break_off(then), Some("")),
            Over::Parked => {
                let (calls, say) = run.list_parked();
                self.lay(over, self.page.parked(&calls, &say), None);
            }
            Over::Told => self.lay(over, self.page.told(), None),
            Over::OpenSteps => self.lay(over, self.page.open_steps(), None),
            Over::Before(then) => {
                if let Some(loss) = run.loss(self.is_writing()) {
                    self.ask_before(then, loss);
                }
            }
            // It comes with its text, before the first key.
            Over::Offer => {}
        }
    }

    /// Asks before something is lost. Only a note that is being written stays beneath the question.
    fn ask_before(&mut self, then: Then, loss: Loss) {
        self.layers.retain(Layer::is_writing);
        self.lay(Over::Before(then), self.page.before(then, loss), None);
    }

    /// Lays something over the page; where something is written in it, it begins with a text.
    fn lay(&mut self, over: Over, page: Page<'a>, text: Option<&str>) {
        let place = Place::new(page.first_row(), self.scroll().seen());
        let mut layer = Layer { over, page, place, entry: None };
        // It begins with words to read aloud.
        if over == Over::Told {
            layer.place.scroll.begin_at_top();
        }
        if let Some(text) = text {
            self.message = layer.write(text);
        }
        self.layers.push(layer);
    }

    fn close(&mut self) {
        let closed = self.layers.pop();
        if closed.is_some_and(|layer| layer.over == Over::Told) && self.page.told {
            self.message = Some(words().plain.told_stays.to_owned());
        }
    }

    /// Whether a note is being written, here or beneath what lies here.
    pub fn is_writing(&self) -> bool {
        self.layers.iter().any(Layer::is_writing)
    }

    fn keep_note(&mut self, insists: bool, run: &mut Run<'a>) {
        let Some(note) = self.written() else { return };
        match run.write_note(&note, insists) {
            Ok(notice) => {
                self.page = Page::of(&run.walk);
                self.close();
                self.tell(&notice);
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    /// Goes from this call to what comes next.
    fn end(&mut self, then: Then, run: &mut Run<'a>) -> Pressed {
        let said = match run.end(then) {
            Ok(_) if then == Then::Leave => return Pressed::Leave(Left::Asked),
            Ok(said) => {
                *self = View { is_seen: self.is_seen, ..View::new(run) };
                said
            }
            Err(said) => said,
        };
        self.message = Some(said);
        Pressed::Done
    }

    /// Parks the call under the reference that is written, and goes on to what comes next.
    fn park(&mut self, then: Then, insists: bool, run: &mut Run<'a>) -> Pressed {
        let Some(reference) = self.written() else { return Pressed::Done };
        if let Err(refusal) = run.name_call(&reference, insists) {
            self.refuse(&refusal);
            return Pressed::Done;
        }
        if !self.takes_note_along(run) {
            return Pressed::Done;
        }
        let parked = run.park();
        self.settled(parked, then, run)
    }

    /// Writes the call as broken off for the reason that is written, and goes on to what comes next.
    fn break_off(&mut self, then: Then, insists: bool, run: &mut Run<'a>) -> Pressed {
        let Some(why) = self.written() else { return Pressed::Done };
        let why = match walk::line(&why, insists) {
            Ok(why) => why,
            Err(refusal) => {
                self.refuse(&refusal);
                return Pressed::Done;
            }
        };
        if !self.takes_note_along(run) {
            return Pressed::Done;
        }
        let written = run.break_off(why);
        self.settled(written, then, run)
    }

    /// After a call was parked or written; where it could not be, it goes on.
    fn settled(&mut self, made: Result<String, String>, then: Then, run: &mut Run<'a>) -> Pressed {
        let said = match made {
            Ok(said) => said,
            Err(said) => {
                self.message = Some(said);
                return Pressed::Done;
            }
        };
        if then == Then::Leave {
            run.part_with(said);
            return Pressed::Leave(Left::Asked);
        }
        let next = if then == Then::NewCall { None } else { Some(run.end(then).unwrap_or_else(|said| said)) };
        *self = View { is_seen: self.is_seen, ..View::new(run) };
        self.message = Some([Some(said), next].into_iter().flatten().collect::<Vec<_>>().join(" "));
        Pressed::Done
    }

    /// Keeps the note that is being written beneath, so that it goes with the call. Where it cannot be kept as it is,
    /// goes back to it, and says why.
    fn takes_note_along(&mut self, run: &mut Run<'a>) -> bool {
        let Some(place) = self.layers.iter().position(Layer::is_writing) else { return true };
        let entry = self.layers.get(place).and_then(|layer| layer.entry.as_ref());
        let note: Zeroizing<String> = Zeroizing::new(entry.into_iter().flat_map(Entry::characters).collect());
        if note.trim().is_empty() {
            return true;
        }
        match run.write_note(&note, false) {
            Ok(_) => true,
            Err(refusal) => {
                self.layers.truncate(place + 1);
                self.refuse(&refusal);
                false
            }
        }
    }

    /// Gives the call the reference that is written.
    fn keep_reference(&mut self, insists: bool, run: &mut Run<'a>) {
        let Some(reference) = self.written() else { return };
        match run.name_call(&reference, insists) {
            Ok(said) => {
                self.layers.retain(Layer::is_writing);
                self.message = Some(said);
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    /// Writes the case notes; what goes wrong is said, and the name can be changed.
    fn save_notes(&mut self, insists: bool, run: &mut Run<'a>) {
        let Some(name) = self.written() else { return };
        if name_looks_secret(&name) && !insists {
            self.can_insist = true;
            self.message = Some(words().notes.name_looks_secret.to_owned());
            return;
        }
        let said = match run.save_notes(&name) {
            Ok(said) => {
                self.layers.clear();
                said
            }
            Err(said) => said,
        };
        self.message = Some(said);
    }

    fn written(&self) -> Option<Zeroizing<String>> {
        self.entry().map(|entry| Zeroizing::new(entry.characters().collect()))
    }

    fn top_place(&mut self) -> &mut Place {
        self.layers.last_mut().map_or(&mut self.place, |layer| &mut layer.place)
    }
}

/// After a mark, the next open step; after a mark was taken back, the step it was taken from.
fn row_after_marking(a_move: Move, row: usize, before: &Page<'_>, after: &Page<'_>) -> usize {
    let open: Vec<bool> = after.steps().map(|step| step.mark.is_none()).collect();
    let is_open = |place: usize| open.get(place).copied().unwrap_or_default();
    if a_move == Move::Unmark {
        let was_marked = before.steps().map(|step| step.mark.is_some());
        return was_marked.enumerate().position(|(place, marked)| marked && is_open(place)).unwrap_or(row);
    }
    if is_open(row) {
        return row;
    }
    (row..open.len()).chain(0..row).find(|place| is_open(*place)).unwrap_or(open.len())
}
