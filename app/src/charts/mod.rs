//! The charts, drawn as SVG by the page itself: direct labels instead of legends, every mark a
//! button with a name, a table behind each, and nothing loaded from anywhere.
//!
//! A chart takes a view model as a signal and says through callbacks what was clicked; it knows
//! neither the engine nor the filter's rules.

pub mod bar;
pub mod clusters;
pub mod colour;
pub mod frame;
pub mod limits;
pub mod measure;
pub mod nine_box;
pub mod save;
pub mod scale;
pub mod table;
pub mod tip;
pub mod waterfall;
pub mod whale;

pub use bar::DivergingBar;
pub use clusters::ClusterList;
pub use nine_box::NineBox;
pub use waterfall::Waterfall;
pub use whale::WhaleChart;

use leptos::ev::KeyboardEvent;

/// True for the keys that press a button.
fn presses(event: &KeyboardEvent) -> bool {
    matches!(event.key().as_str(), "Enter" | " ")
}

/// The width of a label in pixels, near enough to decide what fits. System fonts differ; this is
/// on the wide side of them.
fn text_width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'l' | 'j' | 'I' | '.' | ',' | '\'' | '|' | ':' | ';' => 0.3,
            't' | 'f' | 'r' | ' ' | '\u{a0}' | '(' | ')' | '-' => 0.38,
            'm' | 'w' | 'M' | 'W' | '%' => 0.92,
            'A'..='Z' => 0.7,
            _ => 0.6,
        })
        .sum();
    ems * size
}

/// Breaks a label into at most `most` lines that fit `room` pixels: between words, and inside one
/// that is too long for a line; the last line is cut short with an ellipsis where it must be.
fn lines_for(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if text_width(line, size) + text_width(word, size) + 0.36 * size <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => {
                let mut rest = word;
                while lines.len() + 1 < most
                    && text_width(rest, size) > room
                    && let Some(at) = break_in(rest, room, size)
                {
                    lines.push(format!("{}-", &rest[..at]));
                    rest = &rest[at..];
                }
                lines.push(rest.to_owned());
            }
        }
    }
    let dropped = lines.len() > most;
    lines.truncate(most);
    for (i, line) in lines.iter_mut().enumerate() {
        let cut = dropped && i + 1 == most;
        if cut || text_width(line, size) > room {
            while line.chars().count() > 1 && text_width(line, size) + 0.8 * size > room {
                line.pop();
            }
            line.truncate(line.trim_end().len());
            line.push('…');
        }
    }
    lines
}

/// Where to break a word that is too long for a line, with room for the hyphen; nowhere if less
/// than four letters stood on either side.
fn break_in(word: &str, room: f64, size: f64) -> Option<usize> {
    const LEAST: usize = 4;
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    let last = starts.len().checked_sub(LEAST)?;
    (LEAST..=last)
        .rev()
        .map(|letters| starts[letters])
        .find(|&at| text_width(&word[..at], size) + 0.38 * size <= room)
}

#[cfg(test)]
mod tests {
    use super::{lines_for, text_width};

    #[test]
    fn labels_break_and_are_cut() {
        assert_eq!(lines_for("Gross sales", 200.0, 12.0, 2), ["Gross sales"]);
        assert_eq!(
            lines_for("Order processing", 72.0, 12.0, 2),
            ["Order", "processing"]
        );
        let cut = lines_for("Customer relationship maintenance cost", 60.0, 12.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(
            cut[1].ends_with('…') && text_width(&cut[1], 12.0) <= 66.0,
            "{cut:?}"
        );
        assert!(lines_for("", 60.0, 12.0, 2).is_empty());
        let broken = lines_for("Sales and administration", 66.0, 12.0, 3);
        assert_eq!(broken.len(), 3, "{broken:?}");
        assert_eq!(broken.concat().replace('-', ""), "Sales andadministration");
        assert!(broken.iter().all(|line| text_width(line, 12.0) <= 66.0));
    }
}
