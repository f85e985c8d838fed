//! The differences between two texts, passage by passage.

/// A passage that differs: its words in both texts, and its position in my text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub theirs: String,
    pub mine: String,
    at: usize,
}

impl Passage {
    /// My text with their words in this passage.
    pub fn taken(&self, mine: &str) -> String {
        let before = mine.get(..self.at).unwrap_or(mine);
        let after = mine.get(self.at + self.mine.len()..).unwrap_or_default();
        format!("{before}{}{after}", self.theirs)
    }
}

/// The passages in which my text differs from theirs, in order and in whole words.
pub fn passages(theirs: &str, mine: &str) -> Vec<Passage> {
    let (a, b) = (words(theirs), words(mine));
    let (mut passages, mut from_a, mut from_b, mut at) = (Vec::new(), 0, 0, 0);
    for (i, j) in common(&a, &b).into_iter().chain([(a.len(), b.len())]) {
        let passage = Passage { theirs: a[from_a..i].concat(), mine: b[from_b..j].concat(), at };
        at += passage.mine.len() + b.get(j).map_or(0, |word| word.len());
        if passage.theirs != passage.mine {
            passages.push(passage);
        }
        (from_a, from_b) = (i + 1, j + 1);
    }
    passages
}

/// The words, each with the gap after it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// The positions of the longest common subsequence, in both.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // The length of the longest common subsequence from (i, j) to the ends.
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(theirs: &str, mine: &str) -> Vec<(String, String)> {
        passages(theirs, mine).into_iter().map(|passage| (passage.theirs, passage.mine)).collect()
    }

    #[test]
    fn a_passage_has_whole_words_and_no_others() {
        let found = shown("20% off one item in store", "20% off everything in store");
        assert_eq!(found, [("one item ".into(), "everything ".into())]);
        assert_eq!(shown("a b", "a b"), []);
        assert_eq!(shown("", "new"), [(String::new(), "new".into())]);
    }

    #[test]
    fn each_passage_is_taken_alone() {
        let mine = "Hi, 20% off today only. STOP 1";
        let found = passages("Hello, 20% off today. STOP 2", mine);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].taken(mine), "Hello, 20% off today only. STOP 1");
        assert_eq!(found[1].taken(mine), "Hi, 20% off today. STOP 1");
        assert_eq!(found[2].taken(mine), "Hi, 20% off today only. STOP 2");
    }

    proptest! {
        #[test]
        fn taking_every_passage_gives_their_text(theirs in "([ab]{1,2}[ \n]){0,12}é?", mine in "([ab]{1,2}[ \n]){0,12}😀?") {
            // From the end, so that the positions of the earlier passages stay valid.
            let taken = passages(&theirs, &mine).iter().rev().fold(mine.clone(), |text, passage| passage.taken(&text));
            prop_assert_eq!(taken, theirs);
        }

        #[test]
        fn every_other_word_is_as_in_theirs(theirs in "([ab]{1,2} ){0,12}", mine in "([ab]{1,2} ){0,12}") {
            let passages = passages(&theirs, &mine);
            let differing: usize = passages.iter().map(|passage| passage.mine.len()).sum();
            let gone: usize = passages.iter().map(|passage| passage.theirs.len()).sum();
            prop_assert_eq!(mine.len() - differing, theirs.len() - gone);
        }
    }
}
