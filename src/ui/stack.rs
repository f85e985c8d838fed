//! One bar whose parts are shares of a whole.

use leptos::prelude::*;

use super::{
    icon::Tone,
    picture::{LEAST, WHOLE, percent},
};

/// A bar of `whole`, or of the sum of its parts if that is more. Each part has its tone, and its texture if it is not solid. Its numbers must stand beside it: it has no name.
pub fn stack(parts: &[(Tone, Option<&'static str>, i64)], whole: i64) -> AnyView {
    let numbers: Vec<i64> = parts.iter().map(|(_, _, n)| *n).collect();
    let mut x = 0;
    let rect = |((tone, fill, _), width): (&(Tone, Option<&'static str>, i64), i64)| {
        let left = x;
        x += width;
        let (left, width) = (percent(left), percent(width));
        view! { <rect class=tone.class() fill=*fill x=left y="0" width=width height="100%">{()}</rect> }.into_any()
    };
    let rects: Vec<AnyView> = parts.iter().zip(widths(&numbers, whole)).map(rect).collect();
    view! { <svg class="picture outcomes" aria-hidden="true">{rects}</svg> }.into_any()
}

/// The width of each part. What is too small to be seen takes from the others.
fn widths(parts: &[i64], whole: i64) -> Vec<i64> {
    // What is in no part keeps its place.
    let sum: i64 = parts.iter().sum();
    let rest = (whole - sum).max(0);
    let all: Vec<i64> = parts.iter().copied().chain([rest]).collect();
    let mut is_small = vec![false; all.len()];
    loop {
        let n_small = is_small.iter().filter(|is| **is).count() as i64;
        let room = WHOLE - n_small * LEAST;
        let large: i64 = all.iter().zip(&is_small).filter(|(_, is_small)| !**is_small).map(|(n, _)| n).sum();
        let width = |n: i64, is_small: bool| if is_small { LEAST } else { share(n, large, room) };
        let Some(index) = (0..all.len()).find(|&at| all[at] > 0 && !is_small[at] && width(all[at], false) < LEAST)
        else {
            return parts.iter().zip(&is_small).map(|(n, is_small)| width(*n, *is_small)).collect();
        };
        is_small[index] = true;
    }
}

fn share(n: i64, of: i64, room: i64) -> i64 {
    let exact = i128::from(n) * i128::from(room) / i128::from(of.max(1));
    i64::try_from(exact).unwrap_or(room)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_as_wide_as_their_share() {
        assert_eq!(widths(&[50, 25, 25], 100), [5_000, 2_500, 2_500]);
        assert_eq!(widths(&[50, 25], 100), [5_000, 2_500]);
        assert_eq!(widths(&[0, 0], 0), [0, 0]);
        assert_eq!(widths(&[999_999, 1], 1_000_000), [WHOLE - LEAST, LEAST]);
    }

    proptest! {
        #[test]
        fn nothing_is_invisible_or_outside(parts in prop::collection::vec(0_i64..i64::MAX / 100, 0..11), whole in 0_i64..i64::MAX / 2) {
            let widths = widths(&parts, whole);
            prop_assert!(widths.iter().sum::<i64>() <= WHOLE);
            for (n, width) in parts.iter().zip(widths) {
                let is_visible = width >= LEAST;
                prop_assert_eq!(is_visible, *n > 0);
            }
        }
    }
}
