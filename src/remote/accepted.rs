//! Which of a request's calls the server accepts, so that a poll does not repeat those that it refuses.

/// What a view knows of its request's calls. It begins anew with every refresh.
///
/// A refusal may be momentary. So a shorter call is taken for the accepted one only after two answers to it in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accepted {
    first: usize,
    last: usize,
}

impl Accepted {
    /// The number of the call to begin with.
    pub fn first(self) -> usize {
        self.first
    }

    /// What is known after an answer to the call of this number.
    pub fn after(self, number: usize) -> Self {
        Self { first: if number == self.last { number } else { self.first }, last: number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_is_refused_twice_is_not_repeated() {
        let once = Accepted::default().after(2);
        assert_eq!(once.first(), 0);
        assert_eq!(once.after(2).first(), 2);
    }

    #[test]
    fn a_momentary_refusal_is_not_remembered() {
        assert_eq!(Accepted::default().after(2).after(0).after(2).first(), 0);
    }
}
