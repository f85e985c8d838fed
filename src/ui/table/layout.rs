//! Which columns of a table are shown, and how wide: the user's choice, kept in the browser.

use std::fmt;

/// A width in halves of an em of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Width(pub u16);

/// The least and the greatest width of a column.
pub const WIDTHS: (Width, Width) = (Width(8), Width(160));

impl Width {
    /// Half an em is as exact as a hand. No number becomes the least width.
    pub fn of_em(em: f64) -> Self {
        Self((em * 2.0).round() as u16).clamp(WIDTHS.0, WIDTHS.1)
    }
}

impl fmt::Display for Width {
    /// In em.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 2, self.0 % 2 * 5)
    }
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Track {
    /// Campaign's name of it, unique in its table.
    pub key: &'static str,
    pub width: Width,
    pub is_shown: bool,
}

/// The columns in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout(Vec<Track>);

impl Layout {
    pub fn new(usual: Vec<Track>) -> Self {
        Self(usual)
    }

    /// Takes in a stored choice; what it does not know stays as it is.
    pub fn read(mut self, stored: &str) -> Self {
        for part in stored.split(';') {
            let (is_shown, part) = part.strip_prefix('-').map_or((true, part), |part| (false, part));
            let Some((key, width)) = part.rsplit_once('=') else { continue };
            let Some(index) = self.0.iter().position(|track| track.key == key) else { continue };
            self.show(index, is_shown);
            if let Ok(width) = width.parse() {
                self.resize(index, Width(width));
            }
        }
        self
    }

    /// The choice as it is stored.
    pub fn written(&self) -> String {
        let sign = |track: &Track| if track.is_shown { "" } else { "-" };
        let part = |track: &Track| format!("{}{}={}", sign(track), track.key, track.width.0);
        self.0.iter().map(part).collect::<Vec<_>>().join(";")
    }

    pub fn tracks(&self) -> &[Track] {
        &self.0
    }

    /// The numbers of the columns shown.
    pub fn shown(&self) -> Vec<usize> {
        (0..self.0.len()).filter(|index| self.0[*index].is_shown).collect()
    }

    /// Shows or hides a column; the last one stays.
    pub fn show(&mut self, index: usize, is_shown: bool) {
        if is_shown || self.shown().iter().any(|shown| *shown != index) {
            self.0[index].is_shown = is_shown;
        }
    }

    /// Sets a width, within [`WIDTHS`].
    pub fn resize(&mut self, index: usize, width: Width) {
        self.0[index].width = width.clamp(WIDTHS.0, WIDTHS.1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usual() -> Layout {
        let track = |key, em, is_shown| Track { key, width: Width::of_em(em), is_shown };
        Layout::new(vec![track("@id", 8.0, false), track("@status", 13.0, true), track("[msg/@text]", 16.0, true)])
    }

    #[test]
    fn the_last_column_cannot_be_hidden() {
        let mut layout = usual();
        layout.show(1, false);
        layout.show(2, false);
        assert_eq!(layout.shown(), [2]);
    }

    #[test]
    fn a_width_is_written_in_em() {
        assert_eq!(Width::of_em(15.5).to_string(), "15.5");
        assert_eq!(Width::of_em(7.0).to_string(), "7.0");
        assert_eq!(Width::of_em(f64::NAN), WIDTHS.0);
    }

    proptest! {
        #[test]
        fn a_choice_is_read_back(steps in prop::collection::vec((0..3_usize, any::<bool>(), -10.0..200.0_f64), 0..9)) {
            let mut layout = usual();
            for (index, is_shown, width) in steps {
                layout.show(index, is_shown);
                layout.resize(index, Width::of_em(width));
            }
            prop_assert_eq!(usual().read(&layout.written()), layout);
        }

        #[test]
        fn whatever_is_stored_a_column_is_shown(stored in "[-@a-z=;0-9.\\[\\]/]{0,60}|(-?(@id|@status|\\[msg/@text\\])=[0-9einaf.-]{1,5};){0,6}") {
            let layout = usual().read(&stored);
            prop_assert!(!layout.shown().is_empty());
            prop_assert!(layout.tracks().iter().all(|track| (WIDTHS.0..=WIDTHS.1).contains(&track.width)));
        }
    }
}
