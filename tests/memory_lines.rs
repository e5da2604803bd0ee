//! Nothing of a password outlives its line: the memory of the optimised program in its plain mode, in a terminal and
//! through pipes, and of its `check` command, held at the moment when it writes the verdict.

#![cfg(target_os = "linux")]
use crate::support::outside;
use crate::support::pty;
use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::outside::{found, found_in, is_gone, is_locked, optimised, secrets, was_not_shown};
use crate::support::pty::{PATIENCE, TO_PASSWORD, Terminal};

/// What a pipe holds at most, unless it was told otherwise.
const PIPE: usize = 65_536;

/// A program that is ended with its test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn wait_for_hiding(terminal: &Terminal) {
    let begun = Instant::now();
    let echoes = || terminal.line_settings().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "ECHO");
    while echoes() {
        assert!(begun.elapsed() < PATIENCE, "{}", terminal.line_settings());
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn nothing_is_left_of_a_hidden_line_of_the_plain_mode() {
    for (again, secret) in [true, false].into_iter().cycle().zip(secrets(0).chain(secrets(1))) {
        let mut terminal = outside::start(&["--plain"]);
        terminal.wait_for("It is not shown.");
        wait_for_hiding(&terminal);
        terminal.press(&format!("{secret}\n"), "Type your username too");
        if let Some(found) = found(terminal.process(), &secret) {
            is_locked("a hidden line", terminal.process(), &found);
        }
        terminal.press("\n", "Answer with a number");
        if again {
            terminal.press("again\n", "What you typed is forgotten.");
        } else {
            terminal.press("go-on\n", "Step 1 of 10");
        }
        is_gone("a hidden line", terminal.process(), &secret);
        was_not_shown("a hidden line", &terminal, &secret);
    }
}

/// Everything that came from the program, until it asks for the first step.
fn read_until_it_asks(output: &mut impl Read) -> Vec<u8> {
    let (mut all, mut piece) = (Vec::new(), [0; 4096]);
    let asks = |all: &[u8]| {
        let all = String::from_utf8_lossy(all);
        all.split_once("Step 1 of 10").is_some_and(|(_, after)| after.contains(" Done?"))
    };
    while !asks(&all) {
        let read = output.read(&mut piece).unwrap();
        assert!(read > 0, "it ended: {}", String::from_utf8_lossy(&all));
        all.extend_from_slice(&piece[..read]);
    }
    all
}

#[test]
fn nothing_is_left_of_a_line_that_came_through_a_pipe_and_nothing_is_written_of_it() {
    for secret in secrets(0).chain(secrets(1)) {
        let mut child = Command::new(optimised());
        child.arg("--plain").args(TO_PASSWORD);
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Ended(child.spawn().unwrap());
        let mut input = child.0.stdin.take().unwrap();
        let (mut output, mut errors) = (child.0.stdout.take().unwrap(), child.0.stderr.take().unwrap());
        // As the username too, so that it is there twice.
        write!(input, "{secret}\r\n{secret}\ngo-on\n").unwrap();
        let mut written = read_until_it_asks(&mut output);
        is_gone("a pipe", child.0.id(), &secret);
        write!(input, "quit\nyes\n").unwrap();
        drop(input);
        output.read_to_end(&mut written).unwrap();
        errors.read_to_end(&mut written).unwrap();
        assert!(found_in(&written, &secret).is_nothing(), "{}", String::from_utf8_lossy(&written));
    }
}

/// A pipe that has no room: who writes to it must wait.
fn full_pipe() -> (PipeReader, io::PipeWriter) {
    let (reader, writer) = io::pipe().unwrap();
    let mut filling = writer.try_clone().unwrap();
    filling.write_all(&[b'x'; PIPE]).unwrap();
    (reader, writer)
}

/// Runs `check` with nowhere for its verdict to go yet, looks into it, and then at what it writes.
fn check(arguments: &[&str], input: Stdio, give: impl FnOnce(), what: &str, secret: &str) {
    let (mut reader, writer) = full_pipe();
    let mut command = Command::new(optimised());
    command.arg("check").args(arguments).stdin(input).stdout(writer).stderr(Stdio::piped());
    let mut child = Ended(command.spawn().unwrap());
    // Its copy of the pipe's end must not be the test's.
    drop(command);
    give();
    // It may still wait for the end of its input: a program that another test has just started holds the pipe for a moment.
    let begun = Instant::now();
    while found(child.0.id(), secret).is_some_and(|found| !found.is_nothing()) && begun.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(20));
    }
    is_gone(what, child.0.id(), secret);
    let (mut written, mut errors) = (Vec::new(), Vec::new());
    reader.read_to_end(&mut written).unwrap();
    child.0.stderr.take().unwrap().read_to_end(&mut errors).unwrap();
    let verdict = written.split_off(PIPE);
    assert!(!verdict.is_empty(), "it was held before its verdict: {}", String::from_utf8_lossy(&errors));
    for bytes in [verdict, errors] {
        assert!(found_in(&bytes, secret).is_nothing(), "{what}: {}", String::from_utf8_lossy(&bytes));
    }
    child.0.wait().unwrap();
}

#[test]
fn nothing_is_left_in_check_when_it_writes_its_verdict() {
    for (arguments, secret) in
        [&[][..], &["--json"], &["--json", "--username", "Jane"]].into_iter().cycle().zip(secrets(0).chain(secrets(1)))
    {
        let (reader, mut writer) = io::pipe().unwrap();
        let give = || {
            writeln!(writer, "{secret}").unwrap();
            drop(writer);
        };
        check(arguments, reader.into(), give, "check through a pipe", &secret);
    }
}

#[test]
fn nothing_is_left_in_check_of_a_line_that_was_typed() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    for secret in secrets(0).chain(secrets(1)) {
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        let name = ptsname(&terminal, Vec::new()).unwrap().into_string().unwrap();
        let line = File::options().read(true).write(true).open(name).unwrap();
        let hides = line.try_clone().unwrap();
        let mut keys = File::from(terminal);
        let give = || {
            let begun = Instant::now();
            while rustix::termios::tcgetattr(&hides).unwrap().local_modes.contains(rustix::termios::LocalModes::ECHO) {
                assert!(begun.elapsed() < PATIENCE, "it never hides the line");
                std::thread::sleep(Duration::from_millis(2));
            }
            writeln!(keys, "{secret}").unwrap();
            // Once the line is shown again, the password has been read.
            while !rustix::termios::tcgetattr(&hides).unwrap().local_modes.contains(rustix::termios::LocalModes::ECHO) {
                assert!(begun.elapsed() < PATIENCE, "it never reads the line");
                std::thread::sleep(Duration::from_millis(2));
            }
        };
        check(&[], line.into(), give, "check in a terminal", &secret);
    }
}

/// Starts a program that may leave a core dump in this folder, ends it by a fault while it has half a line, and says
/// whether a core dump was made.
fn leaves_a_core_dump(program: &str, arguments: &str, folder: &std::path::Path) -> bool {
    use std::os::unix::process::ExitStatusExt;
    let script = format!("ulimit -c unlimited 2>&1; exec {program} {arguments}");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = Ended(command.spawn().unwrap());
    child.0.stdin.as_mut().unwrap().write_all(b"Zq7~wXk2Vb9").unwrap();
    let name = || std::fs::read_to_string(format!("/proc/{}/comm", child.0.id())).unwrap();
    while name().trim() == "sh" {
        std::thread::sleep(Duration::from_millis(2));
    }
    outside::wait_until_it_waits(child.0.id());
    pty::signal(child.0.id(), "ABRT");
    let status = child.0.wait().unwrap();
    assert_eq!(status.signal(), Some(6), "{status:?}");
    status.core_dumped() || std::fs::read_dir(folder).unwrap().next().is_some()
}

#[test]
fn a_fault_leaves_no_core_dump() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!leaves_a_core_dump(optimised(), "check", folder.path()));
    assert!(!leaves_a_core_dump(optimised(), &format!("--plain {}", TO_PASSWORD.join(" ")), folder.path()));
    // Another program shows whether this machine makes any.
    if !leaves_a_core_dump("cat", "", folder.path()) {
        _ = writeln!(io::stderr(), "this machine makes no core dumps: that none was left says little");
    }
}
