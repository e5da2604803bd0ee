//! The console as a device: what it is, its modes, its size, and what is written to it; and the system's clipboard.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::os::windows::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crossterm_winapi::{ConsoleMode, Handle, ScreenBuffer};

use super::super::{Lack, Stream, console};
use super::Keyboard;

/// The bits of a console's modes.
const PROCESSED_INPUT: u32 = 0x0001;
const LINE_INPUT: u32 = 0x0002;
const ECHO_INPUT: u32 = 0x0004;
const WINDOW_INPUT: u32 = 0x0008;
const SEQUENCES: u32 = 0x0004;

/// A program without a window of its own.
const NO_WINDOW: u32 = 0x0800_0000;

/// Whether input and output are a console. The handles are asked, and not their names: in Git Bash they are pipes that
/// call themselves a terminal, and no key comes through them.
pub fn is_terminal() -> (bool, bool) {
    let is_console = |handle: io::Result<Handle>| handle.and_then(|handle| ConsoleMode::from(handle).mode()).is_ok();
    (is_console(Handle::input_handle()), is_console(Handle::output_handle()))
}

/// What this terminal lacks for the full screen.
#[expect(clippy::disallowed_methods, reason = "it is asked what it is, and never read")]
pub fn lack() -> Option<Lack> {
    console::lack(is_terminal(), io::stdin().is_terminal(), takes_sequences)
}

/// Consoles before Windows 10, and later ones that are set to the old way, show escape sequences as text.
fn takes_sequences() -> bool {
    let Ok(output) = Handle::current_out_handle().map(ConsoleMode::from) else { return false };
    let Ok(before) = output.mode() else { return false };
    let takes = output.set_mode(before | SEQUENCES).is_ok();
    _ = output.set_mode(before);
    takes
}

/// Whether the window was opened for this program alone, and closes with it: nothing was written in it yet. To be asked
/// before the program writes. (So Microsoft advises where the number of processes in the window cannot be asked.)
pub fn has_own_window() -> bool {
    let cursor = || Ok::<_, io::Error>(ScreenBuffer::current()?.info()?.cursor_pos());
    is_terminal() == (true, true) && cursor().is_ok_and(|cursor| (cursor.x, cursor.y) == (0, 0))
}

/// The size of the console in columns and rows; 80×24 where it reports none.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24))
}

/// The modes of the console before the wizard, to be set back.
pub struct Line {
    input: u32,
    output: u32,
}

impl Line {
    /// Keys come as they are pressed and are not echoed, and escape sequences are understood, from now on.
    ///
    /// # Errors
    /// When there is no console.
    pub fn raw() -> io::Result<Line> {
        let line = Line {
            input: ConsoleMode::from(Handle::current_in_handle()?).mode()?,
            output: ConsoleMode::from(Handle::current_out_handle()?).mode()?,
        };
        line.raw_again()?;
        Ok(line)
    }

    /// As at first, after others had the console.
    ///
    /// # Errors
    /// When the console is gone.
    pub fn raw_again(&self) -> io::Result<()> {
        let keys = self.input & !(PROCESSED_INPUT | LINE_INPUT | ECHO_INPUT) | WINDOW_INPUT;
        ConsoleMode::from(Handle::current_in_handle()?).set_mode(keys)?;
        // Refused where none are written.
        _ = ConsoleMode::from(Handle::current_out_handle()?).set_mode(self.output | SEQUENCES);
        Ok(())
    }

    pub fn restore(&self) {
        // On a console that is gone nothing can be set back.
        let set = |handle: io::Result<Handle>, mode| ConsoleMode::from(handle?).set_mode(mode);
        _ = set(Handle::current_in_handle(), self.input);
        _ = set(Handle::current_out_handle(), self.output);
    }
}

/// The console as it is written to.
pub struct Output(Stream);

impl Output {
    pub fn open(_: &Keyboard, stream: Stream) -> Output {
        Output(stream)
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// When the console is gone.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut output: Box<dyn Write> = match self.0 {
            Stream::Output => Box::new(io::stdout().lock()),
            Stream::Errors => Box::new(io::stderr().lock()),
        };
        output.write_all(bytes)?;
        output.flush()
    }

    /// The same, for what sets the console back.
    ///
    /// # Errors
    /// When the console is gone.
    pub fn write_last(&self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)
    }
}

/// Says something on standard error.
pub fn last_words(text: &str) {
    // Where nobody listens there is nothing more to do.
    _ = writeln!(io::stderr(), "{text}");
}

/// Puts a text on the clipboard; returns whether that was done. Windows' own `clip` does it: a process that calls the
/// clipboard itself is taken for one with windows, and is then told nothing of log-off and shutdown.
pub fn copy(text: &str) -> bool {
    let Some(folder) = env::var_os("SystemRoot").map(PathBuf::from).filter(|folder| folder.is_absolute()) else {
        return false;
    };
    let mut command = Command::new(folder.join("System32").join("clip.exe"));
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).creation_flags(NO_WINDOW);
    let Ok(mut clip) = command.spawn() else { return false };
    let lines = text.replace('\n', "\r\n");
    // UTF-16, which it knows by the many zeros in it; a byte order mark would be copied too.
    let bytes: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_taken = clip.stdin.take().is_some_and(|mut input| input.write_all(&bytes).is_ok());
    clip.wait().is_ok_and(|status| status.success()) && is_taken
}
