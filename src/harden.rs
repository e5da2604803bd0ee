//! Keeps what is typed to the process: no core dump, no other process of the same user that reads its memory, and the
//! memory that holds it not swapped to disk where the limit allows; and keeps the process from ending without a word
//! where a file may grow no more. Best effort, and silent: there is no switch that turns it off.

/// Does what the system allows, before the first key is read.
#[cfg(unix)]
pub fn process() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Each of these may be refused by the system; the walk is no worse off than without it.
    _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    // Taken, so that the write fails as on a full disk.
    _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    #[cfg(target_os = "linux")]
    {
        _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    }
}

/// There is nothing of the kind that safe calls reach on this system.
#[cfg(not(unix))]
pub fn process() {}

/// Keeps this memory from being swapped to disk, where the limit allows. It stays so until the program ends: memory is
/// locked by pages, and what else lies in them may be secret too. (Only what can hold something typed is locked. To
/// lock all would read the whole program in at the start, and miss what is allocated later.)
pub fn lock<T>(memory: &[T]) {
    if let Ok(lock) = region::lock(memory.as_ptr(), size_of_val(memory)) {
        std::mem::forget(lock);
    }
}
