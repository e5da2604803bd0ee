//! How far a page is scrolled, and how the focus moves among its rows: counts alone, so that each rule is a row of a
//! table. It knows no page and no frame.

use std::ops::Range;

/// A key that moves among rows, or scrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

/// Which lines of a page are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scroll {
    /// The first line that is seen.
    first: usize,
    /// How many lines are seen at once.
    seen: usize,
    /// How many lines there are; not known before the page is set for the first time.
    total: usize,
    /// The row that has the focus is brought into sight, until the page is scrolled.
    follows: bool,
}

impl Scroll {
    /// At the top of a page of which so many lines are seen at once, as far as is known.
    pub fn new(seen: usize) -> Scroll {
        Scroll { first: 0, seen, total: usize::MAX, follows: true }
    }

    pub fn first(&self) -> usize {
        self.first
    }

    pub fn seen(&self) -> usize {
        self.seen
    }

    pub fn is_more_above(&self) -> bool {
        self.first > 0
    }

    pub fn is_more_below(&self) -> bool {
        self.first < self.last_first()
    }

    /// From now on the row that has the focus is seen.
    pub fn follow(&mut self) {
        self.follows = true;
    }

    /// Moves among so many rows, from this one; scrolls where there is no further row. Returns the row to be on.
    pub fn moved(&mut self, motion: Motion, row: usize, rows: usize) -> usize {
        let last = rows.saturating_sub(1);
        // All that is seen but one line, which shows how it goes on.
        let page = self.seen.saturating_sub(1).max(1);
        match motion {
            Motion::Up if row > 0 => return self.at_row(row - 1),
            Motion::Down if row < last => return self.at_row(row + 1),
            Motion::First => {
                self.first = 0;
                return self.at_row(0);
            }
            Motion::Last if rows > 0 => return self.at_row(last),
            Motion::Last => self.scroll_to(usize::MAX),
            Motion::Up => self.scroll_to(self.first.saturating_sub(1)),
            Motion::Down => self.scroll_to(self.first.saturating_add(1)),
            Motion::PageUp => self.scroll_to(self.first.saturating_sub(page)),
            Motion::PageDown => self.scroll_to(self.first.saturating_add(page)),
        }
        row
    }

    /// The page was set in so many lines, of which so many are seen.
    pub fn fit(&mut self, seen: usize, total: usize) {
        (self.seen, self.total) = (seen, total);
        self.first = self.first.min(self.last_first());
    }

    /// Brings these lines into sight, unless the page was scrolled since.
    pub fn bring(&mut self, lines: &Range<usize>) {
        if self.follows {
            self.first = self.first.max(lines.end.saturating_sub(self.seen)).min(lines.start);
        }
    }

    /// What comes first on the page is seen, and not the row with the focus, until it is scrolled.
    pub fn begin_at_top(&mut self) {
        if std::mem::take(&mut self.follows) {
            self.first = 0;
        }
    }

    fn at_row(&mut self, row: usize) -> usize {
        self.follows = true;
        row
    }

    fn scroll_to(&mut self, first: usize) {
        (self.first, self.follows) = (first.min(self.last_first()), false);
    }

    /// The first line when the last one is seen.
    fn last_first(&self) -> usize {
        self.total.saturating_sub(self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrolled(first: usize, seen: usize, total: usize) -> Scroll {
        Scroll { first, seen, total, follows: true }
    }

    #[test]
    fn a_motion_goes_to_a_row_and_scrolls_where_there_is_none() {
        use Motion::*;
        // Motions; the row, the number of rows and the first line before; the row and the first line after. Ten of
        // thirty lines are seen.
        let cases: [(&[Motion], [usize; 3], [usize; 2]); 14] = [
            (&[Up], [2, 5, 7], [1, 7]),
            (&[Down], [2, 5, 7], [3, 7]),
            (&[Up], [0, 5, 7], [0, 6]),
            (&[Down], [4, 5, 7], [4, 8]),
            (&[Up], [0, 0, 0], [0, 0]),
            (&[Down], [0, 0, 19], [0, 20]),
            (&[Down, Down], [0, 0, 19], [0, 20]),
            (&[PageDown], [2, 5, 0], [2, 9]),
            (&[PageDown, PageDown, PageDown], [2, 5, 0], [2, 20]),
            (&[PageUp], [2, 5, 12], [2, 3]),
            (&[PageUp, PageUp], [2, 5, 12], [2, 0]),
            (&[First], [3, 5, 12], [0, 0]),
            (&[Last], [0, 5, 0], [4, 0]),
            (&[Last], [0, 0, 0], [0, 20]),
        ];
        for (motions, [row, rows, before], after) in cases {
            let mut scroll = scrolled(before, 10, 30);
            let row = motions.iter().fold(row, |row, motion| scroll.moved(*motion, row, rows));
            assert_eq!([row, scroll.first], after, "{motions:?} from {before}");
        }
    }

    #[test]
    fn a_row_is_brought_into_sight_by_as_little_as_can_be() {
        for (first, lines, after) in [
            (0, 0..2, 0),
            (0, 8..10, 0),
            (0, 9..11, 1),
            (5, 5..6, 5),
            (5, 3..5, 3),
            (5, 28..30, 20),
            // Of one that is higher than the window, its beginning.
            (0, 4..20, 4),
        ] {
            let mut scroll = scrolled(first, 10, 30);
            scroll.bring(&lines);
            assert_eq!(scroll.first, after, "{lines:?} from {first}");
        }
    }

    #[test]
    fn a_page_that_was_scrolled_stays_where_it_is_until_the_focus_moves() {
        let mut scroll = scrolled(0, 10, 30);
        scroll.moved(Motion::PageDown, 0, 5);
        scroll.bring(&(0..1));
        assert_eq!(scroll.first, 9);
        scroll.moved(Motion::Down, 0, 5);
        scroll.bring(&(1..2));
        assert_eq!(scroll.first, 1);
    }

    #[test]
    fn it_is_known_whether_there_is_more() {
        for (first, seen, total, above, below) in [
            (0, 10, 10, false, false),
            (0, 10, 11, false, true),
            (1, 10, 11, true, false),
            (1, 10, 12, true, true),
            (0, 0, 0, false, false),
        ] {
            let mut scroll = scrolled(first, 0, usize::MAX);
            scroll.fit(seen, total);
            assert_eq!((scroll.is_more_above(), scroll.is_more_below()), (above, below), "{first} {seen} {total}");
        }
    }

    #[test]
    fn a_window_that_grows_leaves_no_empty_lines_and_one_not_seen_yet_can_be_scrolled() {
        let mut scroll = Scroll::new(10);
        scroll.moved(Motion::Last, 0, 0);
        scroll.fit(10, 30);
        assert_eq!(scroll.first, 20);
        scroll.fit(25, 30);
        assert_eq!(scroll.first, 5);
        scroll.fit(40, 30);
        assert_eq!(scroll.first, 0);
    }

    #[test]
    fn the_top_is_seen_once_and_can_be_left() {
        let mut scroll = scrolled(7, 10, 30);
        scroll.begin_at_top();
        scroll.bring(&(20..21));
        assert_eq!(scroll.first, 0);
        scroll.moved(Motion::Down, 0, 0);
        scroll.begin_at_top();
        assert_eq!(scroll.first, 1);
    }
}
