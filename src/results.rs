//! What a walk leaves behind: its notes where they are wanted, its summary where it is.

use std::io::{self, Write};
use std::path::Path;

use vo_login_wizard::cli::{NotesFormat, WalkFlags};
use vo_login_wizard::content::Words;
use vo_login_wizard::files::{self, Format, Overwrite};
use vo_login_wizard::terminal::{LineEnd, Lines, is_terminal, size};
use vo_login_wizard::walk::notes::{CaseNotes, Times};
use vo_login_wizard::walk::{Walk, say};

use crate::{FAILURE, complain, exit};

/// What goes to standard output when nothing else was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    Summary,
    Nothing,
}

/// Writes the notes where they are wanted, and the summary where it is.
pub fn finish(
    flags: &WalkFlags,
    (walk, words): (&Walk<'_>, &Words),
    times: &Times,
    printed: Printed,
    ascii: bool,
) -> anyhow::Result<()> {
    let notes = CaseNotes::of(walk, times, words);
    let to_output = flags.records.notes.as_deref() == Some(Path::new("-"));
    let mut output = io::stdout().lock();
    match (&flags.records.notes, notes) {
        (Some(_), None) => complain(&words.results.no_ending),
        (Some(_), Some(notes)) if to_output => {
            let format = match flags.records.format {
                NotesFormat::Text => Format::Text,
                NotesFormat::Json => Format::Json,
            };
            write!(output, "{}", format.write(&notes, words)?)?;
        }
        (Some(file), Some(notes)) => write_notes(file, &notes, flags.records.force, words)?,
        (None, _) => {}
    }
    if printed == Printed::Summary && !to_output {
        let shown = |line: &String| if ascii { say::ascii(line) } else { line.clone() };
        // A terminal would break it within words; a file gets it a line for each sentence.
        let width = if is_terminal().1 { usize::from(size().0) } else { usize::MAX };
        let lines = say::summary(&walk.page(), words);
        lines.iter().try_for_each(|line| writeln!(output, "{}", textwrap::fill(&shown(line), width)))?;
    }
    Ok(())
}

/// Writes the notes to a file; where that fails, asks for another place, and loses nothing where nobody answers.
fn write_notes(file: &Path, notes: &CaseNotes, force: bool, words: &Words) -> anyhow::Result<()> {
    let overwrite = if force { Overwrite::Yes } else { Overwrite::No };
    let mut file = file.to_owned();
    loop {
        let format = Format::of(&file);
        let failed = match files::write_notes(&file, notes, format, words, overwrite) {
            Ok(said) => {
                complain(&said);
                return Ok(());
            }
            Err(said) => said,
        };
        let mut name = String::new();
        if is_terminal().0 {
            complain(&failed);
            complain(&words.results.another_place);
            let end = Lines::open()?.next(false, |character| name.push(character))?;
            if !matches!(end, LineEnd::Newline { .. }) {
                name.clear();
            }
        }
        if name.trim().is_empty() {
            write!(io::stdout().lock(), "{}", format.write(notes, words)?)?;
            return Err(exit(FAILURE, failed));
        }
        file = name.trim().into();
    }
}
