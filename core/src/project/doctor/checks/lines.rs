//! Checks that find lines.

use super::super::offers::{self, keep, offer, set_aside};
use super::{Context, Found};
use crate::project::words::{count, grouped, percent};
use crate::settings::{Check, CostFallback, Fix};
use crate::stats::order;

/// More outliers than this say that quantities are skewed.
const MANY_OUTLIERS: f64 = 0.02;

impl Context<'_> {
    pub(super) fn duplicates(&self) -> Found {
        let check = Check::Duplicates;
        let (lines, money) = self.lines(check);
        if self.analysis.data.order_texts.is_none() {
            return Found::nothing(
                "Without order numbers duplicates cannot be told from repeat orders",
            );
        }
        if lines == 0 {
            return Found::nothing("No line repeats another");
        }
        let orders = self.examined.repeated_orders;
        let joined = if orders > 0 {
            format!(
                ". {} as a whole several times, which a join in the export does",
                count(
                    u64::from(orders),
                    "order stands there",
                    "orders stand there"
                )
            )
        } else {
            String::new()
        };
        Found {
            title: format!(
                "{} another in order, customer, item, day, quantity and net sales: {}",
                count(lines, "line repeats", "lines repeat"),
                self.money(money)
            ),
            detail: format!("The first of each is right, the others count twice{joined}"),
            lines,
            money,
            offers: vec![
                set_aside(check, lines, "The first of each stays"),
                keep(check),
            ],
            settled: false,
        }
    }

    pub(super) fn joined(&self) -> Found {
        let check = Check::JoinedLines;
        let (lines, money) = self.lines(check);
        if lines == 0 {
            return Found::nothing("No net sales stand on several lines of an order's item");
        }
        Found {
            title: format!(
                "{} the same net sales as another of their order, item and day, with another quantity: {}",
                count(lines, "line has", "lines have"),
                self.money(money)
            ),
            detail: "A join with schedule lines or deliveries repeats the value of the order line on each of them".to_owned(),
            lines,
            money,
            offers: vec![
                offer(
                    "Count the net sales once".to_owned(),
                    "Quantities stay; net sales count on the first line alone",
                    Fix::CountSalesOnce,
                ),
                set_aside(check, lines, "The first line of each stays"),
                keep(check),
            ],
            settled: false,
        }
    }

    pub(super) fn signs(&self, check: Check) -> Found {
        let (lines, money) = self.lines(check);
        let unmarked = check == Check::UnmarkedReturns;
        if lines == 0 {
            return Found::nothing(if unmarked {
                "No sale has negative net sales with a positive quantity"
            } else {
                "No return adds to net sales"
            });
        }
        if unmarked {
            return Found {
                title: format!(
                    "{} a positive quantity and negative net sales, and no mark of a return: {}",
                    count(lines, "line has", "lines have"),
                    self.money(money)
                ),
                detail: "They take net sales off and add to demand; credits without goods are kept as they are".to_owned(),
                lines,
                money,
                offers: vec![
                    offer(
                        format!("Treat {} as returns", count(lines, "line", "lines")),
                        "Their quantity becomes negative",
                        Fix::TreatAsReturns,
                    ),
                    set_aside(check, lines, "They count for nothing"),
                    keep(check),
                ],
                settled: false,
            };
        }
        Found {
            title: format!(
                "{} to net sales: {}",
                count(lines, "return adds", "returns add"),
                self.money(money)
            ),
            detail: "Their net sales are positive although the quantity is negative or the line is marked as a return".to_owned(),
            lines,
            money,
            offers: vec![
                offer(
                    format!("Make {} negative", count(lines, "return", "returns")),
                    "Quantity, net sales and cost become negative",
                    Fix::NegateReturns,
                ),
                set_aside(check, lines, "They count for nothing"),
                keep(check),
            ],
            settled: false,
        }
    }

    pub(super) fn outliers(&self) -> Found {
        let check = Check::Outliers;
        let (lines, money) = self.lines(check);
        let limit = self.analysis.settings().doctor.outlier_limit;
        let all = self.analysis.cube.total.sales_lines;
        let skewed = if lines as f64 > MANY_OUTLIERS * all {
            format!(
                ". {} of all lines are too many to be faults: a higher limit, below, leaves the extremes",
                percent(lines as f64 / all)
            )
        } else {
            String::new()
        };
        if lines == 0 {
            return Found::nothing("No line has a quantity far above what is usual for the item");
        }
        Found {
            title: format!(
                "{} a quantity far above what is usual for the item: {}",
                count(lines, "line has", "lines have"),
                self.money(money)
            ),
            detail: format!(
                "Modified z-score above {limit} among the lines of the item (Iglewicz and Hoaglin 1993). Projects and one-off orders are real sales: set aside what is wrong or would not come again{skewed}"
            ),
            lines,
            money,
            offers: vec![
                keep(check),
                set_aside(
                    check,
                    lines,
                    "None of them counts, neither as sales nor as demand",
                ),
            ],
            settled: false,
        }
    }

    pub(super) fn jumps(&self) -> Found {
        let check = Check::PriceJumps;
        let (lines, money) = self.lines(check);
        let times = self.analysis.settings().doctor.price_jump;
        if lines == 0 {
            return Found::nothing(&format!(
                "No unit price is {times} times above or below its item's median"
            ));
        }
        let mut offers = offers::scale_jumps(self.analysis, self.examined.lines(check));
        offers.push(set_aside(check, lines, "They count for nothing"));
        offers.push(keep(check));
        Found {
            title: format!(
                "{} a unit price {times} times or more above or below its item's median: {}",
                count(lines, "line has", "lines have"),
                self.money(money)
            ),
            detail: "Another unit of measure (pieces and boxes) or a misplaced decimal sign is the usual cause".to_owned(),
            lines,
            money,
            offers,
            settled: false,
        }
    }

    pub(super) fn free(&self) -> Found {
        let check = Check::FreeLines;
        let (lines, _) = self.lines(check);
        if lines == 0 {
            return Found::nothing("Every line with a quantity has net sales");
        }
        let cost = self.analysis.data.cost.as_ref();
        let goods: f64 = cost.map_or(0.0, |cost| {
            let lines = self.examined.lines(check).iter();
            lines
                .map(|e| cost[e.line as usize])
                .filter(|c| !c.is_nan())
                .sum()
        });
        Found {
            title: format!(
                "{} a quantity and no net sales{}",
                count(lines, "line has", "lines have"),
                if goods > 0.0 {
                    format!("; the goods cost {}", self.money(goods))
                } else {
                    String::new()
                }
            ),
            detail: "Samples and free goods are real work and cost: keep them, unless they are texts, sets or cancelled lines".to_owned(),
            lines,
            money: goods.max(0.0),
            offers: vec![
                keep(check),
                set_aside(check, lines, "They cost nothing and are no demand any more"),
            ],
            settled: false,
        }
    }

    pub(super) fn intercompany(&self) -> Found {
        let check = Check::Intercompany;
        let (lines, money) = self.lines(check);
        if lines == 0 {
            return Found::nothing("No customer or channel is named like the company itself");
        }
        let data = &self.analysis.data;
        let found = self.examined.lines(check).iter();
        let mut customers: Vec<u32> = found.map(|e| data.customer[e.line as usize]).collect();
        order::whole(&mut customers);
        customers.dedup();
        let names: Vec<&str> = customers
            .iter()
            .take(3)
            .map(|&c| data.customers.name(c))
            .collect();
        Found {
            title: format!(
                "{} to {} that by name belong to the company itself: {}",
                count(lines, "line goes", "lines go"),
                count(customers.len() as u64, "customer", "customers"),
                self.money(money)
            ),
            detail: format!(
                "{}{}. Sales between own entities have transfer prices and no market: they distort margins, classes and who shares a cost",
                names.join(", "),
                if customers.len() > names.len() {
                    " and others"
                } else {
                    ""
                }
            ),
            lines,
            money,
            offers: vec![
                set_aside(
                    check,
                    lines,
                    "They count for nothing, neither as sales nor as demand",
                ),
                keep(check),
            ],
            settled: false,
        }
    }

    pub(super) fn cost(&self) -> Found {
        let check = Check::MissingCost;
        if !self.analysis.model.has_cost {
            return Found::nothing(
                "The file has no cost of goods; the cost model can assume a share of net sales",
            );
        }
        let (lines, money) = self.lines(check);
        if lines == 0 {
            return Found::nothing("Every line has a cost of goods of its own");
        }
        let chosen = self.analysis.mended.iter().rev().find_map(|m| match m.fix {
            Fix::EstimateCost { by } => Some(by),
            _ => None,
        });
        let estimated = &self.examined.estimated;
        let words = [
            "the item's average",
            "its family's margin",
            "the margin of all",
        ];
        let by: Vec<String> = (0..3)
            .filter(|&i| estimated.lines[i] > 0)
            .map(|i| format!("{} from {}", grouped(estimated.lines[i]), words[i]))
            .collect();
        let whole = self.analysis.cube.total.revenue.value();
        let share = if whole > 0.0 {
            format!(", {} of net sales", percent(money / whole))
        } else {
            String::new()
        };
        let mut offers = vec![keep(check)];
        offers.extend(offers::estimates(chosen.unwrap_or_default()));
        Found {
            title: format!(
                "The cost of {} is estimated{share}",
                count(lines, "line", "lines")
            ),
            detail: match chosen {
                Some(by) => format!("From {}, as you chose", by.label()),
                None => format!("{}; from {}", by.join(", "), CostFallback::Item.label()),
            },
            lines,
            money,
            offers,
            settled: chosen.is_some(),
        }
    }
}
