//! What ends the program from outside: Ctrl-Break, the window's close button, log-off, shutdown. Windows ends a process
//! as soon as it has taken one of the last three; tokio holds that back until the program has ended by itself (five
//! seconds at most). Where nobody listens, Windows ends it at once.

use std::io;
use std::task::{Context, Waker};

use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown,
};

use super::super::console::End;

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

    /// The end that was told of, if there was one.
    pub fn came(&mut self) -> Option<End> {
        // Nobody is woken: who waits asks again.
        let mut context = Context::from_waker(Waker::noop());
        if self.interrupt.as_mut().is_some_and(|signal| signal.poll_recv(&mut context).is_ready()) {
            return Some(End::Interrupt);
        }
        if self.r#break.poll_recv(&mut context).is_ready() {
            return Some(End::Break);
        }
        if self.close.poll_recv(&mut context).is_ready() {
            return Some(End::Close);
        }
        if self.log_off.poll_recv(&mut context).is_ready() {
            return Some(End::LogOff);
        }
        self.shutdown.poll_recv(&mut context).is_ready().then_some(End::Shutdown)
    }
}
