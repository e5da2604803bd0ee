//! The clock, read here and handed on: local times with their offsets, and how long a walk took.

use std::time::Instant;

use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::content::words;
use crate::content::words::fill_in;

/// When a walk began, and how long it took.
#[derive(Debug, Clone)]
pub struct Times {
    /// Local time with its offset, as in RFC 3339.
    pub started: String,
    /// How long it took, in seconds.
    pub seconds: u64,
}

/// When a walk began, and how long it has taken in this run and in earlier ones.
pub struct WalkClock {
    started: Started,
    before: u64,
    begun: Instant,
}

enum Started {
    /// In this run. It becomes local when it is asked for: looking the time zone up takes longer than a frame.
    Here(Timestamp),
    Earlier(String),
}

impl Default for WalkClock {
    fn default() -> WalkClock {
        WalkClock { started: Started::Here(Timestamp::now()), before: 0, begun: Instant::now() }
    }
}

impl WalkClock {
    /// The clock of a walk that began then and had taken so many seconds.
    pub fn begun(started: String, seconds: u64) -> WalkClock {
        WalkClock { started: Started::Earlier(started), before: seconds, begun: Instant::now() }
    }

    /// Begins with a new walk.
    pub fn begin_anew(&mut self) {
        *self = WalkClock::default();
    }

    pub fn times(&self) -> Times {
        let started = match &self.started {
            Started::Here(time) => written(&time.to_zoned(TimeZone::system())),
            Started::Earlier(time) => time.clone(),
        };
        Times { started, seconds: self.before + self.begun.elapsed().as_secs() }
    }
}

/// The local time with its offset, to the second, as in RFC 3339.
pub fn now() -> String {
    written(&Zoned::now())
}

fn written(time: &Zoned) -> String {
    let printer = DateTimePrinter::new().precision(Some(0));
    printer.timestamp_with_offset_to_string(&time.timestamp(), time.offset())
}

/// Whether this is a time as it is written here.
pub fn is_time(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// "yesterday at 16:20", as seen from now; the time as it stands where it cannot be read.
pub fn ago(then: &str) -> String {
    let seen = |then: &str| {
        let now = Zoned::now();
        let then = then.parse::<Timestamp>().ok()?.to_zoned(now.time_zone().clone());
        let days = now.date().since(then.date()).ok()?.get_days();
        Some(said(&then, days))
    };
    seen(then).unwrap_or_else(|| then.to_owned())
}

fn said(then: &Zoned, days: i32) -> String {
    let words = &words().state;
    let text = match days {
        0 => &words.today,
        1 => &words.yesterday,
        _ => &words.on_date,
    };
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    fill_in(text, &[("time", &time), ("date", &then.date().to_string())])
}
