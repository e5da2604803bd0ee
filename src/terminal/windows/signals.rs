//! What ends the program from outside: Ctrl-Break, the window's close button, log-off, shutdown. Windows ends a process
//! as soon as it has taken one of the last three; tokio holds that back until the program has ended by itself (five
//! seconds at most). Where nobody listens, Windows ends it at once.

use std::io;
use std::task::{Context, Waker};

use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown,
};

/// The numbers that these signals have elsewhere.
pub const INTERRUPT: i32 = 2;
const HANG_UP: i32 = 1;
const TERMINATE: i32 = 15;

/// Listens for all of them, until it is dropped.
pub struct Signals {
    interrupt: Option<CtrlC>,
    r#break: CtrlBreak,
    close: CtrlClose,
    log_off: CtrlLogoff,
    shutdown: CtrlShutdown,
}

impl Signals {
    /// Ctrl-C is left to come as a key.
    ///
    /// # Errors
    /// When the system refuses it.
    pub fn listen() -> io::Result<Signals> {
        Ok(Signals {
            interrupt: None,
            r#break: ctrl_break()?,
            close: ctrl_close()?,
            log_off: ctrl_logoff()?,
            shutdown: ctrl_shutdown()?,
        })
    }

    /// For Ctrl-C too, which is no key while the console itself reads a line.
    ///
    /// # Errors
    /// When the system refuses it.
    pub fn listen_with_interrupt() -> io::Result<Signals> {
        Ok(Signals { interrupt: Some(ctrl_c()?), ..Signals::listen()? })
    }

    /// The signal that has come, by its number.
    pub fn came(&mut self) -> Option<i32> {
        // Nobody is woken: who waits asks again.
        let mut context = Context::from_waker(Waker::noop());
        let interrupted = self.interrupt.as_mut().is_some_and(|signal| signal.poll_recv(&mut context).is_ready());
        if interrupted || self.r#break.poll_recv(&mut context).is_ready() {
            return Some(INTERRUPT);
        }
        if self.close.poll_recv(&mut context).is_ready() {
            return Some(HANG_UP);
        }
        let log_off = self.log_off.poll_recv(&mut context).is_ready();
        (log_off || self.shutdown.poll_recv(&mut context).is_ready()).then_some(TERMINATE)
    }
}
