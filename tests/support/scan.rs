//! Looks through the whole memory of a process for a secret, and for any run of six of its characters, in each form
//! that a program may hold text in.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt;

/// How many characters in a row count as found.
const RUN: usize = 6;
/// Distances in bytes from one character to the next: 1 for UTF-8, 2 and 4 for UTF-16 and UTF-32, the rest for
/// records that hold a character each.
const STRIDES: [usize; 12] = [1, 2, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64];

/// One form of a secret: what each character looks like.
struct Form {
    name: &'static str,
    units: Vec<Vec<u8>>,
    /// The byte of a character that tells most of it: not one that is zero in nearly every character.
    telling: usize,
}

fn forms(secret: &str) -> Vec<Form> {
    let utf8 = |c: char| c.to_string().into_bytes();
    let utf32 = |c: char| (c as u32).to_le_bytes().to_vec();
    let utf32_swapped = |c: char| (c as u32).to_be_bytes().to_vec();
    let utf16 = |c: char| c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let utf16_swapped = |c: char| c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let form = |name, unit: &dyn Fn(char) -> Vec<u8>, telling| Form {
        name,
        units: secret.chars().map(unit).collect(),
        telling,
    };
    // An ASCII character is one byte in every form, with zeros around it: the strides find all of them.
    if secret.is_ascii() {
        return vec![form("bytes", &utf8, 0)];
    }
    vec![
        form("UTF-8", &utf8, 0),
        form("UTF-16", &utf16, 0),
        form("swapped UTF-16", &utf16_swapped, 1),
        form("UTF-32", &utf32, 0),
        form("swapped UTF-32", &utf32_swapped, 3),
    ]
}

/// Where runs of the secret were found, described; empty when nothing was.
pub fn find(memory: &[u8], secret: &str) -> Vec<String> {
    let mut found = Vec::new();
    for Form { name, units, telling } in forms(secret) {
        let mut begins = [false; 256];
        units.iter().for_each(|unit| begins[usize::from(unit[telling])] = true);
        for (at, byte) in memory.iter().skip(telling).enumerate().filter(|(_, byte)| begins[usize::from(**byte)]) {
            for run in units.windows(RUN).filter(|run| run[0][telling] == *byte) {
                for stride in STRIDES {
                    if is_run(memory, at, run, stride) {
                        found.push(format!("{name}, stride {stride}, at {at:#x}"));
                    }
                }
            }
        }
    }
    found
}

/// With stride 1 the characters follow one another, however long each is; else each begins `stride` after the last.
fn is_run(memory: &[u8], at: usize, run: &[Vec<u8>], stride: usize) -> bool {
    let mut place = at;
    for unit in run {
        if memory.get(place..place + unit.len()) != Some(unit) {
            return false;
        }
        place += if stride == 1 { unit.len() } else { stride.max(unit.len()) };
    }
    true
}

/// All memory that a process can have written to, looked through region by region; what is mapped without the right to
/// write holds what its file holds. `None` where this machine does not allow it.
pub fn find_in_process(process: u32, secret: &str) -> Option<Vec<String>> {
    let mut maps = String::new();
    File::open(format!("/proc/{process}/maps")).ok()?.read_to_string(&mut maps).ok()?;
    let memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let mut found = Vec::new();
    let mut read_any = false;
    for line in maps.lines() {
        let mut fields = line.split_whitespace();
        let (range, rights) = (fields.next()?, fields.next()?);
        let region = fields.nth(3).unwrap_or("nameless");
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-')?;
        let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
        let mut bytes = vec![0; usize::try_from(to - from).ok()?];
        if memory.read_exact_at(&mut bytes, from).is_ok() {
            read_any = true;
            found.extend(find(&bytes, secret).into_iter().map(|what| format!("{region}: {what}")));
        }
    }
    read_any.then_some(found)
}

/// A new secret of this length: characters that no text of the program holds in this order.
pub fn secret(length: usize, alphabet: &str) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    let mut bytes = vec![0; length];
    File::open("/dev/urandom").unwrap().read_exact(&mut bytes).unwrap();
    bytes.iter().map(|byte| alphabet[usize::from(*byte) % alphabet.len()]).collect()
}
