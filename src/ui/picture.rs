//! What pictures have in common: the textures of evidence, and lengths.

use std::ops::Range;

use leptos::prelude::*;

use super::icon::Tone;

/// What is not proven, as a value of `fill`. What is proven is solid.
const UNSURE: &str = "url(#unsure)";

/// What was left out on purpose, as a value of `fill`.
pub const ON_PURPOSE: &str = "url(#on-purpose)";

/// The whole of a picture, in hundredths of a percent. To write floating-point numbers would make the app larger.
pub const WHOLE: i64 = 10_000;

/// The smallest part: what exists is visible.
pub const LEAST: i64 = 120;

/// The definitions of the textures, once for all pictures.
#[component]
pub fn Textures() -> impl IntoView {
    view! {
        <svg class="textures" aria-hidden="true" width="0" height="0">
            <defs>
                <pattern id="unsure" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="ground" width="5" height="5">{()}</rect>
                    <rect class="stripe" width="2.5" height="5">{()}</rect>
                </pattern>
                <pattern id="on-purpose" width="6" height="6" patternUnits="userSpaceOnUse">
                    <rect class="ground" width="6" height="6">{()}</rect>
                    <circle class="stripe" cx="3" cy="3" r="1">{()}</circle>
                </pattern>
            </defs>
        </svg>
    }
}

/// The texture of what has this tone; `None` if it is solid.
pub fn texture(tone: Tone) -> Option<&'static str> {
    (tone == Tone::Unsure).then_some(UNSURE)
}

/// Hundredths of a percent as a length.
pub fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// A bar from one number to another, of a whole. Its numbers must stand beside it: it has no name.
pub fn length(numbers: Range<i64>, whole: i64, class: &'static str, fill: Option<&'static str>) -> AnyView {
    let at = |n: i64| i64::try_from(i128::from(n) * i128::from(WHOLE) / i128::from(whole.max(1))).unwrap_or(WHOLE);
    let (x, end) = (at(numbers.start).clamp(0, WHOLE), at(numbers.end).clamp(0, WHOLE));
    view! {
        <svg class=format!("picture step {class}") aria-hidden="true">
            <rect fill=fill x=percent(x) y="0" width=percent(end - x) height="100%">{()}</rect>
        </svg>
    }
    .into_any()
}
