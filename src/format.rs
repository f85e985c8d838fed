//! Numbers and dates for people, by the browser's own `Intl`: one formatter for each language and kind.

use campaign::value::{Instant, instant_literal};
use chrono::DateTime;
use js_sys::{Array, Function, Object, Reflect};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use crate::{element::Host, i18n::Words, prelude::*, session::Session};

/// Shown where there is nothing to show.
pub const DASH: &str = "—";

/// The formatters of one language and time zone; none where the browser refuses, and then plain forms are shown.
struct Formatters {
    number: Option<Function>,
    ratio: Option<Function>,
    minute: Option<Function>,
    second: Option<Function>,
    time: Option<Function>,
}

/// The machine's time.
pub fn now() -> Option<Instant> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64)
}

/// Formats for the current language and time zone; what it gives follows both. A handle, so that closures hold little.
#[derive(Clone, Copy)]
pub struct Format(Held<Inner>);

struct Inner {
    formatters: Live<SendWrapper<Formatters>>,
    zone: Derived<String>,
    /// Grows with every change of the formatters.
    revision: Live<u32>,
}

impl Format {
    /// The zone that the host gives is shown instead of the operator's own.
    pub fn new(words: Words, session: Session, host: Host) -> Self {
        let zone = Derived::new(move || {
            let own = session.operator().time_zone;
            let zone = host.setting("time-zone").unwrap_or(own);
            // A zone that the browser does not know must not hide every date.
            if is_zone(&zone) { zone } else { "UTC".to_owned() }
        });
        let formatters = Live::new(SendWrapper::new(formatters(&words.tag(), &zone.get_untracked())));
        let revision = Live::new(0);
        effect(move || {
            formatters.set(SendWrapper::new(self::formatters(&words.tag(), &zone.get())));
            revision.update(|revision| *revision += 1);
        });
        Self(Held::new(Inner { formatters, zone, revision }))
    }

    /// The zone in which times are shown.
    pub fn zone(self) -> String {
        self.0.with(|inner| inner.zone.get())
    }

    /// Tracks language and time zone: what was drawn with an earlier revision is to be drawn anew.
    pub fn revision(self) -> u32 {
        self.0.with(|inner| inner.revision.get())
    }

    /// `1,234`
    #[inline(never)]
    pub fn number(self, n: i64) -> String {
        self.with(|f| &f.number, &JsValue::from_f64(n as f64)).unwrap_or_else(|| n.to_string())
    }

    /// `62 %`; a dash if there is nothing to take a part of.
    #[inline(never)]
    pub fn percent(self, part: i64, whole: i64) -> String {
        if whole == 0 {
            return DASH.to_owned();
        }
        let tenths = tenths(part, whole);
        let number = self.with(|f| &f.ratio, &JsValue::from_f64(tenths as f64 / 10.0));
        format!("{}\u{a0}%", number.unwrap_or_else(|| (tenths / 10).to_string()))
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

    #[inline(never)]
    fn date(self, which: fn(&Formatters) -> &Option<Function>, instant: Option<Instant>) -> String {
        let Some(instant) = instant else { return DASH.to_owned() };
        let millis = JsValue::from_f64(instant.timestamp_millis() as f64);
        self.with(which, &millis).unwrap_or_else(|| instant_literal(instant))
    }

    #[inline(never)]
    fn with(self, which: fn(&Formatters) -> &Option<Function>, value: &JsValue) -> Option<String> {
        let formatters = self.0.with(|inner| inner.formatters);
        formatters.with(|formatters| which(formatters).as_ref()?.call1(&JsValue::NULL, value).ok()?.as_string())
    }
}

/// The part in tenths of a percent, rounded, but never up to the whole.
fn tenths(part: i64, whole: i64) -> i64 {
    let tenths = (part as f64 / whole as f64 * 1000.0).round() as i64;
    if tenths == 1000 && part < whole { 999 } else { tenths }
}

fn formatters(tag: &str, zone: &str) -> Formatters {
    let date = |options: &[(&str, &str)]| formatter("DateTimeFormat", tag, &[options, &[("timeZone", zone)]].concat());
    Formatters {
        number: formatter("NumberFormat", tag, &[]),
        ratio: formatter("NumberFormat", tag, &[("maximumFractionDigits", "1")]),
        minute: date(&[("dateStyle", "medium"), ("timeStyle", "short")]),
        second: date(&[("dateStyle", "medium"), ("timeStyle", "medium")]),
        time: date(&[("timeStyle", "medium")]),
    }
}

/// Whether `Intl` knows the zone.
fn is_zone(zone: &str) -> bool {
    !zone.is_empty() && formatter("DateTimeFormat", "en", &[("timeZone", zone)]).is_some()
}

/// The bound `format` function of a new `Intl.{class}`; `None` where its constructor throws.
fn formatter(class: &str, tag: &str, options: &[(&str, &str)]) -> Option<Function> {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let instance = Reflect::construct(&constructor, &Array::of2(&tag.into(), &object)).ok()?;
    Reflect::get(&instance, &"format".into()).ok()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::tenths;

    #[test]
    fn almost_all_is_not_all() {
        assert_eq!(tenths(34, 34), 1000);
        assert_eq!(tenths(999_999, 1_000_000), 999);
        assert_eq!(tenths(1, 3), 333);
        assert_eq!(tenths(2, 3), 667);
        assert_eq!(tenths(0, 5), 0);
        assert_eq!(tenths(60, 34), 1765);
    }
}
