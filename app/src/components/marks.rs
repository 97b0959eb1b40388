//! Small marks that mean the same everywhere: a class letter, and where a number comes from.

use crate::text;
use leptos::prelude::*;
use tenfold_core::project::view::Provenance;

/// A class letter on the colour of its class; letters without a colour of their own stay neutral.
#[component]
pub fn Tag(
    #[prop(into)] letter: String,
    /// True for customer clusters, the only classes with colours.
    #[prop(optional)]
    cluster: bool,
) -> impl IntoView {
    let class = match (cluster, letter.as_str()) {
        (true, "A") => "tag tag-a",
        (true, "B") => "tag tag-b",
        (true, "C") => "tag tag-c",
        (true, "D") => "tag tag-d",
        _ => "tag",
    };
    view! { <span class=class>{letter}</span> }
}

/// "assumed" or "estimated" beside a number that was not measured, with its definition on hover.
#[component]
pub fn ProvenanceMark(provenance: Provenance) -> impl IntoView {
    text::provenance(provenance).map(|word| {
        view! {
            <span class=word title=text::provenance_definition(provenance)>
                {word}
            </span>
        }
    })
}
