//! A fault of the program's own: the terminal is set back by the drops that a panic runs, and only then something is
//! said, and never what the panic said, since that could hold anything.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

use crate::content::words;
use crate::content::words::fill_in;

/// Where the program met a fault of its own.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program and returns its exit code; a panic in it ends with a message and the code 1.
pub fn run(program: impl FnOnce() -> u8) -> u8 {
    set_hook(Box::new(|fault| {
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = fault.location().map(ToString::to_string);
    }));
    catch_unwind(AssertUnwindSafe(program)).unwrap_or_else(|_| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        let text = words().error.panicked;
        // On a standard error that is gone there is nobody to hear it.
        _ = writeln!(io::stderr(), "{}", fill_in(text, &[("place", &place)]));
        1
    })
}
