//! Symbols, drawn on a grid of sixteen in the colour of the text around them.

use leptos::prelude::*;

/// The symbols there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    Back,
    Close,
    Data,
    Doctor,
    Download,
    HandOver,
    Costs,
    Customers,
    Down,
    Items,
    Lock,
    Moon,
    Pairs,
    Profit,
    Screen,
    Search,
    Sun,
    Up,
    Upload,
    Warning,
    Actions,
    Demand,
}

/// A symbol; the control around it carries the name.
#[component]
pub fn Icon(symbol: Symbol) -> impl IntoView {
    let path = match symbol {
        Symbol::Back => "M9.5 3.5 5 8l4.5 4.5M5 8h7",
        Symbol::Close => "M4 4l8 8M12 4l-8 8",
        Symbol::Data => "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6",
        Symbol::Doctor => "M1.5 8.500h3l2-5 3 9 2-4h3",
        Symbol::Download => "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10",
        Symbol::HandOver => "M9 3h4v4M13 3 7.5 8.5M6.5 4H3v9h9V9.5",
        Symbol::Costs => "M2.5 13.5h11M4 13V9M8 13V3M12 13V6",
        Symbol::Customers => {
            "M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM1.8 13c.3-2.6 1.9-4 4.2-4s3.900 1.4 4.200 4M10.500 3.200a2.200 2.200 0 0 1 0 4.200M12 9.300c1.300.600 2 1.900 2.200 3.700"
        }
        Symbol::Down => "M4 6.500 8 10.500l4-4",
        Symbol::Items => {
            "M8 1.800 13.500 4.800v6.400L8 14.200l-5.500-3V4.800zM2.700 4.900 8 7.800l5.300-2.900M8 7.800v6.200"
        }
        Symbol::Lock => "M4 7.500h8v6H4zM5.500 7.500V5.300a2.500 2.500 0 0 1 5 0v2.200",
        Symbol::Moon => "M13 9.300A5.300 5.300 0 0 1 6.700 3a5.300 5.300 0 1 0 6.300 6.300z",
        Symbol::Pairs => "M2.500 5.500h8M7.500 2.500l3 3-3 3M13.500 10.500h-8M8.500 7.500l-3 3 3 3",
        Symbol::Profit => "M2 12.500C4 6.500 6 3.500 9 3.500c2.500 0 3 2.500 5 4.500M2 13.500h12",
        Symbol::Screen => "M2 3h12v8H2zM6 13.500h4",
        Symbol::Search => {
            "M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300 13.500 13.500"
        }
        Symbol::Sun => {
            "M8 10.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.900.900M11.700 11.700l.900.900M3.400 12.600l.900-.900M11.700 4.300l.900-.900"
        }
        Symbol::Up => "M4 9.500 8 5.500l4 4",
        Symbol::Upload => "M8 10.500V3M4.800 6 8 2.800 11.200 6M3 13.500h10",
        Symbol::Actions => "M9 1.800 3.500 9H8l-1 5.200L12.500 7H8z",
        Symbol::Demand => {
            "M2.5 13.500h11M3.500 13.500v-3h2v3M7 13.500v-8h2v8M10.500 13.500v-5.500h2v5.500M2.500 4.500 6 2.500"
        }
        Symbol::Warning => "M8 2.500 14 13H2zM8 6.500v3M8 11.300v.2",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
