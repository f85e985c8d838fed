//! What holds for every number and every text.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use phone::{CallingCode, Number, Plans, digits};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

static TEXT: &str = include_str!("../plans.txt");
static PLANS: LazyLock<Plans> = LazyLock::new(|| Plans::read(TEXT));

/// A plan as the file has it, read by other means than the crate's.
#[derive(Clone, Debug)]
struct Line {
    code: CallingCode,
    trunks: Vec<String>,
    lengths: Vec<usize>,
}

fn lines() -> Vec<Line> {
    let plans = TEXT.lines().filter(|line| !line.starts_with('#') && line.matches('|').count() > 1);
    let lines = plans.map(|line| {
        let fields: Vec<&str> = line.split('|').collect();
        let ranges = fields[4].split(',').map(|range| range.split_once('-').unwrap_or((range, range)));
        let lengths = ranges.flat_map(|(from, to)| from.parse().unwrap()..=to.parse::<usize>().unwrap()).collect();
        let trunks = fields[3].split(',').filter(|trunk| !trunk.is_empty() && *trunk != "-").map(str::to_owned);
        Line { code: CallingCode(fields[1].parse().unwrap()), trunks: trunks.collect(), lengths }
    });
    lines.collect()
}

/// A national number that a country may have: it does not begin with its trunk prefix.
fn number_of(line: Line) -> impl Strategy<Value = Number> {
    let Line { code, trunks, lengths } = line;
    let national = select(lengths).prop_flat_map(|n| vec(0..10_u32, n));
    let national = national.prop_map(|digits| digits.into_iter().filter_map(|n| char::from_digit(n, 10)).collect());
    let numbers = national.prop_map(move |national: String| Number { code, national });
    numbers.prop_filter("a trunk prefix", move |number| {
        !trunks.iter().any(|trunk| number.national.starts_with(trunk.as_str()))
    })
}

fn number() -> impl Strategy<Value = Number> {
    select(lines()).prop_flat_map(number_of)
}

/// Two different numbers of one country, neither of which begins like an international one.
fn two_numbers() -> impl Strategy<Value = (Number, Number)> {
    let two = select(lines()).prop_flat_map(|line| (number_of(line.clone()), number_of(line)));
    two.prop_filter("clear", |(one, other)| {
        let is_clear = |number: &Number| {
            !number.national.starts_with('0') && !number.national.starts_with(&number.code.to_string())
        };
        one != other && is_clear(one) && is_clear(other)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_number_with_plus_is_that_number(number in number(), home in select(lines())) {
        let typed = PLANS.understand(&number.to_string(), Some(home.code)).unwrap();
        prop_assert_eq!(typed.numbers, [number]);
    }

    #[test]
    fn every_spelling_is_understood_as_the_number_and_is_the_same(number in number()) {
        let typed = PLANS.understand(&number.to_string(), None).unwrap();
        let spellings = PLANS.spellings(&typed);
        prop_assert!((8..=16).contains(&spellings.len()), "{:?}", spellings);
        for (index, spelling) in spellings.iter().enumerate() {
            prop_assert!(!spellings[..index].contains(spelling), "{} twice", spelling);
            prop_assert!(PLANS.is_same(spelling, &typed), "{} is not {}", spelling, number);
            let again = PLANS.understand(spelling, Some(number.code)).unwrap();
            prop_assert!(again.numbers.contains(&number), "{} is {:?}, not {}", spelling, again.numbers, number);
            prop_assert!(PLANS.is_same(&number.to_string(), &again));
            prop_assert!(digits(spelling).ends_with(typed.last_eight()));
        }
    }

    #[test]
    fn what_was_typed_is_one_of_at_most_sixteen_spellings(
        typed in "[ (]?[+]?[0-9]{1,4}([ .()-]?[0-9]){3,15} ?", home in select(lines()),
    ) {
        let Ok(understood) = PLANS.understand(&typed, Some(home.code)) else { return Ok(()) };
        let spellings = PLANS.spellings(&understood);
        prop_assert!(spellings.len() <= 16 && spellings.iter().any(|one| one == typed.trim()));
        prop_assert!(PLANS.is_same(&typed, &understood), "{:?}", understood.numbers);
        for spelling in &spellings {
            prop_assert!(PLANS.is_same(spelling, &understood), "{}", spelling);
            prop_assert!(digits(spelling).ends_with(understood.last_eight()), "{}", spelling);
        }
    }

    #[test]
    fn different_numbers_of_one_country_are_not_the_same((one, other) in two_numbers()) {
        let typed = PLANS.understand(&one.to_string(), None).unwrap();
        let spellings = PLANS.spellings(&PLANS.understand(&other.to_string(), None).unwrap());
        for spelling in spellings {
            prop_assert!(!PLANS.is_same(&spelling, &typed), "{} is {}", spelling, one);
        }
    }

    #[test]
    fn no_text_makes_it_panic(typed in any::<String>(), address in any::<String>(), home in any::<u16>()) {
        check_any(&PLANS, &typed, &address, home);
    }

    #[test]
    fn no_digits_make_it_panic(typed in "\\PC?[+0-9 ]{0,30}", address in "[+٠-٩0-9]{0,30}", home in select(lines())) {
        check_any(&PLANS, &typed, &address, home.code.0);
    }

    #[test]
    fn reading_is_total(
        text in "(([A-Z]{2}|\\PC{0,3})\\|([0-9]{0,6}\\|([0-9x,-]{0,8}\\|){0,4}[x 0-9()-]{0,9}\\|?)?\n?){0,5}",
        typed in "[+]?[0-9]{4,20}", home in 0..1000_u16,
    ) {
        check_any(&Plans::read(&text), &typed, &typed, home);
    }
}

fn check_any(plans: &Plans, typed: &str, address: &str, home: u16) {
    assert!(digits(typed).bytes().all(|byte| byte.is_ascii_digit()));
    let _ = plans.home([typed, address]);
    if let Ok(typed) = plans.understand(typed, Some(CallingCode(home))) {
        assert!(plans.spellings(&typed).len() <= 16);
        assert!(typed.last_eight().len() <= 8);
        let _ = plans.is_same(address, &typed);
    }
}
