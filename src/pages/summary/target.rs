//! From everybody targeted to the messages to send: what each rule took away.

use std::sync::Arc;

use campaign::{
    delivery::Delivery,
    log::{self, Cause},
};
use leptos::prelude::*;

use crate::{
    format::{Format, Numbers},
    navigator::Navigator,
    pages::behind::{Behind, number_link},
    remote::{Remote, query},
    ui::{
        icon::Tone,
        note::{Failure, Note},
        picture::{ON_PURPOSE, length},
        text::Skeleton,
    },
    words::{Words, msg::Msg},
};

/// A table with a bar for each step, and whether the causes explain everybody who was left out.
#[component]
pub fn Target(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let navigator = expect_context::<Navigator>();
    let causes = query(move || log::causes(&delivery.get_untracked(), 0));
    let table = move || match causes.value.get() {
        Remote::Loading => view! { <Skeleton lines=4/> }.into_any(),
        Remote::Failed(error) => view! { <Failure error on_retry=move |()| causes.again()/> }.into_any(),
        Remote::Ready(causes) => view_of(&delivery.get(), &causes, words, format, navigator),
    };
    view! {
        <section class="panel" aria-labelledby="target">
            <h2 id="target">{words.t(Msg::FromTarget)}</h2>
            {table}
        </section>
    }
}

fn view_of(delivery: &Delivery, causes: &[Cause], words: Words, format: Format, navigator: Navigator) -> AnyView {
    let (targeted, left) = (delivery.targeted, delivery.to_deliver);
    let row = |name: AnyView, n: i64, number: AnyView, bar: AnyView| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{number}</td>
                <td>{format.percent(n, targeted)}</td>
                <td>{bar}</td>
            </tr>
        }
        .into_any()
    };
    let id = delivery.id.to_string();
    let linked = |behind, n| number_link(navigator, &id, behind, n, false, format.number(n), || ());
    let first = row(
        words.say(&Msg::Targeted).into_any(),
        targeted,
        format.number(targeted).into_any(),
        length(0..targeted, targeted, "", None),
    );
    let steps = steps(targeted, causes);
    let steps = causes.iter().zip(steps).map(|(cause, (from, to))| {
        let name = view! { <bdi>{cause.rule.clone()}</bdi> }.into_any();
        let number = format!("−{}", format.number(cause.count)).into_any();
        row(name, cause.count, number, length(from..to, targeted, "", Some(ON_PURPOSE)))
    });
    let steps: Vec<AnyView> = steps.collect();
    let last =
        row(words.say(&Msg::ToSend).into_any(), left, linked(Behind::Log, left), length(0..left, targeted, "", None));
    let explained: i64 = causes.iter().map(|cause| cause.count).sum();
    let unsaid = targeted.saturating_sub(left).saturating_sub(delivery.rejected);
    let unsaid = (unsaid > 0)
        .then(|| view! { <Note tone=Tone::Unsure>{words.say(&Msg::NeitherNor { n: unsaid })}</Note> }.into_any());
    let difference = (explained != delivery.rejected).then(|| {
        let said = words.say(&Msg::CausesDiffer { causes: explained, left_out: delivery.rejected });
        view! { <Note tone=Tone::Unsure>{said}</Note> }.into_any()
    });
    view! {
        <table class="bare parts" aria-labelledby="target">
            <thead>
                <tr>
                    <th scope="col">{words.say(&Msg::Rule)}</th>
                    <th scope="col">{words.say(&Msg::NumberOfPeople)}</th>
                    <th scope="col">{words.say(&Msg::OfTargeted)}</th>
                    <td>{()}</td>
                </tr>
            </thead>
            <tbody>{first}{steps}{last}</tbody>
        </table>
        <p>{words.say(&Msg::LeftOutInAll)}" "{linked(Behind::Exclusions, delivery.rejected)}</p>
        {difference}
        {unsaid}
    }
    .into_any()
}

/// Where each cause takes people away: from the end of what is left, in their order.
fn steps(targeted: i64, causes: &[Cause]) -> Vec<(i64, i64)> {
    let mut left = targeted;
    let step = |cause: &Cause| {
        let to = left;
        left = (left - cause.count).max(0);
        (left, to)
    };
    causes.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn causes(counts: &[i64]) -> Vec<Cause> {
        counts.iter().map(|count| Cause { id: String::new(), rule: String::new(), count: *count }).collect()
    }

    #[test]
    fn each_cause_takes_from_what_the_others_left() {
        // DM55842: 42 targeted, 8 left out by three rules.
        assert_eq!(steps(42, &causes(&[5, 2, 1])), [(37, 42), (35, 37), (34, 35)]);
        // More causes than people: somebody was left out by two rules.
        assert_eq!(steps(3, &causes(&[2, 2])), [(1, 3), (0, 1)]);
    }

    proptest! {
        #[test]
        fn steps_follow_one_another(targeted in 0_i64..i64::MAX, counts in prop::collection::vec(0_i64..i64::MAX / 16, 0..9)) {
            let steps = steps(targeted, &causes(&counts));
            prop_assert!(steps.iter().all(|(from, to)| 0 <= *from && from <= to));
            prop_assert!(steps.windows(2).all(|pair| pair[0].0 == pair[1].1));
        }
    }
}
