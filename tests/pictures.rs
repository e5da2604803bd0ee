//! The pictures of the README are what the program draws, cell by cell. After a change that is meant to be seen,
//! `tests/accept` draws them anew.

use std::fmt::Write;
use std::path::Path;

use crate::support::screen::{Frame, frame, press, run};
use crate::support::walk::{article, walk_at};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::tui::theme::{Theme, UNICODE};

const README: &str = include_str!("../README.md");
const COLUMNS: u16 = 80;
const ROWS: u16 = 24;
/// A picture, the page it begins on, and the keys that lead to what is to be seen.
const PICTURES: [(&str, &str, &str); 4] = [
    ("question", "integration", "<down><down>"),
    ("password", "new-password", "pa&sW#rd"),
    ("checklist", "reset", "<enter>d<enter><enter><enter>"),
    ("ending", "solved", ""),
];

fn drawn((node, keys): (&str, &str)) -> Frame {
    let article = article();
    let mut run = run(walk_at(&article, node));
    let mut front_end = FrontEnd::new(&mut run, Theme { color: true, marks: &UNICODE });
    press(&mut front_end, keys);
    frame(&mut front_end, COLUMNS, ROWS)
}

/// The width and height of a cell, and the margin around all of them, in pixels.
const CELL: (u16, u16) = (9, 19);
const MARGIN: u16 = 12;

/// Where letters stand in their cell.
const BASELINE: u16 = 15;

/// Text in one style, with no more than one space between its words: wider gaps are kept by where runs begin, whatever
/// the font.
struct Run {
    column: u16,
    columns: u16,
    class: &'static str,
    text: String,
}

fn runs(buffer: &Buffer, row: u16) -> Vec<Run> {
    let cells: Vec<&Cell> = (0..COLUMNS).filter_map(|column| buffer.cell((column, row))).collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    for word in cells.chunk_by(|a, b| class(a) == class(b) && is_space(a) == is_space(b)) {
        let columns = u16::try_from(word.len()).expect("a row is short");
        let (first, text): (_, String) = (word[0], word.iter().map(|cell| cell.symbol()).collect());
        match runs.last_mut().filter(|run| run.class == class(first)) {
            _ if is_space(first) => {}
            Some(run) if run.column + run.columns + 1 == column => {
                run.text = format!("{} {text}", run.text);
                run.columns += columns + 1;
            }
            _ => runs.push(Run { column, columns, class: class(first), text }),
        }
        column += columns;
    }
    runs
}

fn is_space(cell: &Cell) -> bool {
    cell.symbol() == " "
}

/// The frame as a picture; its colours follow those of the page that it is seen on, light or dark.
fn picture(Frame { buffer, cursor }: &Frame) -> String {
    let (width, height) = (COLUMNS * CELL.0 + 2 * MARGIN, ROWS * CELL.1 + 2 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">
<style>
  text {{ font: 15px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #1b1b1b }}
  rect {{ fill: #fbfbfb; stroke: #c8c8c8 }}
  .bold {{ font-weight: bold }} .reversed {{ fill: #fbfbfb }} .behind {{ fill: #1b1b1b; stroke: none }}
  .green {{ fill: #116b1f }} .red {{ fill: #b3101c }} .magenta {{ fill: #8a1a8a }}
  .cursor {{ fill: none; stroke: #1b1b1b }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #e6e6e6 }} rect {{ fill: #161616; stroke: #444444 }} .cursor {{ fill: none; stroke: #e6e6e6 }}
    .reversed {{ fill: #161616 }} .behind {{ fill: #e6e6e6; stroke: none }}
    .green {{ fill: #6fd67f }} .red {{ fill: #ff8a8a }} .magenta {{ fill: #e79ae7 }}
  }}
</style>
<rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n",
        width - 1,
        height - 1
    );
    for row in 0..ROWS {
        for Run { column, columns, class, text } in runs(buffer, row) {
            let (x, y) = (MARGIN + column * CELL.0, MARGIN + row * CELL.1 + BASELINE);
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let length = columns * CELL.0;
            if class.contains("reversed") {
                let top = MARGIN + row * CELL.1;
                writeln!(
                    picture,
                    "<rect class=\"behind\" x=\"{x}\" y=\"{top}\" width=\"{length}\" height=\"{}\"/>",
                    CELL.1
                )
                .expect("writing to memory does not fail");
            }
            writeln!(picture, "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\"{class}>{text}</text>")
                .expect("writing to memory does not fail");
        }
    }
    if let Some(cursor) = cursor {
        let (x, y) = (MARGIN + cursor.x * CELL.0, MARGIN + cursor.y * CELL.1);
        let (width, height) = CELL;
        writeln!(picture, "<rect class=\"cursor\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")
            .expect("writing to memory does not fail");
    }
    picture + "</svg>\n"
}

fn class(cell: &Cell) -> &'static str {
    match (cell.fg, cell.modifier) {
        (Color::Reset, Modifier::BOLD) => " class=\"bold\"",
        (Color::Reset, Modifier::REVERSED) => " class=\"reversed\"",
        (Color::Reset, _) => "",
        (Color::Green, Modifier::BOLD) => " class=\"bold green\"",
        (Color::Green, _) => " class=\"green\"",
        (Color::Red, _) => " class=\"red\"",
        (Color::Magenta, _) => " class=\"magenta\"",
        (other, _) => panic!("{other} has no colour in the pictures"),
    }
}

#[test]
fn each_picture_is_what_the_program_draws() {
    for (name, node, keys) in PICTURES {
        let place = format!("assets/pictures/{name}.svg");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(&place);
        let picture = picture(&drawn((node, keys)));
        if std::env::var_os("VO_TEST_WRITE_PICTURES").is_some() {
            std::fs::write(&file, &picture).expect("the picture can be written");
        }
        let kept = std::fs::read_to_string(&file).expect("the picture is there");
        assert!(kept == picture, "{place} is not what the program draws now");
        assert!(README.contains(&format!("]({place})")), "the README shows {place}");
    }
}

#[test]
fn the_readmes_picture_in_text_is_what_the_program_draws() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&file).expect("the README is there");
    let (before, rest) = readme.split_once("```text\n").expect("a picture in text");
    let (shown, after) = rest.split_once("\n```").expect("its end");
    let picture = drawn(("new-password", "pa&sW#rd")).rows().join("\n");
    if std::env::var_os("VO_TEST_WRITE_PICTURES").is_some() {
        std::fs::write(&file, format!("{before}```text\n{picture}\n```{after}")).expect("the README can be written");
    } else {
        assert_eq!(shown, picture);
    }
}
