//! Numbers as people type them and databases hold them. The numbers are reserved for fiction where such ranges exist.
#![allow(clippy::unwrap_used)]

use phone::{NotANumber, Plans, Typed, digits};

fn plans() -> Plans {
    Plans::read(include_str!("../plans.txt"))
}

fn understood(typed: &str, home: &str) -> Typed {
    let plans = plans();
    plans.understand(typed, plans.calling_code(home)).unwrap()
}

/// The numbers in E.164, separated by spaces.
fn numbers(typed: &str, home: &str) -> String {
    let numbers: Vec<String> = understood(typed, home).numbers.iter().map(ToString::to_string).collect();
    numbers.join(" ")
}

#[test]
fn a_french_number_is_understood_in_every_spelling() {
    for typed in [
        "+33639981234",
        "33639981234",
        "0033639981234",
        "0639981234",
        "639981234",
        "06 39 98 12 34",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "06/39/98/12/34",
        "+33 6 39 98 12 34",
        "+33 (0)6 39 98 12 34",
        "+33 (0) 6 39 98 12 34",
        "(+33) 6 39 98 12 34",
        "+330639981234",
        "0033 (0)6 39 98 12 34",
        "00 33 6 39 98 12 34",
        "  06\u{a0}39\u{202f}98 12 34\n",
        "\u{202a}+33 6 39 98 12 34\u{202c}",
        "٠٦٣٩٩٨١٢٣٤",
        "۰۶۳۹۹۸۱۲۳۴",
        "०६३९९८१२३४",
        "＋３３ ６ ３９ ９８ １２ ３４",
    ] {
        assert_eq!(numbers(typed, "FR"), "+33639981234", "{typed}");
    }
}

#[test]
fn prefixes_are_those_of_the_country_where_a_person_is() {
    for (typed, home, expected) in [
        ("011 33 6 39 98 12 34", "US", "+33639981234"),
        ("0011 33 6 39 98 12 34", "AU", "+33639981234"),
        ("8 10 33 6 39 98 12 34", "RU", "+33639981234"),
        ("0015 33 6 39 98 12 34", "BR", "+33639981234"),
        ("00 33 6 39 98 12 34", "US", "+33639981234"),
        ("07700 900123", "GB", "+447700900123"),
        ("07700 900123", "im", "+447700900123"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("1-202-555-0123", "CA", "+12025550123"),
        ("8 (900) 000-12-34", "RU", "+79000001234"),
        ("+7 8 900 000 12 34", "RU", "+79000001234"),
        ("+7 800 000 12 34", "RU", "+78000001234"),
        ("06 20 123 4567", "HU", "+36201234567"),
        ("8 029 491-19-11", "BY", "+375294911911"),
        ("8 612 34567", "LT", "+37061234567"),
        ("0 11 96123-4567", "BR", "+5511961234567"),
        ("312 345 6789", "IT", "+393123456789"),
        ("01 23 45 6789", "CI", "+2250123456789"),
        // A fixed line: its length is not one of mobile numbers.
        ("030 23125 000", "DE", "+493023125000"),
        ("+49 (0)30 23125-000", "FR", "+493023125000"),
    ] {
        assert_eq!(numbers(typed, home), expected, "{typed} in {home}");
    }
}

#[test]
fn a_number_without_prefix_may_be_several() {
    // Ten digits are a number of Germany, and Iceland's calling code with seven digits.
    assert_eq!(numbers("3546111234", "DE"), "+493546111234 +3546111234");
    assert_eq!(numbers("3546111234", "FR"), "+3546111234");
    let typed = understood("3546111234", "DE");
    let spellings = plans().spellings(&typed);
    assert_eq!(spellings[..4], ["+493546111234", "+3546111234", "493546111234", "3546111234"]);
    assert_eq!(spellings.len(), 16);
    assert_eq!(typed.last_eight(), "6111234");
}

#[test]
fn without_a_country_a_national_number_is_only_digits() {
    let typed = plans().understand("06 39 98 12 34", None).unwrap();
    assert!(typed.numbers.is_empty());
    let expected = ["0639981234", "639981234", "+639981234", "00639981234", "06 39 98 12 34"];
    assert_eq!(plans().spellings(&typed), expected);
    assert_eq!(typed.last_eight(), "39981234");
    for address in ["+33639981234", "0639981234", "06.39.98.12.34", "0033 6 39 98 12 34"] {
        assert!(plans().is_same(address, &typed), "{address}");
    }
    for address in ["+33639981235", "+33639980234", "9981234", "1234", ""] {
        assert!(!plans().is_same(address, &typed), "{address}");
    }
    // Nobody has the calling code 999.
    assert!(plans().understand("+999 123 456 789", None).unwrap().numbers.is_empty());
    assert!(Plans::default().understand("+33639981234", None).unwrap().numbers.is_empty());
}

#[test]
fn what_is_no_number_says_why() {
    for (typed, expected) in [
        ("", NotANumber::TooFewDigits),
        ("+ (0)", NotANumber::TooFewDigits),
        ("06 3", NotANumber::TooFewDigits),
        ("Newsletter 2026", NotANumber::OtherCharacters),
        ("a", NotANumber::OtherCharacters),
        ("06 39 98 12 34, 06 39 98 12 35", NotANumber::OtherCharacters),
        ("someone@example.com", NotANumber::OtherCharacters),
        ("33+639981234", NotANumber::OtherCharacters),
        ("++33639981234", NotANumber::OtherCharacters),
        ("0123456789012345678901234", NotANumber::TooManyDigits),
    ] {
        assert_eq!(plans().understand(typed, None), Err(expected), "{typed}");
    }
    // A short code of a network.
    assert_eq!(plans().understand("3630", None).unwrap().digits, "3630");
}

#[test]
fn databases_hold_these_spellings() {
    let spellings = |typed: &str, home: &str| plans().spellings(&understood(typed, home));
    assert_eq!(
        spellings("06 39981234", "FR"),
        [
            "+33639981234",
            "33639981234",
            "0033639981234",
            "0639981234",
            "06 39 98 12 34",
            "06.39.98.12.34",
            "06-39-98-12-34",
            "639981234",
            "+33 6 39 98 12 34",
            "+33 (0)6 39 98 12 34",
            "+330639981234",
            "0033 6 39 98 12 34",
            "+33-6-39-98-12-34",
            "+33.6.39.98.12.34",
            "33 6 39 98 12 34",
            "06 39981234",
        ]
    );
    let american = spellings("2025550123", "US");
    for expected in ["(202) 555-0123", "202-555-0123", "+1 (202) 555-0123", "+1-202-555-0123", "1-202-555-0123"] {
        assert!(american.iter().any(|one| one == expected), "{expected}");
    }
    for (typed, home, expected) in [
        ("07700900123", "GB", "07700 900123"),
        ("+4915123456789", "DE", "01512 3456789"),
        // A digit fewer or more shortens or lengthens the last group.
        ("+491512345678", "DE", "01512 345678"),
        ("+436641234567", "AT", "0664 1234567"),
        ("+79000001234", "RU", "8 (900) 000-12-34"),
        ("+375294911911", "BY", "8 029 491-19-11"),
    ] {
        assert!(spellings(typed, home).iter().any(|one| one == expected), "{expected}");
    }
}

#[test]
fn an_address_is_compared_by_its_digits() {
    let typed = understood("06 39 98 12 34", "FR");
    for address in [
        "+33639981234",
        "33639981234",
        "0033 6 39 98 12 34",
        "011 33 6 39 98 12 34",
        "0639981234",
        "639981234",
        "+33 (0)6-39-98-12-34",
        "tel:+33639981234",
        "٠٦٣٩٩٨١٢٣٤",
    ] {
        assert!(plans().is_same(address, &typed), "{address}");
    }
    for address in [
        "+33639981235",
        "+34639981234",
        "+639981234",
        "+10639981234",
        "1639981234",
        "39981234",
        "+133639981234",
        "",
        "é",
    ] {
        assert!(!plans().is_same(address, &typed), "{address}");
    }
    assert_eq!(digits("+33 (0)6"), "3306");
}

#[test]
fn home_is_where_most_international_addresses_are_from() {
    let home = |addresses: &[&str]| plans().home(addresses.iter().copied()).map(|code| code.0);
    assert_eq!(home(&["+447700900123", "+33639981234", "0639981235", "0033 6 39 98 12 36", "7700900124"]), Some(33));
    assert_eq!(home(&["+447700900123", "+33639981234"]), Some(44));
    assert_eq!(
        home(&["0639981234", "33639981234", "", "+", "+0", "+999123456789", "+33 6", "someone@example.com"]),
        None
    );
}
