//! The signals that this process takes, from the first time that somebody waits for them until it ends. The end of
//! the process lets go of them: one by one that takes as long as to take them, and whoever waits next needs them again.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustix::process::Signal;
use signal_hook::consts::{SIGCONT, SIGIO, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::signal_name;

use super::super::Event;

/// What this process learns of signals.
pub(super) struct Signals {
    delivery: Mutex<SignalDelivery<Arc<UnixStream>, SignalOnly>>,
    arrival: Arc<UnixStream>,
    /// Those that end the walk end the program, as before it took them: a summary that nobody reads must not keep it
    /// alive.
    nobody_waits: Arc<AtomicBool>,
}

/// Somebody waits for signals, until this is dropped.
pub(super) struct Waits(&'static Signals);

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.nobody_waits.store(true, Ordering::SeqCst);
    }
}

impl Signals {
    /// Those of this process.
    ///
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub(super) fn of_process() -> io::Result<&'static Signals> {
        static TAKEN: OnceLock<Signals> = OnceLock::new();
        match TAKEN.get() {
            Some(signals) => Ok(signals),
            None => {
                let signals = Signals::take()?;
                Ok(TAKEN.get_or_init(|| signals))
            }
        }
    }

    fn take() -> io::Result<Signals> {
        let (read, write) = UnixStream::pair()?;
        let (arrival, nobody_waits) = (Arc::new(read), Arc::new(AtomicBool::new(false)));
        let delivery = SignalDelivery::with_pipe(Arc::clone(&arrival), write, SignalOnly, [0; 0])?;
        let handle = delivery.handle();
        for signal in ending() {
            handle.add_signal(signal)?;
            // What the library does not know it would let pass. A system that refuses leaves the signals as they are:
            // taken, and then without effect.
            let is_known = signal_name(signal).is_some() && signal != SIGIO;
            _ = match is_known {
                true => flag::register_conditional_default(signal, Arc::clone(&nobody_waits)),
                false => flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&nobody_waits)),
            };
        }
        for signal in [SIGTSTP, SIGCONT, SIGWINCH] {
            handle.add_signal(signal)?;
        }
        Ok(Signals { delivery: Mutex::new(delivery), arrival, nobody_waits })
    }

    /// Somebody waits for them from now on.
    pub(super) fn are_waited_for(&'static self) -> Waits {
        self.nobody_waits.store(false, Ordering::SeqCst);
        Waits(self)
    }

    /// Those that have come and were not handed on yet.
    pub(super) fn came(&self) -> impl Iterator<Item = Event> {
        self.delivery.lock().unwrap_or_else(PoisonError::into_inner).pending().map(event_of)
    }

    /// Can be read from when a signal has come that was not handed on yet.
    pub(super) fn arrival(&self) -> &UnixStream {
        &self.arrival
    }
}

/// The signals that end the walk: all that end a program, can be caught, and are no fault of its own. One that was
/// ignored from the start, as `nohup` has it, stays ignored.
fn ending() -> impl Iterator<Item = i32> {
    let all = [
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::TERM,
        Signal::ALARM,
        Signal::USR1,
        Signal::USR2,
        Signal::VTALARM,
        Signal::PROF,
        Signal::XCPU,
        Signal::IO,
        #[cfg(target_os = "linux")]
        Signal::POWER,
        #[cfg(target_os = "linux")]
        Signal::STKFLT,
    ];
    let ignored = ignored();
    all.map(Signal::as_raw).into_iter().filter(move |signal| ignored >> (signal - 1) & 1 == 0)
}

/// The signals that this process ignores, by their bits; none where the system does not tell.
fn ignored() -> u64 {
    let Ok(status) = File::open("/proc/self/status") else { return 0 };
    let mut lines = BufReader::new(status).split(b'\n').map_while(Result::ok);
    let mask = lines.find_map(|line| String::from_utf8(line.strip_prefix(b"SigIgn:")?.to_owned()).ok());
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

fn event_of(signal: i32) -> Event {
    match signal {
        SIGWINCH => Event::Resized,
        SIGTSTP => Event::Suspend,
        SIGCONT => Event::Continued,
        ending => Event::Signal(ending),
    }
}
