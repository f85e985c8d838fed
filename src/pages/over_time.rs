//! Messages and clicks over time, to choose those of a part of it.

use std::ops::Range;

use campaign::{
    lifecycle::Outcome,
    times::{Counted, Kind, Step, Times},
    value::Instant,
};
use chrono::TimeDelta;
use leptos::prelude::*;

use crate::{
    format::{Format, Numbers},
    pages::status::{outcome_look, outcome_mark},
    ui::{bare::bare_table, button::Button, chart::chart, icon::Tone, show::Show},
    words::{Words, msg::Msg},
};

/// More bars would be too narrow to point at.
const MOST_BARS: i64 = 96;

/// How many minutes a bar may have: up to two weeks.
const MINUTES: [i64; 15] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080, 20_160];

const DAY: i64 = 1_440;

/// So long the minutes with their statuses fit into one answer.
const LONGEST_BY_MINUTE: TimeDelta = TimeDelta::hours(6);

/// The kinds from the bottom of a bar to its top.
const KINDS: [Kind; 10] = [
    Kind::Message(Outcome::Received),
    Kind::Message(Outcome::Accepted),
    Kind::Message(Outcome::Passed),
    Kind::Message(Outcome::Handed),
    Kind::Message(Outcome::Failed),
    Kind::Message(Outcome::Waiting),
    Kind::Message(Outcome::Cancelled),
    Kind::Message(Outcome::LeftOut),
    Kind::Message(Outcome::Other),
    Kind::Click,
];

/// What there is in a time.
#[derive(Debug, Clone, PartialEq)]
struct Span {
    time: Range<Instant>,
    parts: Vec<(Kind, i64)>,
}

/// When the first of the steps begins, and when the last.
fn ends(times: &Times) -> Option<(Instant, Instant)> {
    let begins = || times.counts.iter().map(|counted| counted.begin);
    Some((begins().min()?, begins().max()?))
}

/// Asks for a better step, once that of the first answer is known. A server that only knows days is asked no better.
pub fn refine(step: RwSignal<Step>, times: impl Fn() -> Option<Times> + 'static) {
    Effect::new(move |_| {
        let better = times().map(|times| better_step(&times)).filter(|better| *better != Step::Day);
        if let Some(better) = better.filter(|better| *better != step.get_untracked()) {
            step.set(better);
        }
    });
}

/// The step by which the rows are to be counted, now that they are counted by another one.
fn better_step(times: &Times) -> Step {
    let is_short = ends(times).is_none_or(|(first, last)| last - first < LONGEST_BY_MINUTE);
    match times.step {
        Step::Hour if is_short => Step::Minute,
        Step::Minute if !is_short => Step::Hour,
        step => step,
    }
}

/// Spans of the same length without a gap from the first time to the last, and their length in minutes.
fn spans(times: &Times) -> (i64, Vec<Span>) {
    let step = times.step.duration();
    let Some((first, last)) = ends(times) else { return (step.num_minutes(), Vec::new()) };
    let n_minutes = (last - first + step).num_minutes();
    let in_bars = |minutes: i64| (n_minutes + minutes - 1) / minutes;
    let is_enough = |minutes: &i64| *minutes >= step.num_minutes() && in_bars(*minutes) <= MOST_BARS;
    let minutes = MINUTES.into_iter().find(is_enough).unwrap_or_else(|| in_bars(MOST_BARS * DAY) * DAY);
    let length = TimeDelta::minutes(minutes);
    // Days are an hour longer or shorter where clocks change: with half a step more, each falls into its own span.
    let place = |begin: Instant| ((begin - first + step / 2).num_seconds() / length.num_seconds()) as usize;
    let span = |index: usize| Span {
        time: first + length * index as i32..first + length * (index as i32 + 1),
        parts: KINDS.map(|kind| (kind, 0)).into(),
    };
    let mut spans: Vec<Span> = (0..=place(last)).map(span).collect();
    for Counted { begin, kind, n } in &times.counts {
        let Span { time, parts } = &mut spans[place(*begin)];
        if (*begin - time.start).abs() < step / 2 {
            time.start = *begin;
        }
        parts.iter_mut().filter(|(known, _)| known == kind).for_each(|(_, count)| *count += n);
    }
    for index in 1..spans.len() {
        spans[index - 1].time.end = spans[index].time.start;
    }
    spans.iter_mut().for_each(|span| span.parts.retain(|(_, n)| *n > 0));
    (minutes, spans)
}

/// The spans that have a moment of this time.
fn meeting(spans: &[Span], time: Option<Range<Instant>>) -> Range<usize> {
    let meets =
        |span: &Span| time.as_ref().is_some_and(|time| span.time.start < time.end && time.start < span.time.end);
    let ends = spans.iter().position(meets).zip(spans.iter().rposition(meets));
    ends.map_or(0..0, |(first, last)| first..last + 1)
}

/// A chart, or the same numbers as a table; nothing without numbers. `title` says of what, with the minutes of a bar.
#[component]
pub fn OverTime(
    times: impl Fn() -> Option<Times> + Copy + Send + Sync + 'static,
    title: fn(i64) -> Msg,
    /// The time whose rows are chosen.
    #[prop(into)]
    chosen: Signal<Option<Range<Instant>>>,
    /// The time whose rows are on screen.
    #[prop(into)]
    here: Signal<Option<Range<Instant>>>,
    on_choose: Callback<Option<Range<Instant>>>,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let counted = Memo::new(move |_| times().as_ref().map_or((DAY, Vec::new()), spans));
    let name = move || words.say(&title(counted.with(|(minutes, _)| *minutes)));
    let bars_of = move |time: Signal<Option<Range<Instant>>>| {
        Memo::new(move |_| counted.with(|(_, spans)| meeting(spans, time.get())))
    };
    let (chosen, here) = (bars_of(chosen), bars_of(here));
    let bars = Memo::new(move |_| {
        let bar = |span: &Span| span.parts.iter().map(|(kind, n)| (tone(*kind), *n)).collect();
        counted.with(|(_, spans)| spans.iter().map(bar).collect::<Vec<_>>())
    });
    let said_of = move |index: usize| {
        let said = |span: &Span| {
            words.say(&Msg::FilterBy { of: format.period(&span.time), is: sums(words, format, &span.parts) })
        };
        counted.with(|(_, spans)| spans.get(index).map(said)).unwrap_or_default()
    };
    let ticks = move || {
        counted.with(|(_, spans)| {
            let tick = |moment: Option<Instant>| moment.map(|moment| format.minute(Some(moment))).unwrap_or_default();
            let middle = spans.get(spans.len() / 2).filter(|_| spans.len() > 2);
            [
                tick(spans.first().map(|span| span.time.start)),
                tick(middle.map(|span| span.time.start)),
                tick(spans.last().map(|span| span.time.end)),
            ]
        })
    };
    let choose = move |range: Range<usize>| {
        on_choose.run(counted.with_untracked(|(_, spans)| {
            let chosen = spans.get(range).filter(|chosen| !chosen.is_empty())?;
            Some(chosen.first()?.time.start..chosen.last()?.time.end)
        }));
    };
    let is_table = RwSignal::new(false);
    let switch = move || words.say(if is_table.get() { &Msg::AsChart } else { &Msg::AsTable });
    let part = move || {
        let is_part = times().is_some_and(|times| !times.is_whole);
        is_part.then(|| view! { <p class="quiet">{words.say(&Msg::LatestChanges)}</p> }.into_any())
    };
    let shown = move || {
        if is_table.get() {
            let table = counted.with(|(_, spans)| table(words, format, spans));
            view! { <div class="numbers" role="region" tabindex="0" aria-label=name>{table}</div> }.into_any()
        } else {
            chart(name, bars, said_of, ticks, chosen, here, Callback::new(choose))
        }
    };
    let has_rows = Memo::new(move |_| counted.with(|(_, spans)| !spans.is_empty()));
    view! {
        <Show when=move || has_rows.get()>
            <div class="head">
                <h3>{name}</h3>
                <div class="key">{move || key(words, format, &counted.get().1)}</div>
                <span class="grow">{()}</span>
                <Button label=switch class="small" on_press=move |()| is_table.update(|is| *is = !*is)/>
            </div>
            {shown}
            {part}
        </Show>
    }
}

fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::Message(outcome) => outcome_look(outcome).0,
        Kind::Click => Tone::Count,
    }
}

fn word(words: Words, kind: Kind) -> String {
    match kind {
        Kind::Message(outcome) => words.say(&Msg::Outcome(outcome)),
        Kind::Click => words.say(&Msg::Clicks),
    }
}

/// The kinds with their numbers in words.
fn sums(words: Words, format: Format, parts: &[(Kind, i64)]) -> String {
    if parts.is_empty() {
        return format.number(0);
    }
    let sum = |(kind, n): &(Kind, i64)| format!("{} {}", word(words, *kind), format.number(*n));
    parts.iter().map(sum).collect::<Vec<_>>().join(", ")
}

/// What the colours and patterns mean, with the number of each.
fn key(words: Words, format: Format, spans: &[Span]) -> Vec<AnyView> {
    let total = |kind: Kind| {
        let same = spans.iter().flat_map(|span| &span.parts).filter(|(of, _)| *of == kind);
        (kind, same.map(|(_, n)| n).sum::<i64>())
    };
    let part = |(kind, n)| {
        let mark = match kind {
            Kind::Message(outcome) => outcome_mark(words, outcome),
            Kind::Click => word(words, kind).into_any(),
        };
        view! { <span>{mark}" "<span class="n">{format.number(n)}</span></span> }.into_any()
    };
    KINDS.map(total).into_iter().filter(|(_, n)| *n > 0).map(part).collect()
}

/// The numbers of the bars that are not empty.
fn table(words: Words, format: Format, spans: &[Span]) -> AnyView {
    let count = |span: &Span, kind: Kind| span.parts.iter().find(|(of, _)| *of == kind).map_or(0, |(_, n)| *n);
    let is_present = |kind: &Kind| spans.iter().any(|span| count(span, *kind) > 0);
    let present: Vec<Kind> = KINDS.into_iter().filter(is_present).collect();
    let kinds = present.iter().map(|kind| word(words, *kind));
    let time = if present == [Kind::Click] { Msg::Date } else { Msg::LastModified };
    let head = [words.say(&time)].into_iter().chain(kinds).collect();
    let row = |span: &Span| {
        let counts = present.iter().map(|kind| format.number(count(span, *kind)));
        [format.period(&span.time)].into_iter().chain(counts).collect()
    };
    bare_table(head, spans.iter().filter(|span| !span.parts.is_empty()).map(row).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::value::instant;
    use proptest::prelude::*;

    use super::*;

    fn at(hours: i64) -> Instant {
        instant("2026-11-27 13:00:00Z").unwrap() + TimeDelta::hours(hours)
    }

    fn times(step: Step, counts: &[(i64, Outcome, i64)]) -> Times {
        let counted = |(hours, outcome, n): &(i64, Outcome, i64)| Counted {
            begin: at(*hours),
            kind: Kind::Message(*outcome),
            n: *n,
        };
        Times { step, counts: counts.iter().map(counted).collect(), is_whole: true }
    }

    #[test]
    fn hours_without_a_change_have_a_bar_too() {
        let (minutes, found) =
            spans(&times(Step::Hour, &[(2, Outcome::Failed, 3), (2, Outcome::Received, 4), (0, Outcome::Failed, 1)]));
        assert_eq!(minutes, 60);
        let expected = [
            Span { time: at(0)..at(1), parts: vec![(Kind::Message(Outcome::Failed), 1)] },
            Span { time: at(1)..at(2), parts: Vec::new() },
            Span {
                time: at(2)..at(3),
                parts: vec![(Kind::Message(Outcome::Received), 4), (Kind::Message(Outcome::Failed), 3)],
            },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_day_on_which_clocks_change_is_a_day() {
        // The second day has 25 hours, the fourth has 23.
        let days = [0, 24, 49, 73, 96].map(|hours| (hours, Outcome::Received, 1));
        let (minutes, found) = spans(&times(Step::Day, &days));
        assert_eq!(minutes, DAY);
        let begins: Vec<Instant> = found.iter().map(|span| span.time.start).collect();
        assert_eq!(begins, [0, 24, 49, 73, 96].map(at));
        assert!(found.iter().all(|span| span.parts == [(Kind::Message(Outcome::Received), 1)]));
    }

    #[test]
    fn short_logs_are_counted_by_the_minute() {
        let step = |step, hours| better_step(&times(step, &[(0, Outcome::Received, 1), (hours, Outcome::Received, 1)]));
        assert_eq!((step(Step::Hour, 5), step(Step::Hour, 6)), (Step::Minute, Step::Hour));
        // What was short may become long while messages are sent.
        assert_eq!((step(Step::Minute, 5), step(Step::Minute, 7)), (Step::Minute, Step::Hour));
        assert_eq!(step(Step::Day, 0), Step::Day);
    }

    proptest! {
        #[test]
        fn every_row_is_in_one_bar_and_bars_have_no_gap(counts in prop::collection::vec((0..20_000_i64, 1..50_i64), 1..200)) {
            let counts: Vec<_> = counts.into_iter().map(|(hours, n)| (hours, Outcome::Handed, n)).collect();
            let (_, found) = spans(&times(Step::Hour, &counts));
            prop_assert!(found.len() <= MOST_BARS as usize);
            prop_assert!(found.windows(2).all(|two| two[0].time.end == two[1].time.start));
            for span in &found {
                let rows = counts.iter().filter(|(hours, ..)| span.time.contains(&at(*hours)));
                prop_assert_eq!(rows.map(|(.., n)| n).sum::<i64>(), span.parts.iter().map(|(_, n)| n).sum::<i64>());
            }
            prop_assert_eq!(meeting(&found, Some(found[0].time.clone())), 0..1);
        }
    }
}
