//! Counts of many calls, and what they come to: each list from what happens most to what happens least.

use std::collections::BTreeMap;

use crate::json::{Field, Layout, ToJson, Writer, written};

use super::record::Record;

/// What was counted so far.
#[derive(Debug, Default)]
pub struct Counts {
    calls: u64,
    left_out: u64,
    statuses: Tally,
    /// By node and class.
    endings: Tally,
    causes: Tally,
    /// By the answer to the first question, and that answer in words.
    programs: Tally,
    /// By node and aside.
    asides: Tally,
    /// By node, step and title.
    open_steps: Tally,
    broken_off: Tally,
    seconds: Times,
    pages: BTreeMap<String, Times>,
}

/// How many calls have what goes by these names; where there are fewer of them, the last ones are empty.
type Tally = BTreeMap<[String; 3], u64>;

/// How often something took so many seconds: what a call or a page takes is a few minutes, so that there are few numbers.
#[derive(Debug, Default)]
struct Times(BTreeMap<u64, u64>);

/// What many calls have in common.
#[derive(Debug)]
pub struct Report {
    pub calls: u64,
    /// Lines that are no record.
    pub left_out: u64,
    pub statuses: Vec<Row>,
    pub endings: Vec<Row>,
    pub causes: Vec<Row>,
    pub programs: Vec<Row>,
    /// The pages at which calls were broken off.
    pub broken_off: Vec<Row>,
    pub asides: Vec<Row>,
    pub open_steps: Vec<Row>,
    /// Half of the calls took this long at most; nothing where there are none.
    pub median_seconds: Option<Median>,
    pub pages: Vec<Row>,
}

/// So many calls have what goes by these names.
#[derive(Debug)]
pub struct Row {
    /// What each name is in JSON.
    fields: &'static [&'static str],
    pub names: [String; 3],
    pub calls: u64,
    /// How long half of them took at most, where it is a page.
    pub median_seconds: Option<Median>,
}

impl Row {
    /// What happens most comes first, and of pages what takes longest.
    fn rank(&self) -> Median {
        self.median_seconds.unwrap_or(Median { whole: self.calls, has_half: false })
    }
}

impl ToJson for Row {
    fn write(&self, to: &mut Writer) {
        let names = self.fields.iter().zip(&self.names).map(|(field, name)| (*field, name as &dyn ToJson));
        let mut fields: Vec<Field<'_>> = names.chain([("calls", &self.calls as &dyn ToJson)]).collect();
        if let Some(median) = &self.median_seconds {
            fields.push(("median_seconds", median));
        }
        to.object(&fields);
    }
}

/// What lies in the middle of whole numbers of seconds: one of them, or half a second more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Median {
    whole: u64,
    has_half: bool,
}

impl Median {
    /// Half a second counts as a whole one.
    pub fn rounded(self) -> u64 {
        self.whole + u64::from(self.has_half)
    }
}

impl ToJson for Median {
    fn write(&self, to: &mut Writer) {
        to.plain(format_args!("{}.{}", self.whole, if self.has_half { 5 } else { 0 }));
    }
}

impl Report {
    /// The report as JSON; stable, and described in the README.
    pub fn json(&self) -> String {
        let fields: &[Field<'_>] = &[
            ("schema", &1_u8),
            ("calls", &self.calls),
            ("left_out", &self.left_out),
            ("statuses", &self.statuses),
            ("endings", &self.endings),
            ("causes", &self.causes),
            ("programs", &self.programs),
            ("broken_off", &self.broken_off),
            ("asides", &self.asides),
            ("open_steps", &self.open_steps),
            ("median_seconds", &self.median_seconds),
            ("pages", &self.pages),
        ];
        written(fields, Layout::Lines)
    }
}

impl Counts {
    /// Counts one call.
    pub fn add(&mut self, record: &Record<'_>) {
        self.calls += 1;
        one(&mut self.statuses, [record.status, "", ""]);
        if let Some(ending) = &record.ending {
            one(&mut self.endings, [ending.node, ending.class, ""]);
        }
        if let Some(cause) = &record.cause {
            one(&mut self.causes, [cause.name, "", ""]);
        }
        let first = record.path.first().and_then(|page| page.answer.zip(page.answer_text));
        if let Some((answer, text)) = first {
            one(&mut self.programs, [answer, text, ""]);
        }
        if record.status == "broken-off" {
            one(&mut self.broken_off, [record.at, "", ""]);
        }
        for aside in &record.asides {
            one(&mut self.asides, [aside.node, aside.aside, ""]);
        }
        for step in record.steps.iter().filter(|step| step.state == "open") {
            one(&mut self.open_steps, [step.node, step.step, step.title]);
        }
        self.seconds.add(record.seconds);
        for page in &record.path {
            self.pages.entry(page.node.to_owned()).or_default().add(page.seconds);
        }
    }

    /// Counts a line that is no record.
    pub fn leave_out(&mut self) {
        self.left_out += 1;
    }

    pub fn report(&self) -> Report {
        let pages = self.pages.iter().map(|(node, times)| Row {
            fields: &["node"],
            names: [node.clone(), String::new(), String::new()],
            calls: times.count(),
            median_seconds: times.median(),
        });
        Report {
            calls: self.calls,
            left_out: self.left_out,
            statuses: rows(&self.statuses, &["status"]),
            endings: rows(&self.endings, &["node", "class"]),
            causes: rows(&self.causes, &["name"]),
            programs: rows(&self.programs, &["answer", "text"]),
            broken_off: rows(&self.broken_off, &["node"]),
            asides: rows(&self.asides, &["node", "aside"]),
            open_steps: rows(&self.open_steps, &["node", "step", "title"]),
            median_seconds: self.seconds.median(),
            pages: sorted(pages.collect()),
        }
    }
}

fn one(tally: &mut Tally, names: [&str; 3]) {
    *tally.entry(names.map(str::to_owned)).or_default() += 1;
}

fn rows(tally: &Tally, fields: &'static [&'static str]) -> Vec<Row> {
    let row = |(names, calls): (&[String; 3], &u64)| Row {
        fields,
        names: names.clone(),
        calls: *calls,
        median_seconds: None,
    };
    sorted(tally.iter().map(row).collect())
}

/// What is of the same rank is in the order of its names.
fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_unstable_by(|one, other| other.rank().cmp(&one.rank()).then_with(|| one.names.cmp(&other.names)));
    rows
}

impl Times {
    fn add(&mut self, seconds: u64) {
        *self.0.entry(seconds).or_default() += 1;
    }

    fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// The middle one, or what lies between the two in the middle.
    fn median(&self) -> Option<Median> {
        let count = self.count();
        let (lower, upper) = (self.at(count.saturating_sub(1) / 2)?, self.at(count / 2)?);
        let between = upper - lower;
        Some(Median { whole: lower + between / 2, has_half: between % 2 == 1 })
    }

    /// The one at this place in their order, from 0.
    fn at(&self, place: u64) -> Option<u64> {
        let mut before = 0;
        let (seconds, _) = self.0.iter().find(|(_, count)| {
            before += **count;
            before > place
        })?;
        Some(*seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        for (all, median) in [
            (&[][..], "null"),
            (&[7], "7.0"),
            (&[1, 9], "5.0"),
            (&[1, 2], "1.5"),
            (&[9, 1, 4], "4.0"),
            (&[3, 3, 3, 9, 1, 1], "3.0"),
            (&[0, 0, 10, 10], "5.0"),
            (&[u64::MAX - 1, u64::MAX], "18446744073709551614.5"),
        ] {
            let mut times = Times::default();
            all.iter().for_each(|seconds| times.add(*seconds));
            let fields: &[Field<'_>] = &[("median", &times.median())];
            assert_eq!(written(fields, Layout::Line), format!(r#"{{"median":{median}}}"#), "{all:?}");
        }
    }
}
