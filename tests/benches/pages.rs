//! What a page costs: making it anew after a move, and painting a frame of it.

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use vo_login_wizard::page::Page;
use vo_login_wizard::terminal::Key;
use vo_login_wizard::tui::FrontEnd;

use super::screen::{self, THEME};
use super::walk::{article, walk_at};

/// A page of each kind.
const PAGES: [&str; 4] = ["integration", "new-password", "reset", "solved"];
/// In columns and rows.
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];

#[divan::bench(args = PAGES)]
fn page(bencher: Bencher, node: &str) {
    let article = article();
    let walk = walk_at(&article, node);
    bencher.bench_local(|| Page::of(&walk));
}

#[divan::bench(args = SIZES)]
fn whole_frame(bencher: Bencher, (columns, rows): (u16, u16)) {
    let article = article();
    let mut run = screen::run(walk_at(&article, "reset"));
    let mut front_end = FrontEnd::new(&mut run, THEME);
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    bencher.bench_local(|| front_end.paint(&mut buffer));
}

/// A key, and the frame after it.
#[divan::bench(args = SIZES)]
fn key_into_the_password_field(bencher: Bencher, (columns, rows): (u16, u16)) {
    let article = article();
    let mut run = screen::run(walk_at(&article, "new-password"));
    let mut front_end = FrontEnd::new(&mut run, THEME);
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let mut now = std::time::Instant::now();
    let mut keys = [Key::Character('a'), Key::Backspace].into_iter().cycle();
    bencher.bench_local(|| {
        now += std::time::Duration::from_secs(1);
        front_end.press(keys.next().expect("it begins anew"), now);
        front_end.paint(&mut buffer)
    });
}
