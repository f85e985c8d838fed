//! Numbers, dates and plurals for people, by the browser's own `Intl`.

mod intl;
mod zone;

use std::{ops::Range, rc::Rc};

use campaign::value::{Instant, instant_literal};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use self::intl::method;
pub use self::{
    intl::browser_zone,
    zone::{UTC, Zone},
};
use crate::relay::relay;

/// Shown in place of a missing value.
pub const DASH: &str = "—";

/// The form of a noun after a number. Our languages need only these: French has the category "many" for whole millions,
/// but after digits its form is that of "other".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    One,
    Other,
}

/// A duration in the unit that people would use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Days(i64),
    Hours(i64),
    Minutes(i64),
}

impl Span {
    /// In days from two days on, in hours from two hours on; the rest is dropped.
    pub fn of_minutes(minutes: i64) -> Self {
        match (minutes / (24 * 60), minutes / 60) {
            (days @ 2.., _) => Self::Days(days),
            (_, hours @ 2..) => Self::Hours(hours),
            _ => Self::Minutes(minutes),
        }
    }
}

/// The number formats that messages need.
pub trait Numbers {
    /// `1,234`
    fn number(&self, n: i64) -> String;

    fn plural(&self, n: i64) -> Plural;

    /// `1,234 messages`: a number with the right form of its noun.
    fn count(&self, n: i64, one: &str, other: &str) -> String {
        let noun = if self.plural(n) == Plural::One { one } else { other };
        format!("{} {noun}", self.number(n))
    }
}

/// The formatters of one language and time zone. One is missing if the browser refuses to make it; a plain form is then
/// shown.
struct Formatters {
    tag: String,
    zone: String,
    clocks: Zone,
    number: Option<Function>,
    ratio: Option<Function>,
    plural: Option<Function>,
    minute: Option<Function>,
    second: Option<Function>,
    time: Option<Function>,
    period: Option<Function>,
    region: Option<Function>,
    /// `25/10/2026, GMT+2`: no format gives only the offset.
    offset: Option<Function>,
}

/// Formats for the current language and time zone; its methods read the signals of both. A handle, so that closures
/// stay small.
#[derive(Clone, Copy)]
pub struct Format(StoredValue<Inner, LocalStorage>);

#[derive(Clone)]
struct Inner {
    tag: Memo<String>,
    zone: Memo<String>,
    zones: Memo<Vec<String>>,
    /// The formatters of the current language, by zone, kept because making them takes long.
    made: Vec<Rc<Formatters>>,
}

impl Format {
    /// `tag` is a BCP 47 tag, `zone` one of the `zones`, which are IANA names that [`is_zone`] accepts.
    pub fn new(tag: Memo<String>, zone: Memo<String>, zones: Memo<Vec<String>>) -> Self {
        Self(StoredValue::new_local(Inner { tag, zone, zones, made: Vec::new() }))
    }

    /// The same through relays, which end with the current owner.
    pub fn relayed(self) -> Self {
        let Inner { tag, zone, zones, made } = self.0.get_value();
        let (tag, zone) = (relay(move || tag.get()), relay(move || zone.get()));
        let zones = relay(move || zones.get());
        Self(StoredValue::new_local(Inner { tag, zone, zones, made }))
    }

    /// The time zone of the dates that are shown.
    pub fn zone(self) -> String {
        self.0.with_value(|inner| inner.zone).get()
    }

    /// The zones in which dates can be shown.
    pub fn zones(self) -> Vec<String> {
        self.0.with_value(|inner| inner.zones).get()
    }

    /// The same moment in the other zones: `1 Aug 2024, 13:27:39 (UTC)`, one a line.
    pub fn elsewhere(self, instant: Instant) -> String {
        let here = self.zone();
        let other = |zone: &String| {
            let formatters = self.formatters_of(zone);
            format!("{} ({zone})", formatters.date(&formatters.second, instant))
        };
        self.zones().iter().filter(|zone| **zone != here).map(other).collect::<Vec<_>>().join("\n")
    }

    /// The region of dates and numbers, such as `FR`, if the operator has one.
    pub fn region(self) -> Option<String> {
        let tag = self.0.with_value(|inner| inner.tag).get_untracked();
        tag.split('-').skip(1).find(|subtag| subtag.len() == 2).map(str::to_owned)
    }

    /// `62 %`; `<0.1 %` for a share above zero and `>99.9 %` for a share below the whole, instead of a rounded 0 or
    /// 100; a dash if the whole is zero.
    pub fn percent(self, part: i64, whole: i64) -> String {
        if whole == 0 {
            return DASH.to_owned();
        }
        let (sign, tenths) = tenths(part, whole);
        let number = self.call(|f| &f.ratio, tenths as f64 / 10.0);
        format!("{sign}{}\u{a0}%", number.unwrap_or_else(|| (tenths / 10).to_string()))
    }

    /// `1 Aug 2024, 15:27`
    pub fn minute(self, instant: Option<Instant>) -> String {
        self.date(|f| &f.minute, instant)
    }

    /// `1 Aug 2024, 15:27:39`
    pub fn second(self, instant: Option<Instant>) -> String {
        self.date(|f| &f.second, instant)
    }

    /// `15:27:39`
    pub fn time(self, instant: Option<Instant>) -> String {
        self.date(|f| &f.time, instant)
    }

    /// `1 Aug 2024, 15:00 – 16:00`
    pub fn period(self, period: &Range<Instant>) -> String {
        let (start, end) = (Some(period.start), Some(period.end));
        let millis = |instant: Instant| JsValue::from_f64(instant.timestamp_millis() as f64);
        let formatters = self.formatters();
        let both = formatters.period.as_ref();
        let both = both.and_then(|both| both.call2(&JsValue::NULL, &millis(period.start), &millis(period.end)).ok());
        both.and_then(|text| text.as_string())
            .unwrap_or_else(|| format!("{} – {}", self.minute(start), self.minute(end)))
    }

    fn date(self, which: fn(&Formatters) -> &Option<Function>, instant: Option<Instant>) -> String {
        let Some(instant) = instant else { return DASH.to_owned() };
        let formatters = self.formatters();
        formatters.date(which(&formatters), instant)
    }

    /// `France` for `FR`
    pub fn country(self, region: &str) -> String {
        self.call_with(|f| &f.region, &region.into()).unwrap_or_else(|| region.to_owned())
    }

    fn call(self, which: fn(&Formatters) -> &Option<Function>, value: f64) -> Option<String> {
        self.call_with(which, &value.into())
    }

    fn call_with(self, which: fn(&Formatters) -> &Option<Function>, value: &JsValue) -> Option<String> {
        call(which(&self.formatters()), value)
    }

    fn formatters(self) -> Rc<Formatters> {
        let zone = self.0.with_value(|inner| inner.zone);
        self.formatters_of(&zone.read())
    }

    fn formatters_of(self, zone: &str) -> Rc<Formatters> {
        let tag = self.0.with_value(|inner| inner.tag);
        let tag = tag.read();
        let is_such = |made: &&Rc<Formatters>| made.tag == *tag && made.zone == zone;
        self.0.with_value(|inner| inner.made.iter().find(is_such).cloned()).unwrap_or_else(|| {
            let made = Rc::new(Formatters::new(&tag, zone));
            self.0.update_value(|inner| {
                inner.made.retain(|made| made.tag == *tag);
                inner.made.push(made.clone());
            });
            made
        })
    }
}

fn call(format: &Option<Function>, value: &JsValue) -> Option<String> {
    format.as_ref()?.call1(&JsValue::NULL, value).ok()?.as_string()
}

impl Numbers for Format {
    fn number(&self, n: i64) -> String {
        self.call(|f| &f.number, n as f64).unwrap_or_else(|| n.to_string())
    }

    fn plural(&self, n: i64) -> Plural {
        if self.call(|f| &f.plural, n as f64).as_deref() == Some("one") { Plural::One } else { Plural::Other }
    }
}

/// How many in ten, rounded.
pub fn in_ten(part: i64, whole: i64) -> i64 {
    (part as f64 / whole.max(1) as f64 * 10.0).round() as i64
}

/// The share in tenths of a percent, rounded. A sign marks shares that would be rounded to nothing or to the whole.
fn tenths(part: i64, whole: i64) -> (&'static str, i64) {
    match (part as f64 / whole as f64 * 1000.0).round() as i64 {
        0 if part > 0 => ("<", 1),
        1000 if part < whole => (">", 999),
        tenths => ("", tenths),
    }
}

impl Formatters {
    fn new(tag: &str, zone: &str) -> Self {
        let number = |options: &[(&str, &str)]| method("NumberFormat", "format", tag, options);
        let date = |options: &[(&str, &str)]| {
            method("DateTimeFormat", "format", tag, &[options, &[("timeZone", zone)]].concat())
        };
        Self {
            number: number(&[]),
            ratio: number(&[("maximumFractionDigits", "1")]),
            plural: method("PluralRules", "select", tag, &[]),
            minute: date(&[("dateStyle", "medium"), ("timeStyle", "short")]),
            second: date(&[("dateStyle", "medium"), ("timeStyle", "medium")]),
            time: date(&[("timeStyle", "medium")]),
            period: method(
                "DateTimeFormat",
                "formatRange",
                tag,
                &[("dateStyle", "medium"), ("timeStyle", "short"), ("timeZone", zone)],
            ),
            region: method("DisplayNames", "of", tag, &[("type", "region")]),
            offset: date(&[("timeZoneName", "shortOffset")]),
            tag: tag.to_owned(),
            zone: zone.to_owned(),
            clocks: Zone::new(zone),
        }
    }

    /// When clocks are put back, some hours occur twice; times in them also show the zone's offset.
    fn date(&self, format: &Option<Function>, instant: Instant) -> String {
        let millis = JsValue::from_f64(instant.timestamp_millis() as f64);
        let Some(shown) = call(format, &millis) else {
            return instant_literal(instant).trim_matches('#').replace('T', " ");
        };
        let date_and_offset = if self.clocks.is_twice(instant) { call(&self.offset, &millis) } else { None };
        match date_and_offset.as_deref().and_then(|text| text.split_whitespace().last()) {
            Some(offset) => format!("{shown} {offset}"),
            None => shown,
        }
    }
}

/// A text in lower case, by the browser's tables: those of Rust would make the app larger.
pub fn lower(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// A letter without its accents, by the browser's tables.
pub fn unaccented(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let parts = String::from(js_sys::JsString::from(letter.to_string()).normalize("NFD"));
    parts.chars().next().unwrap_or(letter)
}

/// Whether `Intl` knows the zone.
pub fn is_zone(zone: &str) -> bool {
    !zone.is_empty() && method("DateTimeFormat", "format", "en", &[("timeZone", zone)]).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Span, tenths};

    #[test]
    fn a_duration_is_shown_in_the_largest_unit_that_it_fills_twice() {
        assert_eq!(Span::of_minutes(119), Span::Minutes(119));
        assert_eq!(Span::of_minutes(120), Span::Hours(2));
        assert_eq!(Span::of_minutes(48 * 60 - 1), Span::Hours(47));
        assert_eq!(Span::of_minutes(5 * 24 * 60 + 3), Span::Days(5));
    }

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_something() {
        assert_eq!(tenths(34, 34), ("", 1000));
        assert_eq!(tenths(19_999, 20_000), (">", 999));
        assert_eq!(tenths(1, 20_000), ("<", 1));
        assert_eq!(tenths(1, 3), ("", 333));
        assert_eq!(tenths(2, 3), ("", 667));
        assert_eq!(tenths(0, 5), ("", 0));
        assert_eq!(tenths(60, 34), ("", 1765));
    }
}
