//! Which columns of a table are shown, and how wide: the user's choice, kept in the browser.

/// The least and the greatest width of a column, in em of the text.
pub const WIDTHS: (f32, f32) = (4.0, 80.0);

/// One column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Track {
    /// Campaign's name of it, unique in its table.
    pub key: &'static str,
    /// In em of the text.
    pub width: f32,
    pub is_shown: bool,
}

/// The columns in their order.
#[derive(Debug, Clone, PartialEq)]
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
                self.resize(index, width);
            }
        }
        self
    }

    /// The choice as it is stored.
    pub fn written(&self) -> String {
        let sign = |track: &Track| if track.is_shown { "" } else { "-" };
        let part = |track: &Track| format!("{}{}={}", sign(track), track.key, track.width);
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

    /// Sets a width within [`WIDTHS`], in em; no number changes nothing.
    pub fn resize(&mut self, index: usize, width: f32) {
        if width.is_finite() {
            // Half an em is as exact as a hand.
            self.0[index].width = (width.clamp(WIDTHS.0, WIDTHS.1) * 2.0).round() / 2.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usual() -> Layout {
        let track = |key, width, is_shown| Track { key, width, is_shown };
        Layout::new(vec![track("@id", 8.0, false), track("@status", 13.0, true), track("[msg/@text]", 16.0, true)])
    }

    #[test]
    fn the_last_column_cannot_be_hidden() {
        let mut layout = usual();
        layout.show(1, false);
        layout.show(2, false);
        assert_eq!(layout.shown(), [2]);
    }

    proptest! {
        #[test]
        fn a_choice_is_read_back(steps in prop::collection::vec((0..3_usize, any::<bool>(), -10.0..200.0_f32), 0..9)) {
            let mut layout = usual();
            for (index, is_shown, width) in steps {
                layout.show(index, is_shown);
                layout.resize(index, width);
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
