//! Keeps the process's memory to itself: no core dump, not readable by other processes of the same user, and not
//! swapped to disk where the limit allows. Best effort, and silent: there is no switch that turns it off.

/// Does what the system allows, before the first key is read.
#[cfg(unix)]
pub fn process() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Each of these may be refused by the system; the walk is no worse off than without it.
    _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    {
        _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
        // Pages there are now: locking future ones could make an allocation fail.
        _ = rustix::mm::mlockall(rustix::mm::MlockAllFlags::CURRENT);
    }
}

/// There is nothing of the kind that safe calls reach on this system.
#[cfg(not(unix))]
pub fn process() {}
