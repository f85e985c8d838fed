//! A table as HTML has it: all rows at once, no cursor, no selection.

use leptos::prelude::*;

pub fn bare_table(head: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let row = |cells: Vec<String>, is_head: bool| {
        let cell = |text: String| {
            let text = view! { <bdi>{text}</bdi> };
            if is_head {
                view! { <th scope="col">{text}</th> }.into_any()
            } else {
                view! { <td>{text}</td> }.into_any()
            }
        };
        view! { <tr>{cells.into_iter().map(cell).collect::<Vec<_>>()}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(|cells| row(cells, false)).collect();
    view! { <table class="bare"><thead>{row(head, true)}</thead><tbody>{rows}</tbody></table> }.into_any()
}
