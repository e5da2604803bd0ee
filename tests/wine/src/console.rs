//! The script, step by step.

use std::fs::{File, read_to_string, write};
use std::io::{self, Read, Write};
use std::os::windows::io::{FromRawHandle, OwnedHandle};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, ptr};

use windows_sys::Win32::Foundation::{HANDLE, INVALID_HANDLE_VALUE};
use windows_sys::Win32::Storage::FileSystem::{
    CreateFileW, FILE_SHARE_READ, FILE_SHARE_WRITE, OPEN_EXISTING, PIPE_ACCESS_OUTBOUND,
};
use windows_sys::Win32::System::Console::*;
use windows_sys::Win32::System::Pipes::{CreateNamedPipeW, PIPE_TYPE_BYTE, PIPE_WAIT};

const PATIENCE: Duration = Duration::from_secs(20);
/// No word on the screen finds two of these, and none is pasted.
const BETWEEN_KEYS: Duration = Duration::from_millis(250);
/// All that have this console.
const ALL: u32 = 0;
const LEFT_ALT: u32 = 0x0002;
const ALT_GR: u32 = 0x0001 | 0x0008;
const CONTROL: u32 = 0x0008;
const READ_AND_WRITE: u32 = 0xc000_0000;

struct Stage {
    input: HANDLE,
    output: HANDLE,
    child: Option<Child>,
    pipe: Option<File>,
    modes: (u32, u32),
}

pub fn main() -> ExitCode {
    let mut arguments = env::args();
    if arguments.next().is_some_and(|own| own.to_lowercase().ends_with("clip.exe")) {
        return copy();
    }
    let script = read_to_string(arguments.next().expect("a script")).expect("the script can be read");
    let command: Vec<String> = arguments.collect();
    let mut stage = Stage { input: open("CONIN$"), output: open("CONOUT$"), child: None, pipe: None, modes: (0, 0) };
    stage.modes = stage.modes_now();
    // SAFETY: the function touches nothing.
    unsafe { SetConsoleCtrlHandler(Some(ignored), 1) };
    for line in script.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (word, text) = line.split_once(' ').unwrap_or((line, ""));
        if let Err(wrong) = stage.play(word, text, &command) {
            let shown = stage.shown();
            eprintln!("`{line}`: {wrong}. The console shows:\n{shown}");
            if let Some(mut child) = stage.child {
                _ = child.kill();
            }
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Stands in for Windows' own `clip`, which Wine has not: what it is given is put into a file.
#[expect(clippy::disallowed_methods, reason = "no person types here")]
fn copy() -> ExitCode {
    let mut given = Vec::new();
    io::stdin().read_to_end(&mut given).expect("the input can be read");
    write(r"C:\clipboard", given).expect("the file can be written");
    ExitCode::SUCCESS
}

/// Ctrl-C and Ctrl-Break are for the program.
unsafe extern "system" fn ignored(event: u32) -> i32 {
    (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT).into()
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn open(name: &str) -> HANDLE {
    let share = FILE_SHARE_READ | FILE_SHARE_WRITE;
    // SAFETY: the name ends with a zero and lives as long as the call.
    unsafe { CreateFileW(wide(name).as_ptr(), READ_AND_WRITE, share, ptr::null(), OPEN_EXISTING, 0, ptr::null_mut()) }
}

fn record(is_down: bool, code: u16, unit: u16, state: u32) -> INPUT_RECORD {
    let key = KEY_EVENT_RECORD {
        bKeyDown: is_down.into(),
        wRepeatCount: 1,
        wVirtualKeyCode: code,
        wVirtualScanCode: 0,
        uChar: KEY_EVENT_RECORD_0 { UnicodeChar: unit },
        dwControlKeyState: state,
    };
    INPUT_RECORD { EventType: KEY_EVENT as u16, Event: INPUT_RECORD_0 { KeyEvent: key } }
}

fn pressed(code: u16, unit: u16, state: u32) -> Vec<INPUT_RECORD> {
    vec![record(true, code, unit, state), record(false, code, unit, state)]
}

fn of_character(character: char) -> Vec<INPUT_RECORD> {
    let code = match character {
        '\r' => 0x0d,
        'a'..='z' | 'A'..='Z' | '0'..='9' => character.to_ascii_uppercase() as u16,
        ' ' => 0x20,
        _ => 0,
    };
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().flat_map(|unit| pressed(code, *unit, 0)).collect()
}

fn of_name(name: &str) -> Option<Vec<INPUT_RECORD>> {
    if let Some(letter) = name.strip_prefix("ctrl-").and_then(|letter| letter.bytes().next()) {
        let code = u16::from(letter.to_ascii_uppercase());
        return Some(pressed(code, code - 0x40, CONTROL));
    }
    if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse::<u16>().ok()) {
        return Some(pressed(0x6f + number, 0, 0));
    }
    let (code, unit) = match name {
        "enter" => (0x0d, 0x0d),
        "escape" => (0x1b, 0x1b),
        "tab" => (0x09, 0x09),
        "backspace" => (0x08, 0x08),
        "down" => (0x28, 0),
        "up" => (0x26, 0),
        "end" => (0x23, 0),
        _ => return None,
    };
    Some(pressed(code, unit, 0))
}

impl Stage {
    fn play(&mut self, word: &str, text: &str, command: &[String]) -> Result<(), String> {
        if self.child.is_none() && word != "say" {
            self.start(command, word == "pretend")?;
        }
        match word {
            "say" => println!("{text}"),
            "pretend" => {}
            "line" => {
                let pipe = self.pipe.as_mut().ok_or("there is no pipe")?;
                writeln!(pipe, "{text}").map_err(|error| error.to_string())?;
            }
            "see" => return self.until(|stage| stage.shown().contains(text)),
            "wait" => sleep(Duration::from_secs(60)),
            "miss" if self.shown().contains(text) => return Err("it is shown".to_owned()),
            "miss" => {}
            "type" => {
                for character in text.chars() {
                    self.write(&of_character(character));
                    sleep(BETWEEN_KEYS);
                }
            }
            "paste" => {
                let text = text.replace(r"\r", "\r");
                self.write(&text.chars().flat_map(of_character).collect::<Vec<_>>());
            }
            "press" => {
                let records = of_name(text).ok_or("there is no such key")?;
                self.write(&records);
                sleep(BETWEEN_KEYS);
            }
            "hold" => {
                let down = of_character(text.chars().next().ok_or("no key")?);
                for _ in 0..5 {
                    self.write(&down[..1]);
                    sleep(Duration::from_millis(33));
                }
            }
            "alt-code" => {
                let unit = text.encode_utf16().next().unwrap_or_default();
                let mut records = vec![record(true, 0x12, 0, LEFT_ALT)];
                for digit in [0x60, 0x61, 0x62] {
                    records.extend(pressed(digit, 0, LEFT_ALT));
                }
                records.push(record(false, 0x12, unit, 0));
                self.write(&records);
                sleep(BETWEEN_KEYS);
            }
            "alt-gr" => {
                let unit = text.encode_utf16().next().unwrap_or_default();
                self.write(&[record(true, 0x12, 0, ALT_GR)]);
                self.write(&pressed(0x51, unit, ALT_GR));
                self.write(&[record(false, 0x12, 0, 0)]);
                sleep(BETWEEN_KEYS);
            }
            "dead" => {
                let unit = text.encode_utf16().next().unwrap_or_default();
                self.write(&pressed(0xdd, 0, 0));
                self.write(&[record(true, 0x45, unit, 0), record(false, 0x45, u16::from(b'e'), 0)]);
                sleep(BETWEEN_KEYS);
            }
            "release" => self.write(&[record(false, 0x0d, 0x0d, 0)]),
            "break" => {
                // SAFETY: numbers alone.
                if unsafe { GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, ALL) } == 0 {
                    return Err("no break".to_owned());
                }
            }
            "exit" => {
                let expected = text.parse::<i32>().map_err(|error| error.to_string())?;
                let mut code = None;
                self.until(|stage| {
                    code = stage.child.as_mut().and_then(|child| child.try_wait().ok().flatten());
                    code.is_some()
                })?;
                let code = code.and_then(|code| code.code());
                if code != Some(expected) {
                    return Err(format!("the exit code is {code:?}"));
                }
                if self.modes_now() != self.modes {
                    return Err(format!("the modes were {:?} and are {:?}", self.modes, self.modes_now()));
                }
            }
            _ => return Err("there is no such word".to_owned()),
        }
        Ok(())
    }

    fn start(&mut self, command: &[String], pretends: bool) -> Result<(), String> {
        let (program, arguments) = command.split_first().ok_or("no program")?;
        let mut command = Command::new(program);
        command.args(arguments);
        if pretends {
            let name = r"\\.\pipe\msys-0123456789abcdef-pty0-from-master";
            // SAFETY: the name ends with a zero and lives as long as the call.
            let pipe = unsafe {
                CreateNamedPipeW(
                    wide(name).as_ptr(),
                    PIPE_ACCESS_OUTBOUND,
                    PIPE_TYPE_BYTE | PIPE_WAIT,
                    1,
                    4096,
                    4096,
                    0,
                    ptr::null(),
                )
            };
            if pipe == INVALID_HANDLE_VALUE {
                return Err("no pipe".to_owned());
            }
            command.stdin(Stdio::from(File::open(name).map_err(|error| error.to_string())?));
            // SAFETY: nobody else has this handle.
            self.pipe = Some(File::from(unsafe { OwnedHandle::from_raw_handle(pipe) }));
        }
        self.child = Some(command.spawn().map_err(|error| error.to_string())?);
        Ok(())
    }

    fn until(&mut self, mut holds: impl FnMut(&mut Stage) -> bool) -> Result<(), String> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if holds(self) {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        Err("in vain".to_owned())
    }

    fn write(&self, records: &[INPUT_RECORD]) {
        let mut written = 0;
        // SAFETY: the records live as long as the call.
        unsafe { WriteConsoleInputW(self.input, records.as_ptr(), records.len() as u32, &mut written) };
    }

    /// The text that is shown. Wine's console knows no escape sequences and shows them; here they are taken out.
    fn shown(&self) -> String {
        // SAFETY: what it points to lives as long as the calls.
        unsafe {
            let mut info = std::mem::zeroed::<CONSOLE_SCREEN_BUFFER_INFO>();
            GetConsoleScreenBufferInfo(self.output, &mut info);
            let columns = info.dwSize.X;
            let mut rows = Vec::new();
            for row in info.srWindow.Top..=info.srWindow.Bottom {
                let mut units = vec![0_u16; columns as usize];
                let mut read = 0;
                let place = COORD { X: 0, Y: row };
                ReadConsoleOutputCharacterW(self.output, units.as_mut_ptr(), columns as u32, place, &mut read);
                let row = String::from_utf16_lossy(&units);
                let text = row.trim_end_matches([' ', '\0']);
                // A full row goes on in the next one.
                rows.push(if text.chars().count() == row.chars().count() { row } else { format!("{text}\n") });
            }
            without_sequences(&rows.concat())
        }
    }

    fn modes_now(&self) -> (u32, u32) {
        let (mut input, mut output) = (0, 0);
        // SAFETY: numbers alone.
        unsafe {
            GetConsoleMode(self.input, &mut input);
            GetConsoleMode(self.output, &mut output);
        }
        (input, output)
    }
}

fn without_sequences(shown: &str) -> String {
    let mut parts = shown.split('\u{1b}');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|sign: char| sign.is_ascii_alphabetic()).unwrap_or_default();
        // Where the cursor goes elsewhere another word begins.
        text.push_str(if part[end..].starts_with('H') { " " } else { "" });
        text.push_str(part.get(end + 1..).unwrap_or_default());
    }
    text
}
