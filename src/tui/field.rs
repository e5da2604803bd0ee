//! The narrow door from what is typed to the frame: masked, or shown when that was asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use unicode_width::UnicodeWidthChar;

use crate::walk::secret::Secret;

use super::draw::row;
use super::theme::Theme;

/// How a field is drawn.
pub struct Look<'t> {
    pub width: usize,
    /// What is in it is shown.
    pub shown: bool,
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
    let shown = |character: char| if look.shown { shown(character, theme) } else { (theme.marks.mask, 1) };
    // What is before the cursor is seen as far as there is room.
    let before: usize = secret.characters().take(secret.cursor()).map(|character| shown(character).1).sum();
    let mut hidden = before.saturating_sub(width - 1);
    let (mut column, mut at) = (0, 0);
    for (place, character) in secret.characters().enumerate() {
        let (character, wide) = shown(character);
        if hidden > 0 {
            hidden = hidden.saturating_sub(wide);
        } else if column + wide <= width {
            if let Some(cell) = buffer.cell_mut((start.x + row(column), start.y)) {
                cell.set_char(character);
            }
            if wide == 2
                && let Some(cell) = buffer.cell_mut((start.x + row(column + 1), start.y))
            {
                cell.reset();
            }
            column += wide;
        }
        if place < secret.cursor() {
            at = column;
        }
    }
    start.x + row(at.min(width - 1))
}

/// A character as a cell can show it, and how wide it is there.
fn shown(character: char, theme: &Theme) -> (char, usize) {
    match character.width() {
        Some(width @ (1 | 2)) => (character, width),
        Some(_) | None => (theme.marks.unknown, 1),
    }
}
