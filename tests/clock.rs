//! Local time, asked of the system by the real program: the forms of TZ, and the offset of the very day, in summer as in
//! winter.

#![cfg(unix)]
use std::fs;
use std::path::Path;

use crate::support::play::{Play, kept};

const SUMMER: &str = "2024-07-01T09:30:00Z";
const WINTER: &str = "2024-01-15T11:30:00+02:00";
const CENTRAL_EUROPE: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// A program that is told its zone so, or not at all.
fn in_zone(zone: Option<&str>) -> Play {
    zone.into_iter().fold(Play::user(), |play, zone| play.environment("TZ", zone))
}

/// A walk that is kept in this zone.
fn kept_in(zone: Option<&str>, folder: &Path) -> String {
    in_zone(zone).folder(folder).input("act\n1\nquit\n").exits(0);
    fs::read_to_string(kept(folder)).unwrap()
}

fn value<'a>(walk: &'a str, name: &str) -> &'a str {
    walk.split(&format!("\"{name}\":\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

/// What is said in this zone of a walk that was kept then.
fn said_of(kept_then: &str, zone: Option<&str>) -> String {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let walk = kept_in(zone, folder.path());
    fs::write(kept(folder.path()), walk.replace(value(&walk, "kept"), kept_then)).unwrap();
    let said = in_zone(zone).folder(folder.path()).input("quit\n").exits(0).said;
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file of a zone that was UTC until its one change in 1970, and has this rule since.
fn zone_file(rule: &str) -> Vec<u8> {
    let header = |changes: u8| [b"TZif2".as_slice(), &[0; 15], &[0; 15], &[changes, 0, 0, 0, 1, 0, 0, 0, 4]].concat();
    let kinds = [&[0; 6][..], b"UTC\0"].concat();
    [&header(0)[..], &kinds, &header(1), &[0; 9], &kinds, format!("\n{rule}\n").as_bytes()].concat()
}

#[test]
fn a_time_is_shown_in_the_zone_that_tz_names_in_any_form_with_the_offset_of_its_day() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("Europe");
    fs::write(&file, zone_file(CENTRAL_EUROPE)).unwrap();
    let file = file.to_str().unwrap();
    let utc = ("09:30", "09:30");
    let central_europe = ("11:30", "10:30");
    let mut zones = vec![
        (CENTRAL_EUROPE.to_owned(), central_europe),
        (file.to_owned(), central_europe),
        (format!(":{file}"), central_europe),
        ("IST-5:30".to_owned(), ("15:00", "15:00")),
        ("<-0330>3:30".to_owned(), ("06:00", "06:00")),
        ("UTC0".to_owned(), utc),
        // What names no zone is UTC.
        (String::new(), utc),
        ("Nowhere/Else".to_owned(), utc),
        (":Nowhere/Else".to_owned(), utc),
    ];
    // A machine may have no list of zones.
    if Path::new("/usr/share/zoneinfo/Europe/Berlin").exists() {
        let named = ["Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin"];
        zones.extend(named.map(|name| (name.to_owned(), central_europe)));
    }
    for (zone, (summer, winter)) in &zones {
        for (kept, shown) in
            [(SUMMER, format!("on 2024-07-01 at {summer}")), (WINTER, format!("on 2024-01-15 at {winter}"))]
        {
            let said = said_of(kept, Some(zone));
            assert!(said.contains(&shown), "{zone:?}, {shown}: {said}");
        }
    }
    for time in [SUMMER, WINTER] {
        assert_eq!(said_of(time, None), said_of(time, Some("/etc/localtime")), "without TZ it is the machine's own");
    }
}

#[test]
fn a_time_is_kept_with_its_offset_whose_sign_is_its_own() {
    for (zone, offset) in
        [("IST-5:30", "+05:30"), ("<-0330>3:30", "-03:30"), ("XXX0:30", "-00:30"), ("UTC0", "+00:00"), ("", "+00:00")]
    {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let walk = kept_in(Some(zone), folder.path());
        for name in ["started", "kept"] {
            let time = value(&walk, name);
            assert_eq!(time.get("2024-07-01T09:30:00".len()..), Some(offset), "{zone:?}: {time}");
        }
    }
}
