//! The clock, read here and handed on: local times with their offsets, and how long a walk took.

use std::collections::BTreeMap;
#[cfg(not(windows))]
use std::ffi::OsStr;
#[cfg(not(windows))]
use std::path::Path;
#[cfg(not(windows))]
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::fmt::temporal::DateTimePrinter;
#[cfg(windows)]
use jiff::tz::Offset;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
#[cfg(windows)]
use time::{OffsetDateTime, UtcOffset};

use crate::content::words;
use crate::content::words::fill_in;

/// When a walk began and ended, and how long it took.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// Local times with their offsets, as in RFC 3339.
    pub started: String,
    pub ended: String,
    /// How long it took, in seconds, in all and on each page, by the names of these.
    pub seconds: u64,
    pub pages: BTreeMap<String, u64>,
}

/// When a walk began, and how long it has taken in this run and in earlier ones.
pub struct WalkClock {
    started: Started,
    before: u64,
    begun: Instant,
    pages: BTreeMap<String, Duration>,
    /// Since when somebody is on the page that they are on.
    turned: Instant,
}

enum Started {
    /// In this run. It becomes local when it is asked for, so that the time zone is looked up only then.
    Here(Timestamp),
    Earlier(String),
}

impl Default for WalkClock {
    fn default() -> WalkClock {
        WalkClock::since(Started::Here(Timestamp::now()), 0)
    }
}

impl WalkClock {
    /// The clock of a walk that began then, and had taken so many seconds in all and on each page.
    pub fn begun(started: String, seconds: u64, pages: BTreeMap<String, u64>) -> WalkClock {
        let mut clock = WalkClock::since(Started::Earlier(started), seconds);
        clock.pages.extend(pages.into_iter().map(|(page, seconds)| (page, Duration::from_secs(seconds))));
        clock
    }

    fn since(started: Started, before: u64) -> WalkClock {
        let now = Instant::now();
        WalkClock { started, before, begun: now, pages: BTreeMap::new(), turned: now }
    }

    /// Begins with a new walk.
    pub fn begin_anew(&mut self) {
        *self = WalkClock::default();
    }

    /// The page of this name is left.
    pub fn leave(&mut self, page: &str) {
        let now = Instant::now();
        *self.pages.entry(page.to_owned()).or_default() += now - self.turned;
        self.turned = now;
    }

    /// The times of a walk that stands on the page of this name now.
    pub fn times(&self, page: &str) -> Times {
        let started = match &self.started {
            Started::Here(time) => written(&local(*time)),
            Started::Earlier(time) => time.clone(),
        };
        let mut here = self.pages.clone();
        *here.entry(page.to_owned()).or_default() += self.turned.elapsed();
        let mut pages = BTreeMap::new();
        pages.extend(here.into_iter().map(|(page, time)| (page, time.as_secs())));
        Times { started, ended: now(), seconds: self.before + self.begun.elapsed().as_secs(), pages }
    }
}

/// The local time with its offset, to the second, as in RFC 3339.
pub fn now() -> String {
    written(&here())
}

fn here() -> Zoned {
    local(Timestamp::now())
}

/// A time as the clocks of this machine showed it, or will.
#[cfg(not(windows))]
fn local(time: Timestamp) -> Zoned {
    time.to_zoned(ZONE.clone())
}

/// The same where the system has no files of zones, and is asked about each time.
#[cfg(windows)]
fn local(time: Timestamp) -> Zoned {
    let instant = OffsetDateTime::from_unix_timestamp(time.as_second()).ok();
    let seconds = instant.and_then(|it| UtcOffset::local_offset_at(it).ok()).map_or(0, UtcOffset::whole_seconds);
    time.to_zoned(TimeZone::fixed(Offset::from_seconds(seconds).unwrap_or(Offset::UTC)))
}

/// The time zone of this machine, looked up when it is first asked for.
#[cfg(not(windows))]
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| zone(std::env::var_os("TZ").as_deref()));

/// The zone from its one file, where that is known. Left to itself the library first reads the folders of all zones,
/// which takes longer than a frame.
#[cfg(not(windows))]
fn zone(named: Option<&OsStr>) -> TimeZone {
    let file = match named.map(OsStr::to_string_lossy) {
        None => Path::new("/etc/localtime").to_owned(),
        // A name or a whole path. What is neither may be a rule: the library knows.
        Some(name) => Path::new("/usr/share/zoneinfo").join(name.trim_start_matches(':')),
    };
    let own = std::fs::read(file).ok().and_then(|bytes| TimeZone::tzif("", &bytes).ok());
    own.unwrap_or_else(TimeZone::system)
}

fn written(time: &Zoned) -> String {
    let printer = DateTimePrinter::new().precision(Some(0));
    printer.timestamp_with_offset_to_string(&time.timestamp(), time.offset())
}

/// The local time in so many days, as in [`now`].
pub fn in_days(days: u16) -> String {
    let later = Timestamp::now().checked_add(jiff::SignedDuration::from_hours(24 * i64::from(days)));
    written(&local(later.unwrap_or(Timestamp::MAX)))
}

/// Whether this time is over; one that cannot be read is not.
pub fn is_past(time: &str) -> bool {
    time.parse::<Timestamp>().is_ok_and(|time| time < Timestamp::now())
}

/// How long ago this time was, in minutes, and in words: from two hours on when it was.
pub fn waited(since: &str) -> String {
    let words = &words().parked;
    let minutes = since.parse::<Timestamp>().map(|since| Timestamp::now().duration_since(since).as_mins());
    match minutes {
        Ok(..1) => words.just_now.to_owned(),
        Ok(1) => words.one_minute.to_owned(),
        Ok(minutes @ ..120) => fill_in(words.minutes, &[("minutes", &minutes.to_string())]),
        Ok(_) | Err(_) => ago(since),
    }
}

/// The day and the time of day of a time as it is written here.
pub fn day_and_time(time: &str) -> (&str, &str) {
    let (day, time) = time.split_once('T').unwrap_or((time, ""));
    (day, time.get(..5).unwrap_or_default())
}

/// Whether this is a time as it is written here.
pub fn is_time(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// "yesterday at 16:20", as seen from now; the time as it stands where it cannot be read.
pub fn ago(then: &str) -> String {
    let seen = |then: &str| {
        let now = here();
        let then = local(then.parse().ok()?);
        let days = now.date().since(then.date()).ok()?.get_days();
        Some(said(&then, days))
    };
    seen(then).unwrap_or_else(|| then.to_owned())
}

fn said(then: &Zoned, days: i32) -> String {
    let words = &words().state;
    let text = match days {
        0 => words.today,
        1 => words.yesterday,
        _ => words.on_date,
    };
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    fill_in(text, &[("time", &time), ("date", &then.date().to_string())])
}

#[cfg(not(windows))]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_walk_took_before_counts_on() {
        let began = "2024-05-06T09:30:00+02:00";
        let mut clock = WalkClock::begun(began.to_owned(), 90, BTreeMap::from([("first".to_owned(), 30)]));
        clock.leave("first");
        let Times { started, seconds, pages, .. } = clock.times("second");
        assert_eq!((started.as_str(), seconds), (began, 90));
        assert_eq!(pages, BTreeMap::from([("first".to_owned(), 30), ("second".to_owned(), 0)]));
    }

    #[test]
    fn how_long_something_waits_is_said_in_minutes_and_after_its_days_it_is_past() {
        let minutes_ago = |minutes: i64| {
            let then = Timestamp::now().checked_sub(jiff::SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MIN);
            written(&then.to_zoned(ZONE.clone()))
        };
        for (minutes, said) in [(0, "just now"), (1, "1 minute ago"), (2, "2 minutes ago"), (119, "119 minutes ago")] {
            assert_eq!(waited(&minutes_ago(minutes)), said);
        }
        assert!(waited(&minutes_ago(120)).contains(" at "), "from two hours on it is said when");
        let until = in_days(7);
        let lasts = until.parse::<Timestamp>().map(|until| until.duration_since(Timestamp::now()).as_hours());
        assert!(matches!(lasts, Ok(167..=168)), "{until}");
        assert!(!is_past(&until) && is_past(&minutes_ago(1)) && !is_past("at noon"));
    }

    #[test]
    fn a_page_takes_the_time_since_the_one_before_was_left() {
        let mut clock = WalkClock::default();
        clock.turned -= Duration::from_secs(20);
        clock.leave("first");
        clock.turned -= Duration::from_secs(5);
        clock.leave("second");
        clock.turned -= Duration::from_secs(7);
        let pages = clock.times("first").pages;
        assert_eq!(pages, BTreeMap::from([("first".to_owned(), 27), ("second".to_owned(), 5)]));
    }

    #[test]
    fn a_zone_is_read_from_its_own_file() {
        // A file of a zone that has no changes, and a rule for all times: 5:30 before UTC.
        let header = |types: u8, letters: u8| {
            [b"TZif2".as_slice(), &[0; 15], &[0; 16], &[0, 0, 0, types, 0, 0, 0, letters]].concat()
        };
        let block = [&[0; 6][..], b"UTC\0"].concat();
        let file = [header(1, 4), block.clone(), header(1, 4), block, b"\nIST-5:30\n".to_vec()].concat();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("India");
        std::fs::write(&path, file).unwrap();
        let midnight = Timestamp::UNIX_EPOCH;
        for name in [path.to_str().unwrap(), &format!(":{}", path.display())] {
            assert_eq!(
                written(&midnight.to_zoned(zone(Some(OsStr::new(name))))),
                "1970-01-01T05:30:00+05:30",
                "{name}"
            );
        }
    }
}
