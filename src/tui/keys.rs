//! The table of keys: which keys each verb has. What a key asks for, and the keys that the footer and the help show,
//! follow from it and from the verbs of the page.

use std::borrow::Cow;

use crate::page::{Kind, Page, Verb};
use crate::terminal::Key;
use crate::walk::secret::Edit;

use super::scroll::Motion;
use super::theme::Theme;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Verb(Verb),
    Motion(Motion),
    Edit(Edit),
    /// The row at this place, counted from 0.
    Digit(usize),
    /// Space: chooses a row; marks a step, or takes its mark back.
    Toggle,
    LeaveAtOnce,
    Suspend,
    /// Draw the frame anew, whatever another program wrote over it.
    Redraw,
    Nothing,
}

impl Asked {
    /// Whether it may come again and again, and before anything was read: what moves, scrolls or edits, and what leaves
    /// at once.
    pub fn is_free(self) -> bool {
        match self {
            Asked::Verb(Verb::SwitchField)
            | Asked::Motion(_)
            | Asked::Edit(_)
            | Asked::LeaveAtOnce
            | Asked::Suspend
            | Asked::Redraw => true,
            Asked::Verb(_) | Asked::Digit(_) | Asked::Toggle | Asked::Nothing => false,
        }
    }
}

/// The keys of a verb.
enum Keys {
    /// The first that works where the focus is stands in the footer; in a text field a letter is text.
    Any(&'static [Key]),
    /// In a checklist they mean this alone, whatever they mean elsewhere.
    InChecklist(&'static [Key]),
    /// A letter in a checklist, and keys everywhere.
    LetterInChecklist(char, &'static [Key]),
    /// A letter at an ending, and keys everywhere.
    LetterAtEnding(char, &'static [Key]),
    /// The keys that move.
    Arrows,
    /// The digits of the rows.
    Digits,
    /// It has no key of its own: it is a row of this call, or a command of the plain mode.
    Keyless,
}

/// The table. To add a key: one verb, one line.
fn keys(verb: Verb) -> Keys {
    use Key::{BackTab, Backspace, Character, Control, Enter, Escape, Function, Left, Tab};
    use Keys::{Any, Arrows, Digits, InChecklist, Keyless, LetterAtEnding, LetterInChecklist};
    match verb {
        Verb::Choose | Verb::GoOn | Verb::Mark | Verb::Finish | Verb::Return => Any(&[Enter]),
        Verb::Change | Verb::Keep | Verb::SaveFile | Verb::ParkIt | Verb::BreakOff => Any(&[Enter]),
        Verb::Close => Any(&[Escape, Enter, Left, Backspace]),
        Verb::TakeUp => Any(&[Escape, Left, Backspace]),
        Verb::Discard => Any(&[Escape]),
        Verb::Back => Any(&[Escape, Left, Backspace]),
        Verb::Unmark => InChecklist(&[Backspace]),
        Verb::NotShown => InChecklist(&[Character('d')]),
        Verb::Check => InChecklist(&[Character('c')]),
        Verb::Help => Any(&[Function(1), Character('?')]),
        Verb::Plain => Any(&[Function(2)]),
        Verb::UserWording | Verb::AgentWording => Any(&[Function(3)]),
        Verb::Show | Verb::Hide => Any(&[Function(4), Control('t')]),
        Verb::Note => Any(&[Function(5)]),
        Verb::Answers => Any(&[Function(6), Control('o')]),
        Verb::Call => Any(&[Function(7)]),
        Verb::Asides => LetterInChecklist('x', &[Function(8), Control('x')]),
        Verb::Told => Any(&[Function(9)]),
        Verb::CallerTypes => Any(&[Function(10)]),
        Verb::Leave => LetterAtEnding('q', &[Control('q')]),
        Verb::Copy => LetterAtEnding('y', &[]),
        Verb::Save => LetterAtEnding('s', &[]),
        Verb::View => LetterAtEnding('v', &[]),
        Verb::SwitchField => Any(&[Tab, BackTab]),
        Verb::Clear => Any(&[Control('u')]),
        Verb::Move | Verb::Scroll => Arrows,
        Verb::Digit => Digits,
        Verb::Reference | Verb::Park | Verb::Parked | Verb::NewCall => Keyless,
    }
}

/// What this key asks for on this page, with the focus on this row. One with several verbs means the first that the
/// page offers; where it offers none of them, it is refused with a reason.
pub fn asked(key: Key, page: &Page<'_>, row: usize) -> Asked {
    match key {
        Key::Control('c') => return Asked::LeaveAtOnce,
        Key::Control('z') => return Asked::Suspend,
        Key::Control('l') => return Asked::Redraw,
        _ => {}
    }
    let in_text_field = is_text_field(page);
    if let Some(edit) = edit(key).filter(|_| in_text_field) {
        return Asked::Edit(edit);
    }
    if let Some(motion) = motion(key, in_text_field) {
        return Asked::Motion(motion);
    }
    let place = Place::on(page);
    let means = |verb: &Verb| working(*verb, place).any(|known| known == key);
    let of_checklist = |verb: &Verb| matches!(keys(*verb), Keys::InChecklist(_)) && means(verb);
    let all = || Verb::ALL.iter().copied();
    let in_checklist = all().find(of_checklist);
    let offered = || page.verbs(row).into_iter().find(means);
    if let Some(verb) = in_checklist.or_else(offered).or_else(|| all().find(means)) {
        return Asked::Verb(verb);
    }
    match key {
        Key::Character(' ') => Asked::Toggle,
        Key::Character(digit @ '1'..='9') => Asked::Digit(digit as usize - '1' as usize),
        _ => Asked::Nothing,
    }
}

/// On what kind of page keys are pressed, as far as it decides what they mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    TextField,
    Checklist,
    Ending,
    Elsewhere,
}

impl Place {
    fn on(page: &Page<'_>) -> Place {
        match page.kind {
            _ if is_text_field(page) => Place::TextField,
            Kind::Checklist => Place::Checklist,
            Kind::Ending(_) => Place::Ending,
            Kind::Question | Kind::Password(_) | Kind::Over(_) => Place::Elsewhere,
        }
    }
}

/// The keys of a verb that work there, the one that stands in the footer first.
fn working(verb: Verb, place: Place) -> impl Iterator<Item = Key> {
    let (letter, keys): (Option<char>, &'static [Key]) = match keys(verb) {
        Keys::Any(keys) => (None, keys),
        Keys::InChecklist(keys) => (None, if place == Place::Checklist { keys } else { &[] }),
        Keys::LetterInChecklist(letter, keys) => ((place == Place::Checklist).then_some(letter), keys),
        Keys::LetterAtEnding(letter, keys) => ((place == Place::Ending).then_some(letter), keys),
        Keys::Arrows | Keys::Digits | Keys::Keyless => (None, &[]),
    };
    let is_text = move |key: &Key| place == Place::TextField && matches!(key, Key::Character(_));
    letter.map(Key::Character).into_iter().chain(keys.iter().copied().filter(move |key| !is_text(key)))
}

/// The letters that do something on this page.
pub fn letters(page: &Page<'_>) -> &'static [char] {
    match page.kind {
        Kind::Checklist => &['d', 'x', 'c'],
        Kind::Ending(_) => &['y', 's', 'v', 'q'],
        Kind::Question | Kind::Password(_) | Kind::Over(_) => &[],
    }
}

/// Whether printable keys are text on this page.
pub fn is_text_field(page: &Page<'_>) -> bool {
    match page.kind {
        Kind::Over(over) => over.has_entry(),
        Kind::Question | Kind::Password(_) | Kind::Checklist | Kind::Ending(_) => page.has_fields(),
    }
}

/// What a key does in a text field.
fn edit(key: Key) -> Option<Edit> {
    Some(match key {
        // Nobody would see one in the field, as that of Ctrl-Space.
        Key::Character(character) if character.is_control() => return None,
        Key::Character(character) => Edit::Insert(character),
        Key::PasteStart => Edit::PasteStart,
        Key::Pasted(character) => Edit::Pasted(character),
        Key::PasteEnd => Edit::PasteEnd,
        Key::Backspace => Edit::Backspace,
        Key::Delete => Edit::Delete,
        Key::Left => Edit::Left,
        Key::Right => Edit::Right,
        Key::Home => Edit::Home,
        Key::End => Edit::End,
        Key::Control('u') => Edit::Clear,
        Key::Control('a') => Edit::Home,
        Key::Control('e') => Edit::End,
        Key::Control('k') => Edit::DeleteToEnd,
        Key::Control('w') => Edit::DeleteWord,
        _ => return None,
    })
}

fn motion(key: Key, in_text_field: bool) -> Option<Motion> {
    Some(match key {
        Key::Up | Key::Control('p') => Motion::Up,
        Key::Down | Key::Control('n') => Motion::Down,
        Key::PageUp => Motion::PageUp,
        Key::PageDown => Motion::PageDown,
        _ if in_text_field => return None,
        Key::BackTab => Motion::Up,
        Key::Tab => Motion::Down,
        Key::Home => Motion::First,
        Key::End => Motion::Last,
        _ => return None,
    })
}

/// How the keys of a page are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Labels {
    arrows: &'static str,
    place: Place,
    choices: usize,
    /// The password is shown.
    shown: bool,
}

/// What is shown of a verb: its key, and what it does.
pub struct Hint {
    pub verb: Verb,
    pub key: Cow<'static, str>,
    pub does: &'static str,
}

impl Labels {
    /// What is shown of those of these verbs that have a key where the focus is.
    pub fn hints(&self, verbs: &[Verb]) -> Vec<Hint> {
        let hints = verbs.iter().map(|verb| {
            let (key, does) = self.hint(*verb);
            Hint { verb: *verb, key, does }
        });
        hints.filter(|hint| !hint.key.is_empty()).collect()
    }

    pub fn of(page: &Page<'_>, shown: bool, theme: &Theme) -> Labels {
        Labels { arrows: theme.marks.arrows, place: Place::on(page), choices: page.choices().count(), shown }
    }

    /// The key of a verb where the focus is, and what it does.
    pub fn hint(&self, verb: Verb) -> (Cow<'static, str>, &'static str) {
        let does = if verb == Verb::Show && self.shown { Verb::Hide } else { verb };
        let key = match keys(verb) {
            Keys::Any(_) | Keys::InChecklist(_) | Keys::LetterInChecklist(..) | Keys::LetterAtEnding(..) => {
                working(verb, self.place).next().map(name).unwrap_or_default()
            }
            Keys::Arrows => self.arrows.into(),
            Keys::Digits if self.choices == 1 => "1".into(),
            Keys::Digits => format!("1-{}", self.choices).into(),
            Keys::Keyless => "".into(),
        };
        (key, does.hint())
    }
}

/// How a key is called.
fn name(key: Key) -> Cow<'static, str> {
    const FUNCTIONS: [&str; 12] = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"];
    match key {
        Key::Character(character) => character.to_string().into(),
        Key::Control(letter) => format!("Ctrl-{}", letter.to_ascii_uppercase()).into(),
        Key::Function(number) => FUNCTIONS.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or_default().into(),
        Key::Escape => "Esc".into(),
        Key::Enter => "Enter".into(),
        key => format!("{key:?}").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content;
    use crate::page::over::{Loss, Then};
    use crate::walk::{Move, Role, Walk};

    /// Every verb that a page offers is what the key does that is shown for it.
    fn keeps_what_it_shows(page: &Page<'_>) {
        for row in 0..=page.rows().count() {
            for verb in page.verbs(row) {
                let Some(key) = working(verb, Place::on(page)).next() else { continue };
                let means = match verb {
                    Verb::Clear => Asked::Edit(Edit::Clear),
                    verb => Asked::Verb(verb),
                };
                assert_eq!(asked(key, page, row), means, "{key:?} on {:?}, row {row}", page.kind);
            }
        }
    }

    #[test]
    fn the_key_that_is_shown_for_a_verb_is_the_key_that_does_it() {
        let article = content::load(content::BUILT_IN).unwrap_or_else(|faults| panic!("{faults}"));
        let way = "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later \
                   reset=done test=both";
        for role in [Role::User, Role::Agent] {
            let mut walk = Walk::in_role(&article, role);
            for answer in way.split(' ') {
                let page = Page::of(&walk);
                keeps_what_it_shows(&page);
                let over = [page.help(0), page.asides(0), page.answers(), page.note(), page.told()];
                let asked = [page.offer("an offer"), page.notes("notes"), page.call(), page.reference()];
                let before = [Then::Leave, Then::NewCall, Then::TakeUp(0)].map(|then| page.before(then, Loss::Call));
                let more = [page.save("a name"), page.save_name(), page.open_steps(), page.parked(&[], "none")];
                let left = [page.park(Then::Leave), page.break_off(Then::NewCall)];
                for over in over.iter().chain(&asked).chain(&before).chain(&more).chain(&left) {
                    keeps_what_it_shows(over);
                }
                for a_move in [Move::Mark(0, crate::walk::Mark::Done), Move::Look(8), Move::CallerTypes] {
                    _ = walk.make(a_move);
                    keeps_what_it_shows(&Page::of(&walk));
                }
                let (node, key) = answer.split_once('=').unwrap();
                walk.answer(node, key).unwrap();
            }
            keeps_what_it_shows(&Page::of(&walk));
        }
    }

    #[test]
    fn what_nobody_would_see_in_a_field_is_not_typed_there() {
        for character in ['\0', '\u{1b}', '\u{7f}', '\u{85}'] {
            assert_eq!(edit(Key::Character(character)), None, "{character:?}");
        }
    }

    #[test]
    fn in_a_text_field_no_letter_is_shown_as_a_key() {
        for verb in Verb::ALL.iter().copied() {
            let labels = Labels { arrows: "", place: Place::TextField, choices: 0, shown: false };
            let (label, _) = labels.hint(verb);
            assert_ne!(label.chars().count(), 1, "{verb:?}: {label:?}");
        }
    }
}
