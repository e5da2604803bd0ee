//! The narrow door from what is typed to the frame: masked, or shown when that was asked for.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::content::character::harm;
use crate::walk::secret::Secret;

use super::draw::row;
use super::theme::Theme;

/// How a field is drawn.
pub struct Look<'t> {
    pub width: usize,
    /// What is in it is shown.
    pub shown: bool,
    /// It is a text in any script, so that accents and vowel signs stand on their letters. In a password each is seen by
    /// itself, since it counts as a character.
    pub is_text: bool,
    pub theme: &'t Theme,
}

/// Puts what is in a field straight into the frame, masked or shown; returns the cursor's column.
pub fn fill<const ROOM: usize>(buffer: &mut Buffer, secret: &Secret<ROOM>, start: Position, look: &Look<'_>) -> u16 {
    let Look { width, theme, .. } = *look;
    for column in 0..width {
        if let Some(cell) = buffer.cell_mut((start.x + row(column), start.y)) {
            cell.set_char(theme.marks.blank);
        }
    }
    // What is before the cursor is seen as far as there is room.
    let before: usize = shapes(secret, look).take(secret.cursor()).map(|(_, wide)| wide).sum();
    let mut hidden = before.saturating_sub(width - 1);
    let (mut column, mut at, mut letter) = (0, 0, None);
    let mut is_full = false;
    for (place, (character, wide)) in shapes(secret, look).enumerate() {
        if wide == 0 {
            if let Some(cell) = letter.and_then(|letter| buffer.cell_mut((start.x + row(letter), start.y))) {
                put_on(cell, character);
            }
        } else if hidden > 0 {
            hidden = hidden.saturating_sub(wide);
        } else if !is_full && column + wide <= width {
            if let Some(cell) = buffer.cell_mut((start.x + row(column), start.y)) {
                cell.set_char(character);
            }
            if wide == 2
                && let Some(cell) = buffer.cell_mut((start.x + row(column + 1), start.y))
            {
                cell.reset();
            }
            letter = Some(column);
            column += wide;
        } else {
            // Nor does a narrower one come in its place.
            is_full = true;
            letter = None;
        }
        if place < secret.cursor() {
            at = column;
        }
    }
    start.x + row(at.min(width - 1))
}

/// How many masks are seen in a field of this width for so many characters with the cursor behind so many, and the
/// column of the cursor.
pub fn masks(count: usize, before: usize, width: usize) -> (u16, u16) {
    let hidden = before.saturating_sub(width - 1);
    (row((count - hidden).min(width)), row(before - hidden))
}

/// What is in a field as cells can show it, and how wide each character is there: 0 for one that stands on the letter
/// before it.
fn shapes<const ROOM: usize>(secret: &Secret<ROOM>, look: &Look<'_>) -> impl Iterator<Item = (char, usize)> {
    let (is_shown, is_text, marks) = (look.shown, look.is_text, look.theme.marks);
    let mut characters = secret.characters().peekable();
    let mut before = None;
    std::iter::from_fn(move || {
        let character = characters.next()?;
        let last = before.replace(character);
        let is_wide = |character: Option<char>| character.and_then(UnicodeWidthChar::width) == Some(2);
        // A terminal puts a picture after it into the cell of the letter before it.
        let joins_letter = character == '\u{200d}' && !is_wide(last) && is_wide(characters.peek().copied());
        Some(match character.width() {
            _ if !is_shown => (marks.mask, 1),
            _ if joins_letter => (marks.unknown, 1),
            Some(width @ (1 | 2)) => (character, width),
            Some(_) if is_text && last.is_some() && harm(last, character, characters.peek().copied()).is_none() => {
                (character, 0)
            }
            Some(_) | None => (marks.unknown, 1),
        })
    })
}

/// The most bytes of a letter with its marks: no script has more, and what would be heaped on it is left out.
const LETTER: usize = 24;

/// Puts a mark on the letter in this cell, unless the two would be wider together, or it makes one picture of two.
fn put_on(cell: &mut Cell, mark: char) {
    let letter = format!("{}{mark}", cell.symbol());
    let wide = cell.symbol().width();
    let joins_pictures = mark == '\u{200d}' && wide == 2;
    if letter.len() <= LETTER && letter.width() == wide && !joins_pictures {
        cell.set_symbol(&letter);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::super::theme::UNICODE;
    use super::*;
    use crate::walk::secret::Edit;

    /// What a note of six columns shows, and the cursor's column in it; `<` goes to the left, `^` to the beginning.
    fn shown(typed: &str) -> (String, u16) {
        let mut note = Secret::<20>::default();
        for character in typed.chars() {
            note.edit(match character {
                '<' => Edit::Left,
                '^' => Edit::Home,
                character => Edit::Insert(character),
            });
        }
        let theme = Theme { color: false, marks: &UNICODE };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let look = Look { width: 6, shown: true, is_text: true, theme: &theme };
        let column = fill(&mut buffer, &note, Position::new(0, 0), &look);
        (buffer.content.iter().map(Cell::symbol).collect(), column)
    }

    #[test]
    fn a_note_shows_what_has_room_from_its_beginning_or_up_to_the_cursor() {
        for (typed, shows) in [
            ("ab", ("ab____", 2)),
            ("ab<", ("ab____", 1)),
            ("abcdefgh", ("defgh_", 5)),
            ("abcdefgh^", ("abcdef", 0)),
            ("コb", ("コ b___", 3)),
            // What does not fit is left out with all that comes after it.
            ("abcdeコé^", ("abcde_", 0)),
            ("abcココé^", ("abcコ _", 0)),
            ("e\u{301}x", ("e\u{301}x____", 2)),
            // A joiner stands on no letter before a picture: a terminal would put the picture there.
            ("ab\u{200d}👧^", ("ab�👧 _", 0)),
        ] {
            assert_eq!(shown(typed), (shows.0.to_owned(), shows.1), "{typed:?}");
        }
    }

    #[test]
    fn of_a_masked_field_it_is_known_how_it_is_filled() {
        let theme = Theme { color: false, marks: &UNICODE };
        let look = Look { width: 6, shown: false, is_text: false, theme: &theme };
        for count in 0..=12 {
            let mut secret = Secret::<20>::default();
            (0..count).for_each(|_| _ = secret.edit(Edit::Insert('x')));
            for before in (0..=count).rev() {
                let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
                let column = fill(&mut buffer, &secret, Position::new(0, 0), &look);
                let mask = UNICODE.mask.to_string();
                let seen = buffer.content.iter().filter(|cell| cell.symbol() == mask).count();
                assert_eq!(masks(count, before, 6), (row(seen), column), "{count} {before}");
                secret.edit(Edit::Left);
            }
        }
    }
}
