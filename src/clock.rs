//! The clock, read here and handed on: local times with their offsets, and how long a walk took.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use time::format_description::well_known::Rfc3339;
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
    /// How long each page took, in milliseconds.
    pages: BTreeMap<String, u64>,
    /// Since when somebody is on the page that they are on.
    turned: Instant,
}

enum Started {
    /// In this run. It becomes local when it is asked for, so that the time zone is looked up only then.
    Here(OffsetDateTime),
    Earlier(String),
}

impl Default for WalkClock {
    fn default() -> WalkClock {
        WalkClock::since(Started::Here(OffsetDateTime::now_utc()), 0)
    }
}

impl WalkClock {
    /// The clock of a walk that began then, and had taken so many seconds in all and on each page.
    pub fn begun(started: String, seconds: u64, pages: BTreeMap<String, u64>) -> WalkClock {
        let mut clock = WalkClock::since(Started::Earlier(started), seconds);
        clock.pages = pages;
        clock.pages.values_mut().for_each(|time| *time = time.saturating_mul(1000));
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
        add(&mut self.pages, page, now - self.turned);
        self.turned = now;
    }

    /// The times of a walk that stands on the page of this name now.
    pub fn times(&self, page: &str) -> Times {
        let started = match &self.started {
            Started::Here(time) => written(local(*time)),
            Started::Earlier(time) => time.clone(),
        };
        let mut pages = self.pages.clone();
        add(&mut pages, page, self.turned.elapsed());
        pages.values_mut().for_each(|time| *time /= 1000);
        Times { started, ended: now(), seconds: self.before + self.begun.elapsed().as_secs(), pages }
    }
}

/// Adds to the milliseconds that a page took.
fn add(pages: &mut BTreeMap<String, u64>, page: &str, time: Duration) {
    let time = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let taken = pages.entry(page.to_owned()).or_default();
    *taken = taken.saturating_add(time);
}

/// The local time with its offset, to the second, as in RFC 3339.
pub fn now() -> String {
    written(local(OffsetDateTime::now_utc()))
}

/// A time as the clocks of this machine showed it, or will; in UTC where their zone is not known. The system knows it,
/// and is asked only here, since it may read files for that.
fn local(time: OffsetDateTime) -> OffsetDateTime {
    let offset = UtcOffset::local_offset_at(time).unwrap_or(UtcOffset::UTC);
    time.checked_to_offset(offset).unwrap_or(time)
}

/// The form of the library would have parts of a second, and a Z where the offset is none.
fn written(time: OffsetDateTime) -> String {
    let (date, (hour, minute, second)) = (time.date(), time.to_hms());
    let (hours, minutes, _) = time.offset().as_hms();
    let sign = if time.offset().is_negative() { '-' } else { '+' };
    let offset = format!("{sign}{:02}:{:02}", hours.abs(), minutes.abs());
    format!("{date}T{hour:02}:{minute:02}:{second:02}{offset}")
}

/// A time as it is written here, or with a Z for UTC. In place of the T the library would take anything.
fn read(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok().filter(|_| text.as_bytes().get(10) == Some(&b'T'))
}

/// The local time in so many days, as in [`now`].
pub fn in_days(days: u16) -> String {
    let days = time::Duration::days(days.into());
    written(local(OffsetDateTime::now_utc().saturating_add(days)))
}

/// Whether this time is over; one that cannot be read is not.
pub fn is_past(time: &str) -> bool {
    read(time).is_some_and(|time| time < OffsetDateTime::now_utc())
}

/// How long ago this time was, in minutes, and in words: from two hours on when it was.
pub fn waited(since: &str) -> String {
    let words = &words().parked;
    match read(since).map(|since| (OffsetDateTime::now_utc() - since).whole_minutes()) {
        Some(..1) => words.just_now.to_owned(),
        Some(1) => words.one_minute.to_owned(),
        Some(minutes @ ..120) => fill_in(words.minutes, &[("minutes", &minutes.to_string())]),
        Some(_) | None => ago(since),
    }
}

/// The day and the time of day of a time as it is written here.
pub fn day_and_time(time: &str) -> (&str, &str) {
    let (day, time) = time.split_once('T').unwrap_or((time, ""));
    (day, time.get(..5).unwrap_or_default())
}

/// Whether this is a time as it is written here.
pub fn is_time(text: &str) -> bool {
    read(text).is_some()
}

/// "yesterday at 16:20", as seen from now; the time as it stands where it cannot be read.
pub fn ago(then: &str) -> String {
    let Some(then) = read(then).map(local) else { return then.to_owned() };
    let words = &words().state;
    let text = match (local(OffsetDateTime::now_utc()).date() - then.date()).whole_days() {
        0 => words.today,
        1 => words.yesterday,
        _ => words.on_date,
    };
    let then = written(then);
    let (date, time) = day_and_time(&then);
    fill_in(text, &[("time", time), ("date", date)])
}

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
        let minutes_ago =
            |minutes: i64| written(local(OffsetDateTime::now_utc().saturating_sub(time::Duration::minutes(minutes))));
        for (minutes, said) in [(0, "just now"), (1, "1 minute ago"), (2, "2 minutes ago"), (119, "119 minutes ago")] {
            assert_eq!(waited(&minutes_ago(minutes)), said);
        }
        assert!(waited(&minutes_ago(120)).contains(" at "), "from two hours on it is said when");
        let until = in_days(7);
        let lasts = read(&until).map(|until| (until - OffsetDateTime::now_utc()).whole_hours());
        assert!(matches!(lasts, Some(167..=168)), "{until}");
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
    fn a_time_is_written_in_whole_seconds_with_its_offset_whose_sign_is_its_own() {
        for (hours, minutes, as_text) in [
            (0, 0, "1970-01-01T00:00:00+00:00"),
            (5, 30, "1970-01-01T05:30:00+05:30"),
            (-3, -30, "1969-12-31T20:30:00-03:30"),
            (0, -30, "1969-12-31T23:30:00-00:30"),
        ] {
            let offset = UtcOffset::from_hms(hours, minutes, 0).unwrap();
            let time = OffsetDateTime::UNIX_EPOCH + Duration::from_millis(999);
            assert_eq!(written(time.to_offset(offset)), as_text);
            assert_eq!(read(as_text), Some(OffsetDateTime::UNIX_EPOCH));
        }
    }

    #[test]
    fn a_time_is_read_as_it_is_written_here_and_in_utc_and_nothing_else_is_one() {
        let whole = "2024-05-06T09:30:00";
        for (offset, in_utc) in [("Z", 9), ("+00:00", 9), ("-00:00", 9), ("+02:00", 7), ("-03:00", 12), (".123Z", 9)] {
            let time = format!("{whole}{offset}");
            assert!(is_time(&time), "{time}");
            assert_eq!(read(&time).map(|time| time.to_offset(UtcOffset::UTC).hour()), Some(in_utc), "{time}");
        }
        for wrong in [
            "",
            "yesterday",
            "2024-05-06",
            whole,
            "2024-02-30T09:30:00Z",
            "2024-05-06T24:30:00Z",
            "2024-05-06 09:30:00Z",
            "2024-05-06\u{1b}09:30:00Z",
            "2024-05-06T09:30:00+0200",
            "2024-05-06T09:30:00+02:00\n",
            " 2024-05-06T09:30:00Z",
        ] {
            assert!(!is_time(wrong), "{wrong:?}");
            assert!(!is_past(wrong), "{wrong:?}");
            assert_eq!(ago(wrong), wrong);
        }
        // The last one that is a time, wherever it is seen from.
        assert!(!is_past("9999-12-31T23:59:59Z") && ago("9999-12-31T23:59:59Z").contains("9999-12-31"));
        assert!(is_past("0000-01-01T00:00:00Z") && !ago("0000-01-01T00:00:00Z").is_empty());
    }
}
