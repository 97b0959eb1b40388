//! Which rows of a long table are on screen. Browsers limit how tall an element may be, so beyond
//! `TALLEST` the scroll bar's way is shorter than the rows' and every pixel of it stands for more.

/// Rows are all of one height, in pixels.
pub(super) const ROW: f64 = 36.0;
/// Taller than this no browser draws reliably (Firefox gives up somewhere above 17 million).
const TALLEST: f64 = 8_000_000.0;
/// Rows drawn above and below what is seen, so that a quick scroll shows no gap.
const AROUND: u64 = 6;

/// A table of `rows` seen through `height` pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) rows: u64,
    pub(super) height: f64,
}

/// What to draw for a scroll position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drawn {
    /// First row drawn and the row after the last.
    pub(super) start: u64,
    pub(super) end: u64,
    /// The first row seen whole.
    pub(super) first: u64,
    /// Where the first row drawn stands in the body, in pixels.
    pub(super) offset: f64,
}

impl Window {
    /// Height of the body that scrolls.
    pub(super) fn body(self) -> f64 {
        (self.rows as f64 * ROW).min(TALLEST)
    }

    /// Pixels the body can be scrolled by.
    fn way(self) -> f64 {
        (self.body() - self.height).max(0.0)
    }

    /// Rows the body can be scrolled by, with a fraction.
    fn row_way(self) -> f64 {
        (self.rows as f64 - self.height / ROW).max(0.0)
    }

    /// True where a pixel of scrolling is more than a pixel of rows.
    pub(super) fn is_scaled(self) -> bool {
        self.rows as f64 * ROW > TALLEST
    }

    /// The row at the top for a scroll position, with a fraction.
    fn top_row(self, scroll: f64) -> f64 {
        if self.way() == 0.0 {
            0.0
        } else {
            (scroll / self.way()).clamp(0.0, 1.0) * self.row_way()
        }
    }

    /// The scroll position that brings a row to the top.
    fn scroll_to_top(self, row: f64) -> f64 {
        if self.row_way() == 0.0 {
            0.0
        } else {
            (row / self.row_way()).clamp(0.0, 1.0) * self.way()
        }
    }

    pub(super) fn drawn(self, scroll: f64) -> Drawn {
        let top = self.top_row(scroll);
        let start = (top.floor() as u64).saturating_sub(AROUND);
        let first = ((top - 0.05).ceil().max(0.0) as u64).min(self.rows.saturating_sub(1));
        let seen = (self.height / ROW).ceil() as u64 + 1;
        let end = (top.floor() as u64 + seen + AROUND).min(self.rows);
        let offset = scroll.min(self.way()) - (top - start as f64) * ROW;
        Drawn {
            start,
            end,
            first,
            offset,
        }
    }

    /// The scroll position after moving by `pixels` of rows (a wheel's turn).
    pub(super) fn moved(self, scroll: f64, pixels: f64) -> f64 {
        self.scroll_to_top(self.top_row(scroll) + pixels / ROW)
    }

    /// The nearest scroll position at which a row is seen whole.
    pub(super) fn revealing(self, scroll: f64, row: u64) -> f64 {
        let top = self.top_row(scroll);
        let whole = (self.height / ROW).max(1.0);
        let row = row as f64;
        if row < top {
            self.scroll_to_top(row)
        } else if row + 1.0 > top + whole {
            self.scroll_to_top(row + 1.0 - whole)
        } else {
            scroll
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a row's top is on screen, in pixels below the top of the viewport.
    fn on_screen(window: Window, scroll: f64, row: u64) -> f64 {
        let drawn = window.drawn(scroll);
        drawn.offset + (row - drawn.start) as f64 * ROW - scroll
    }

    #[test]
    fn a_short_table_scrolls_pixel_by_pixel() {
        let window = Window {
            rows: 1000,
            height: 360.0,
        };
        assert_eq!(window.body(), 36_000.0);
        assert_eq!(
            window.drawn(0.0),
            Drawn {
                start: 0,
                end: 17,
                first: 0,
                offset: 0.0
            }
        );
        for scroll in [0.0, 1.0, 35.5, 36.0, 20_000.0, 35_640.0] {
            let row = (scroll / ROW) as u64;
            assert!((on_screen(window, scroll, row) - (row as f64 * ROW - scroll)).abs() < 1e-6);
        }
    }

    #[test]
    fn first_and_last_row_are_reached_whatever_the_length() {
        for rows in [0, 1, 5, 10, 11, 100_000, 1_000_000, 50_000_000] {
            let window = Window {
                rows,
                height: 365.0,
            };
            assert!(window.body() <= TALLEST);
            assert_eq!(window.drawn(0.0).start, 0);
            let bottom = (window.body() - window.height).max(0.0);
            let drawn = window.drawn(bottom);
            assert_eq!(drawn.end, rows);
            if rows > 11 {
                // The last row ends where the viewport ends.
                let end = on_screen(window, bottom, rows - 1) + ROW;
                assert!((end - window.height).abs() < 0.5, "{rows}: {end}");
            }
        }
    }

    #[test]
    fn a_wheel_moves_by_true_rows_however_long_the_table() {
        for rows in [1_000, 5_000_000] {
            let window = Window {
                rows,
                height: 360.0,
            };
            let before = window.body() / 2.0;
            let after = window.moved(before, 3.0 * ROW);
            let moved = window.top_row(after) - window.top_row(before);
            assert!((moved - 3.0).abs() < 1e-3, "{rows}: {moved}");
        }
    }

    #[test]
    fn revealing_scrolls_no_more_than_needed() {
        let window = Window {
            rows: 1000,
            height: 360.0,
        };
        assert_eq!(window.revealing(360.0, 12), 360.0);
        assert!((window.revealing(360.0, 3) - 3.0 * ROW).abs() < 1e-6);
        assert!((window.revealing(360.0, 20) - 11.0 * ROW).abs() < 1e-6);
        let scaled = Window {
            rows: 50_000_000,
            height: 360.0,
        };
        for row in [0, 7, 25_000_000, 49_999_999] {
            let scroll = scaled.revealing(0.0, row);
            let place = on_screen(scaled, scroll, row);
            assert!(
                (-0.5..=360.0 - ROW + 0.5).contains(&place),
                "{row}: {place}"
            );
        }
    }
}
