//! What became of everybody that a delivery was to reach: a bar, and its numbers with what each of them proves.

use campaign::{
    delivery::Delivery,
    ladder::{Difference, Ladder, Part, differences},
    lifecycle::Outcome,
};
use leptos::prelude::*;

use crate::{
    format::{Format, Numbers},
    navigator::Navigator,
    pages::{
        behind::{Behind, number_link},
        status::{outcome_mark, part_look, parts_bar},
    },
    ui::{
        icon::{Tone, mark},
        note::Note,
    },
    words::{Words, msg::Msg},
};

/// What the view needs.
#[derive(Clone, Copy)]
pub struct View {
    pub words: Words,
    pub format: Format,
    pub navigator: Navigator,
}

impl View {
    /// The bar, the table, and where the sources do not agree.
    pub fn ladder(self, delivery: &Delivery, ladder: &Ladder) -> AnyView {
        let Self { words, format, .. } = self;
        let row = |(part, n): &(Part, i64)| {
            let number = number_link(
                self.navigator,
                &delivery.id.to_string(),
                behind(*part),
                *n,
                false,
                format.number(*n),
                || (),
            );
            view! {
                <tr>
                    <th scope="row">{self.name(*part)}</th>
                    <td>{number}</td>
                    <td>{format.percent(*n, ladder.targeted)}</td>
                    <td class="quiet">{words.say(&Msg::Proven(*part))}</td>
                </tr>
            }
            .into_any()
        };
        let rows: Vec<AnyView> = ladder.parts.iter().map(row).collect();
        let sum = match ladder.missing() {
            0 => Msg::PartsAddUp,
            n => Msg::PartsMiss { n },
        };
        let differences = differences(delivery, ladder).into_iter().map(|one| {
            let said = words.say(&difference(one));
            view! { <Note tone=Tone::Unsure>{said}</Note> }.into_any()
        });
        view! {
            {parts_bar(ladder)}
            <table class="bare parts" aria-labelledby="became">
                <thead>
                    <tr>
                        <th scope="col">{words.say(&Msg::PartTitle)}</th>
                        <th scope="col">{words.say(&Msg::NumberOfPeople)}</th>
                        <th scope="col">{words.say(&Msg::OfTargeted)}</th>
                        <th scope="col">{words.say(&Msg::ProvenTitle)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{words.say(&Msg::Targeted)}</th>
                        <td>{format.number(ladder.targeted)}</td>
                        <td>{()}</td>
                        <td class="quiet">{words.say(&sum)}</td>
                    </tr>
                </tfoot>
            </table>
            {differences.collect::<Vec<_>>()}
        }
        .into_any()
    }

    fn name(self, part: Part) -> AnyView {
        match part {
            Part::Is(outcome) => outcome_mark(self.words, outcome),
            Part::Succeeded => {
                let (tone, icon) = part_look(part);
                mark(tone, icon, self.words.say(&Msg::SuccessByCampaign))
            }
        }
    }
}

fn behind(part: Part) -> Behind {
    match part {
        Part::Is(Outcome::LeftOut) => Behind::Exclusions,
        Part::Is(outcome) => Behind::Is(outcome),
        Part::Succeeded => Behind::Succeeded,
    }
}

fn difference(difference: Difference) -> Msg {
    match difference {
        Difference::Unconfirmed { success, sent, received } => Msg::SuccessDiffers { success, sent, received },
        Difference::Errors { counter, log } => Msg::ErrorsDiffer { counter, log },
        Difference::Messages { counter, log } => Msg::MessagesDiffer { counter, log },
    }
}
