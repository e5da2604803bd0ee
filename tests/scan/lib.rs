//! Looks through memory for a secret, and for any run of six of its characters, in each form that a program may hold
//! text in. It asks for one character at a time, so that it can look through its own process too.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hint::black_box;
use std::io;
use std::os::unix::fs::FileExt;

use zeroize::Zeroize;

/// How many characters in a row count as found.
const RUN: usize = 6;
/// How far in bytes one character is from the next: in records that hold a character each, or `PACKED`, one right
/// after the other however long each is.
const PACKED: usize = 0;
const APART: [usize; 12] = [1, 2, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64];
/// How much is read at once, and how much of that again at the beginning of the next piece: the longest run.
const PIECE: usize = 1 << 20;
const AGAIN: usize = RUN * 64;
const PAGE: usize = 4096;
const ZEROS: [u8; PAGE] = [0; PAGE];

/// One character in one form.
struct Unit {
    bytes: [u8; 4],
    length: usize,
}

struct Form {
    name: &'static str,
    unit: fn(char) -> Unit,
    /// Which byte to look for first: one that is not the same for every character.
    telling: usize,
    distances: &'static [usize],
}

// An ASCII character is one byte in every form, with zeros around it: the distances find all of them.
const ASCII_FORMS: [Form; 1] = [Form { name: "bytes", unit: utf8, telling: 0, distances: &APART }];
const BEYOND: [usize; 11] = [PACKED, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64];
const WIDE: &[usize] = BEYOND.split_at(1).1;
const FORMS: [Form; 5] = [
    Form { name: "UTF-8", unit: utf8, telling: 0, distances: &BEYOND },
    Form { name: "UTF-16", unit: |c| utf16(c, u16::to_le_bytes), telling: 0, distances: &BEYOND },
    Form { name: "swapped UTF-16", unit: |c| utf16(c, u16::to_be_bytes), telling: 1, distances: &BEYOND },
    Form { name: "UTF-32", unit: |c| utf32((c as u32).to_le_bytes()), telling: 0, distances: WIDE },
    Form { name: "swapped UTF-32", unit: |c| utf32((c as u32).to_be_bytes()), telling: 3, distances: WIDE },
];

fn utf8(c: char) -> Unit {
    let mut bytes = [0; 4];
    let length = c.encode_utf8(&mut bytes).len();
    Unit { bytes, length }
}

fn utf16(c: char, order: fn(u16) -> [u8; 2]) -> Unit {
    let (mut bytes, mut units) = ([0; 4], [0; 2]);
    let units = c.encode_utf16(&mut units);
    for (place, unit) in bytes.chunks_mut(2).zip(units.iter()) {
        place.copy_from_slice(&order(*unit));
    }
    Unit { bytes, length: units.len() * 2 }
}

fn utf32(bytes: [u8; 4]) -> Unit {
    Unit { bytes, length: 4 }
}

/// What is looked for: 6 to 64 characters, each made when it is asked for.
pub struct Sought<'s> {
    pub length: usize,
    pub is_ascii: bool,
    pub character: &'s dyn Fn(usize) -> char,
}

/// What was found: how many runs in each place and form, where each begins, and in how many bytes.
#[derive(Debug, Default)]
pub struct Found {
    pub runs: BTreeMap<String, usize>,
    pub at: Vec<u64>,
    pub looked_at: usize,
}

impl Found {
    pub fn is_nothing(&self) -> bool {
        self.runs.is_empty()
    }

    pub fn count(&self) -> usize {
        self.runs.values().sum()
    }
}

/// Counts the runs in these bytes.
pub fn find(bytes: &[u8], sought: &Sought<'_>, place: &str, found: &mut Found) {
    let forms: &[Form] = if sought.is_ascii { &ASCII_FORMS } else { &FORMS };
    // Which characters have this byte: a set for each byte, so that nothing here holds them in order.
    let mut having = vec![[0_u64; 256]; forms.len()];
    let mut telling = [false; 256];
    for (form, having) in forms.iter().zip(&mut having) {
        for step in 0..sought.length {
            let byte = usize::from((form.unit)((sought.character)(step)).bytes[form.telling]);
            having[byte] |= 1 << step;
            telling[byte] = true;
        }
    }
    found.looked_at += bytes.len();
    for (number, page) in bytes.chunks(PAGE).enumerate() {
        // No telling byte is zero. Tests are not optimised, and comparing is; so is the loop below kept plain.
        if page == &ZEROS[..page.len()] {
            continue;
        }
        let mut place_in_page = 0;
        while place_in_page < page.len() {
            if telling[page[place_in_page] as usize] {
                for (form, having) in forms.iter().zip(&having) {
                    find_at(bytes, number * PAGE + place_in_page, (form, having), sought, place, found);
                }
            }
            place_in_page += 1;
        }
    }
}

fn find_at(
    bytes: &[u8],
    at: usize,
    (form, having): (&Form, &[u64; 256]),
    sought: &Sought<'_>,
    place: &str,
    found: &mut Found,
) {
    let first_of_a_run = (1 << (sought.length + 1 - RUN)) - 1;
    let starts = having[usize::from(bytes[at])] & first_of_a_run;
    if starts == 0 || at < form.telling {
        return;
    }
    for distance in form.distances {
        let mut starts = if *distance == PACKED { starts } else { likely(bytes, at, *distance, starts, having) };
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            starts &= starts - 1;
            if is_run(bytes, at - form.telling, start, *distance, form, sought) {
                *found.runs.entry(format!("{place}, {}, distance {distance}", form.name)).or_default() += 1;
                found.at.push((at - form.telling) as u64);
            }
        }
    }
}

/// The runs that may begin here, going by the telling bytes of all their characters.
fn likely(bytes: &[u8], at: usize, distance: usize, mut starts: u64, having: &[u64; 256]) -> u64 {
    for step in 1..RUN {
        let Some(byte) = bytes.get(at + step * distance) else { return 0 };
        starts &= having[usize::from(*byte)] >> step;
        if starts == 0 {
            break;
        }
    }
    starts
}

fn is_run(bytes: &[u8], mut at: usize, start: usize, distance: usize, form: &Form, sought: &Sought<'_>) -> bool {
    for step in 0..RUN {
        // Made when it is needed, so that no six of them are ever together here.
        let unit = (form.unit)((sought.character)(black_box(start + step)));
        if bytes.get(at..at + unit.length) != Some(&unit.bytes[..unit.length]) {
            return false;
        }
        at += if distance == PACKED { unit.length } else { distance };
    }
    true
}

/// Looks through everything that is readable in a process, `self` or its number.
///
/// # Errors
/// When this machine does not allow it.
pub fn find_in_process(process: &str, sought: &Sought<'_>) -> io::Result<Found> {
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let mut found = Found::default();
    let mut piece = vec![0; PIECE];
    for line in maps.lines() {
        let mut fields = line.split_whitespace();
        let (Some(range), Some(rights)) = (fields.next(), fields.next()) else { continue };
        let offset = fields.next().map_or(0, address);
        let region = fields.nth(2).unwrap_or("nameless");
        let bounds = range.split_once('-').map(|(from, to)| (address(from), address(to)));
        let Some((mut from, to)) = bounds.filter(|_| rights.starts_with('r') && !region.starts_with("[vv")) else {
            continue;
        };
        let place = format!("{region} {rights}");
        let file = File::open(region).ok().filter(|_| !rights.contains('w'));
        let begin = from;
        while from < to {
            let length = usize::try_from(to - from).unwrap().min(PIECE);
            let bytes = &mut piece[..length];
            if memory.read_exact_at(bytes, from).is_err() {
                read_pages(&memory, bytes, from, &place)?;
            }
            if let Some(file) = &file {
                leave_out_the_file(file, offset + (from - begin), bytes);
            }
            let before = found.at.len();
            find(bytes, sought, &place, &mut found);
            found.at.iter_mut().skip(before).for_each(|at| *at += from);
            from += (if from + length as u64 == to { length } else { length - AGAIN }) as u64;
        }
    }
    // Else it would be found at the next look into this process.
    piece.zeroize();
    Ok(found)
}

/// Which of these addresses lie in memory that may be swapped to disk.
///
/// # Errors
/// When this machine does not allow a look.
pub fn not_locked(process: &str, addresses: &[u64]) -> io::Result<Vec<u64>> {
    let maps = fs::read_to_string(format!("/proc/{process}/smaps"))?;
    let (mut left, mut bounds) = (addresses.to_vec(), (0, 0));
    for line in maps.lines() {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        if let Some((from, to)) = first.split_once('-') {
            bounds = (address(from), address(to));
        } else if first == "VmFlags:" && rest.split(' ').any(|flag| flag == "lo") {
            left.retain(|at| !(bounds.0..bounds.1).contains(at));
        }
    }
    Ok(left)
}

fn address(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).unwrap()
}

/// Reads what can be read, page by page; a page of a file beyond its end cannot. One that the program writes to must.
fn read_pages(memory: &File, bytes: &mut [u8], from: u64, place: &str) -> io::Result<()> {
    for (number, page) in bytes.chunks_mut(PAGE).enumerate() {
        if let Err(error) = memory.read_exact_at(page, from + (number * PAGE) as u64) {
            page.fill(0);
            if ["[heap]", "[stack]", "nameless rw"].iter().any(|it| place.starts_with(it)) {
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Takes out the pages that are as they are in the file: no secret of this run is in them.
fn leave_out_the_file(file: &File, offset: u64, bytes: &mut [u8]) {
    let mut original = vec![0; bytes.len()];
    let mut read = 0;
    while let Ok(more @ 1..) = file.read_at(&mut original[read..], offset + read as u64) {
        read += more;
    }
    for (page, original) in bytes.chunks_mut(PAGE).zip(original.chunks(PAGE)) {
        if page == original {
            page.fill(0);
        }
    }
}
