//! The terminal: its modes, set back on every way out; keys and signals as events; and one write a frame. Nothing
//! here asks the terminal a question.

mod bytes;
#[cfg(any(windows, test))]
mod console;
mod filter;
mod spellings;
#[cfg_attr(unix, path = "terminal/unix.rs")]
#[cfg_attr(windows, path = "terminal/windows.rs")]
mod system;
mod utf8;

use std::io::{self, Write};
use std::sync::LazyLock;

use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use zeroize::Zeroize;

use crate::harden;

pub use bytes::{AtStake, Key, Parser};
pub use spellings::SPELLINGS;
pub use system::{
    Keyboard, LineOutput, Lines, can_stop, copy, flush_input, has_own_window, hung_up, lack, last_words, size, stop,
    wait_for_key,
};

/// Whether keys can be read from a terminal, and frames shown on one: as it was when it was first asked.
pub fn is_terminal() -> (bool, bool) {
    static ASKED: LazyLock<(bool, bool)> = LazyLock::new(system::is_terminal);
    *ASKED
}

/// What the front-end waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Key(Key),
    Resized,
    /// The process is asked to stop, as by Ctrl-Z.
    Suspend,
    /// The process goes on after it was stopped.
    Continued,
    /// A signal that ends the walk, by its number.
    Signal(i32),
    /// The input has ended: the terminal is gone.
    Closed,
}

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// By a line end; `broken` when some of it was no UTF-8.
    Newline { broken: bool },
    /// By the end of the input; `empty` when nothing came before it.
    Input { broken: bool, empty: bool },
    /// By either, and it has a control character: none of it was handed on.
    Control,
    /// A signal came that ends the walk.
    Signal(i32),
    /// The process is asked to stop.
    Suspend,
}

/// Where lines and frames are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    Output,
    Errors,
}

/// What a terminal lacks for the full screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It is called a terminal and is a pipe: no single key comes through it, and it shows all that is typed.
    Console,
    /// It shows escape sequences as text.
    Sequences,
}

/// The full screen, from the moment it is entered until it is dropped.
pub struct FullScreen {
    line: system::Line,
    frame: FrameWriter,
    is_given_back: bool,
}

/// Resets what a program that ended badly may have left on, so that keys come as they should. A terminal that knows
/// none of it swallows it; those that print what follows `=` (the Linux console before 5.11, Termux, old Konsole) do so
/// before the frame is cleared, and those that take `>4;0m` for a style (Apple's Terminal, xterm.js, kmscon) end with no
/// style.
const RESETS: &str = concat!(
    "\x1b[?1l\x1b>", // the cursor keys and the number pad of applications, as on a VT100
    "\x1b[?9;1000;1002;1003;1005;1006;1015l", // the mouse, and how it is told
    "\x1b[?1004l",   // the focus
    "\x1b[?9001l",   // each key as the Windows console has it
    "\x1b[>4;0m",    // xterm's modifyOtherKeys
    "\x1b[=0u",      // kitty's keys; this screen's alone, so that nothing has to be set back
);

/// The kind of error when a signal came while the terminal took nothing. (Not `Interrupted`: who writes tries again then.)
pub const CUT_SHORT: io::ErrorKind = io::ErrorKind::WouldBlock;

impl FullScreen {
    /// Raw mode comes before anything is shown, so that keys typed ahead are not echoed. The terminal's modes go out
    /// with the first frame. Frames go to this stream.
    ///
    /// # Errors
    /// When the input or the stream is no terminal, or it is gone.
    pub fn enter(keyboard: &Keyboard, stream: Stream) -> io::Result<FullScreen> {
        let frame = FrameWriter::new(system::Output::open(keyboard, stream));
        let mut screen = FullScreen { line: system::Line::raw()?, frame, is_given_back: false };
        screen.begin()?;
        Ok(screen)
    }

    /// Where the next frame is gathered.
    pub fn frame(&mut self) -> &mut FrameWriter {
        &mut self.frame
    }

    /// Begins on a screen that shows nothing of ours. (Some terminals without another screen keep what is cleared so.)
    fn begin(&mut self) -> io::Result<()> {
        self.set_modes()?;
        queue!(self.frame, Clear(ClearType::All))
    }

    fn set_modes(&mut self) -> io::Result<()> {
        queue!(self.frame, EnterAlternateScreen)?;
        if system::MARKS_PASTES { queue!(self.frame, Print(RESETS), EnableBracketedPaste) } else { Ok(()) }
    }

    /// Gives the terminal back for good, and waits until it has taken that, or a signal comes. What is typed while the
    /// last thing is done is not shown.
    pub fn give_back(&mut self, last: impl FnOnce()) {
        self.set_back(FrameWriter::send);
        last();
        self.line.restore();
        self.is_given_back = true;
    }

    /// Its modes; the line is to follow.
    fn set_back(&mut self, send: fn(&mut FrameWriter) -> io::Result<()>) {
        // Writing to memory does not fail, and on a terminal that is gone there is nothing to set back.
        // Where there is no other screen, a password that is shown would stay on this one.
        _ = self.frame.erase();
        if system::MARKS_PASTES {
            _ = queue!(self.frame, DisableBracketedPaste);
        }
        _ = queue!(self.frame, LeaveAlternateScreen, Show);
        _ = send(&mut self.frame);
    }

    /// Takes the terminal again, when a shell had it while the process was stopped by others, and left it so that it
    /// shows what is typed; or when some of a frame was lost. The next frame must be a whole one.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn take_again(&mut self) -> io::Result<()> {
        self.line.raw_again()?;
        self.set_modes()
    }

    /// Gives the terminal back, stops the process, and takes the terminal again when it goes on.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.set_back(FrameWriter::send_last);
        self.line.restore();
        stop();
        self.line = system::Line::raw()?;
        self.begin()
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        if !self.is_given_back {
            self.set_back(FrameWriter::send_last);
            self.line.restore();
        }
    }
}

/// Gathers a frame and writes it at once. What was written may have shown a password, so it is wiped; the room is
/// allocated once, so that growing leaves no copy behind.
pub struct FrameWriter {
    bytes: Vec<u8>,
    output: system::Output,
}

/// Enough for a full frame of the largest page; a larger one goes out in pieces.
const FRAME_BYTES: usize = 32 * 1024;

impl FrameWriter {
    fn new(output: system::Output) -> FrameWriter {
        let mut bytes = Vec::with_capacity(FRAME_BYTES);
        harden::lock(bytes.spare_capacity_mut());
        FrameWriter { bytes, output }
    }

    /// Writes the frame to the terminal.
    ///
    /// # Errors
    /// When the terminal is gone; of the kind [`CUT_SHORT`] when a signal came while the terminal took nothing, and
    /// then some of the frame is lost.
    pub fn send(&mut self) -> io::Result<()> {
        let result = self.output.write(&self.bytes);
        self.wipe();
        result
    }

    /// Erases what the terminal shows, line by line and the rest: some terminals without another screen keep what is
    /// cleared at once, as GNU screen does from the first place on, and it may be a password.
    ///
    /// # Errors
    /// Those of [`FrameWriter::send`].
    pub fn erase(&mut self) -> io::Result<()> {
        let (first_line, rest) = (Clear(ClearType::UntilNewLine), Clear(ClearType::FromCursorDown));
        queue!(self, MoveTo(0, 0), first_line, MoveTo(0, 1), rest, MoveTo(0, 0))
    }

    /// All that was gathered; what lies behind it was wiped with the frames before.
    fn wipe(&mut self) {
        self.bytes.as_mut_slice().zeroize();
        self.bytes.clear();
    }

    fn send_last(&mut self) -> io::Result<()> {
        let result = self.output.write_last(&self.bytes);
        self.wipe();
        result
    }
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > FRAME_BYTES {
            self.send()?;
        }
        let taken = bytes.len().min(FRAME_BYTES);
        self.bytes.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    /// Does nothing: the frame goes out whole, by [`FrameWriter::send`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
