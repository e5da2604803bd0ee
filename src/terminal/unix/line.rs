//! The terminal's line on Unix: its settings, its size, and stopping as by Ctrl-Z.

use std::io::{self, IsTerminal};
use std::os::fd::BorrowedFd;

use nix::unistd::{getpgrp, getppid, getsid};
use rustix::termios::{self, InputModes, LocalModes, OptionalActions, OutputModes, QueueSelector, Termios};
use signal_hook::consts::SIGHUP;

use super::super::Lack;

/// Whether keys can be read from a terminal, and frames shown on one.
#[expect(clippy::disallowed_methods, reason = "it is asked what it is, and never read")]
pub fn is_terminal() -> (bool, bool) {
    (io::stdin().is_terminal(), io::stdout().is_terminal())
}

/// What a terminal lacks for the full screen: here `TERM` says that.
pub fn lack() -> Option<Lack> {
    None
}

/// No window is known to have been opened for this program alone.
pub fn has_own_window() -> bool {
    false
}

/// There is nothing to wait for.
pub fn wait_for_key() {}

/// The terminal is asked to do it, in words of its own: see `tui.rs`.
pub fn copy(_: &str) -> bool {
    false
}

/// Whether what is typed is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Echo {
    Shown,
    Hidden,
}

/// A terminal that gives whole lines, until this is dropped: Enter ends them, and Ctrl-C leaves, however another
/// program left it.
pub(super) struct Cooked {
    before: Termios,
}

impl Cooked {
    /// # Errors
    /// When standard input is no terminal.
    pub(super) fn on(echo: Echo) -> io::Result<Cooked> {
        let cooked = Cooked { before: termios::tcgetattr(input())? };
        cooked.set(echo)?;
        Ok(cooked)
    }

    /// Sets it so, whatever others did to it meanwhile. (Where all is as it should be nothing is set: in the
    /// background that would stop the process.)
    pub(super) fn set(&self, echo: Echo) -> io::Result<()> {
        let mut line = self.before.clone();
        line.input_modes.insert(InputModes::ICRNL);
        line.input_modes.remove(InputModes::INLCR | InputModes::IGNCR);
        line.output_modes.insert(OutputModes::OPOST | OutputModes::ONLCR);
        line.local_modes.insert(LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN | LocalModes::ECHO);
        if echo == Echo::Hidden {
            // The line end is not shown either: the prompt has a line of its own, and a screen reader would speak the
            // empty one.
            line.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL);
        }
        self.change_to(&line)
    }

    fn change_to(&self, line: &Termios) -> io::Result<()> {
        let modes = |line: &Termios| (line.input_modes, line.output_modes, line.local_modes);
        if modes(&termios::tcgetattr(input())?) != modes(line) {
            termios::tcsetattr(input(), OptionalActions::Now, line)?;
        }
        Ok(())
    }
}

impl Drop for Cooked {
    fn drop(&mut self) {
        // On a terminal that is gone nothing can be set back, and nothing needs to be.
        _ = self.change_to(&self.before);
    }
}

/// The signal that an error of a terminal that is gone stands for; the signal itself may come later, or never.
pub fn hung_up(error: &io::Error) -> Option<i32> {
    rustix::io::Errno::from_io_error(error).filter(|error| *error == rustix::io::Errno::IO).map(|_| SIGHUP)
}

/// Throws away what was typed and not read: it was not meant for the shell.
pub fn flush_input() {
    // There is nothing to throw away where input is no terminal.
    _ = termios::tcflush(input(), QueueSelector::IFlush);
}

/// Whether somebody could continue this process if it were stopped: a shell with job control, which gives what it runs
/// a group of its own. What runs in the group of the session's first process has nobody. (Not asked through rustix: its
/// answer cannot be the 0 that stands for a session outside a container.)
pub fn can_stop() -> bool {
    let walk = getsid(None).ok();
    getsid(Some(getppid())).ok() == walk && Some(getpgrp()) != walk
}

/// Stops the process as Ctrl-Z does, where it can be, and comes back when it is continued. What was typed and not read
/// was not meant for the shell: it is thrown away.
pub fn stop() {
    flush_input();
    if can_stop() {
        // The whole group, as by the terminal itself: the shell waits for a script that runs the wizard, not for the
        // wizard. A system that refuses leaves it running, as if it had been continued at once.
        _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
    }
}

/// The size of the terminal in columns and rows: of standard output, or of standard error where that one goes elsewhere.
/// One that reports nothing, or 0×0, counts as 80×24.
pub fn size() -> (u16, u16) {
    let sizes = [rustix::stdio::stdout(), rustix::stdio::stderr()].into_iter().filter_map(|stream| {
        let size = termios::tcgetwinsize(stream).ok()?;
        (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
    });
    sizes.into_iter().next().unwrap_or((80, 24))
}

/// The line settings before the wizard, to be set back.
pub struct Line {
    before: Termios,
}

impl Line {
    /// Keys come as they are pressed and are not echoed, from now on.
    ///
    /// # Errors
    /// When standard input is no terminal.
    pub fn raw() -> io::Result<Line> {
        let line = Line { before: termios::tcgetattr(input())? };
        line.raw_again()?;
        Ok(line)
    }

    /// As at first, after others had the terminal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn raw_again(&self) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        Ok(termios::tcsetattr(input(), OptionalActions::Now, &raw)?)
    }

    /// Sets the line back, and throws away what was typed and not read: it was not meant for the shell.
    pub fn restore(&self) {
        flush_input();
        // On a terminal that is gone nothing can be set back, and nothing needs to be.
        _ = termios::tcsetattr(input(), OptionalActions::Now, &self.before);
    }
}

pub(super) fn input() -> BorrowedFd<'static> {
    rustix::stdio::stdin()
}
