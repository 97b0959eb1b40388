//! What each check found, in sentences, with the fixes it offers.

use super::log::kind_of;
use super::offers::{self, keep, offer, set_aside};
use super::{in_words, money, month_in_words};
use crate::doctor::{Examination, KeyGroup, LabelSum, partial_months};
use crate::project::analysis::Analysis;
use crate::project::view::{CheckReport, CheckState, ControlView, Offer, TableKind};
use crate::project::words::{count, grouped, percent};
use crate::read::date;
use crate::settings::{Check, CostFallback, Fix, Party};

/// More outliers than this say that quantities are skewed.
const MANY_OUTLIERS: f64 = 0.02;

/// A report under construction; `lines` zero means that nothing was found.
struct Found {
    title: String,
    detail: String,
    lines: u64,
    money: f64,
    offers: Vec<Offer>,
    /// The user already did about it what can be done.
    settled: bool,
}

impl Found {
    fn nothing(title: &str) -> Found {
        Found {
            title: title.to_owned(),
            detail: String::new(),
            lines: 0,
            money: 0.0,
            offers: Vec::new(),
            settled: false,
        }
    }
}

pub(super) fn reports(
    analysis: &Analysis,
    examined: &Examination,
    control: &[ControlView],
) -> Vec<CheckReport> {
    let context = Context { analysis, examined };
    let kept = |check| {
        let keeps = |fix: &Fix| matches!(fix, Fix::Keep { check: kept } if *kept == check);
        analysis.mended.iter().any(|m| keeps(&m.fix))
    };
    Check::ALL
        .into_iter()
        .map(|check| {
            let found = match check {
                Check::ControlTotal => of_control(control),
                check => context.of(check),
            };
            let state = if found.lines == 0 {
                CheckState::Fine
            } else if kept(check) || found.settled {
                CheckState::Kept
            } else {
                CheckState::Open
            };
            let by_lines = !examined.lines(check).is_empty();
            let has_table = by_lines
                || matches!(
                    check,
                    Check::CustomerKeys
                        | Check::ItemKeys
                        | Check::Currencies
                        | Check::Units
                        | Check::PartialMonths
                );
            CheckReport {
                check,
                state,
                name: check.label().to_owned(),
                title: found.title,
                detail: found.detail,
                lines: found.lines,
                money: found.money + 0.0,
                offers: if state == CheckState::Open {
                    found.offers
                } else {
                    Vec::new()
                },
                table: (has_table && found.lines > 0).then_some(TableKind::Doctor { check }),
                by_row: by_lines && check != Check::MissingCost,
            }
        })
        .collect()
}

struct Context<'a> {
    analysis: &'a Analysis,
    examined: &'a Examination,
}

impl Context<'_> {
    /// Lines of a check and their net sales without signs.
    fn lines(&self, check: Check) -> (u64, f64) {
        let lines = self.examined.lines(check);
        let revenue = &self.analysis.data.revenue;
        let money = lines.iter().map(|e| revenue[e.line as usize].abs()).sum();
        (lines.len() as u64, money)
    }

    fn money(&self, value: f64) -> String {
        money(self.analysis, value)
    }

    fn of(&self, check: Check) -> Found {
        match check {
            Check::Duplicates => self.duplicates(),
            Check::JoinedLines => self.joined(),
            Check::UnmarkedReturns | Check::PositiveReturns => self.signs(check),
            Check::Outliers => self.outliers(),
            Check::PriceJumps => self.jumps(),
            Check::FreeLines => self.free(),
            Check::MissingCost => self.cost(),
            Check::Currencies => self.currencies(),
            Check::Units => self.units(),
            Check::CustomerKeys => self.keys(Party::Customers, &self.examined.customer_keys),
            Check::ItemKeys => self.keys(Party::Items, &self.examined.item_keys),
            Check::Unnamed => self.unnamed(),
            Check::PartialMonths => self.partial_months(),
            Check::DateGaps | Check::ControlTotal => self.gaps(),
        }
    }

    fn duplicates(&self) -> Found {
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

    fn joined(&self) -> Found {
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

    fn signs(&self, check: Check) -> Found {
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

    fn outliers(&self) -> Found {
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

    fn jumps(&self) -> Found {
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

    fn free(&self) -> Found {
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

    fn cost(&self) -> Found {
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

    /// The labels whose lines are converted by no fix, without the most usual one, and that one.
    fn unconverted<'b>(
        &self,
        sums: &'b [LabelSum],
        converts: impl Fn(&Fix) -> Option<&String>,
    ) -> (Vec<LabelSum>, &'b str) {
        let done = |label: &String| {
            let mut fixes = self.analysis.mended.iter();
            fixes.any(|m| converts(&m.fix) == Some(label))
        };
        let usual = sums.iter().find(|s| !done(&s.label));
        let usual = usual.map_or("", |s| offers::named(&s.label));
        let rest = sums
            .iter()
            .filter(|s| offers::named(&s.label) != usual && !done(&s.label));
        (rest.cloned().collect(), usual)
    }

    fn currencies(&self) -> Found {
        let (rest, usual) = self.unconverted(&self.examined.currencies, |fix| match fix {
            Fix::CurrencyRate { currency, .. } => Some(currency),
            _ => None,
        });
        if rest.is_empty() {
            return Found::nothing(if self.analysis.data.attached.currencies.is_some() {
                "All money is in one currency"
            } else {
                "No column names a currency: all money counts as one"
            });
        }
        let lines = rest.iter().map(|s| s.lines).sum();
        let money = rest.iter().map(|s| s.revenue.abs()).sum();
        let names: Vec<&str> = rest.iter().map(|s| offers::named(&s.label)).collect();
        let mut offers = offers::currencies(&rest, usual);
        offers.push(keep(Check::Currencies));
        Found {
            title: format!(
                "{} in {}, and are added to {usual} as if they were the same: {}",
                count(lines, "line is", "lines are"),
                names.join(", "),
                money_plain(money)
            ),
            detail: "Type what one unit of the other currency is worth, or set its lines aside"
                .to_owned(),
            lines,
            money,
            offers,
            settled: false,
        }
    }

    fn units(&self) -> Found {
        let (rest, usual) = self.unconverted(&self.examined.units, |fix| match fix {
            Fix::UnitFactor { unit, .. } => Some(unit),
            _ => None,
        });
        if rest.is_empty() {
            return Found::nothing(if self.analysis.data.attached.units.is_some() {
                "Every item is counted in one unit"
            } else {
                "No column names a unit: price jumps tell where units are mixed"
            });
        }
        let lines = rest.iter().map(|s| s.lines).sum();
        let money = rest.iter().map(|s| s.revenue.abs()).sum();
        let items = u64::from(self.examined.mixed_items);
        let mut offers = offers::units(&rest, usual);
        offers.push(keep(Check::Units));
        Found {
            title: format!(
                "{} counted in several units: {} not in {usual}",
                count(items, "item is", "items are"),
                count(lines, "line is", "lines are"),
            ),
            detail: "Quantities of different units are added up in demand, and in pools that go by units".to_owned(),
            lines,
            money,
            offers,
            settled: false,
        }
    }

    fn keys(&self, of: Party, groups: &[KeyGroup]) -> Found {
        let (one, many) = kind_of(of);
        if groups.is_empty() {
            return Found::nothing(&format!("No two {one} keys look alike"));
        }
        let keys: usize = groups.iter().map(|g| g.members.len()).sum();
        let money: f64 = groups
            .iter()
            .flat_map(|g| &g.revenue[1..])
            .map(|r| r.abs())
            .sum();
        let mut offers = offers::merge(self.analysis, of, groups);
        offers.push(keep(match of {
            Party::Customers => Check::CustomerKeys,
            Party::Items => Check::ItemKeys,
        }));
        Found {
            title: format!(
                "{} differ in blanks, case, leading zeros or hyphens only and are probably {}: {} on the smaller ones",
                count(keys as u64, &format!("{one} key"), &format!("{one} keys")),
                count(groups.len() as u64, one, many),
                self.money(money)
            ),
            detail:
                "As several keys each looks smaller than it is, in classes, clusters and prices"
                    .to_owned(),
            lines: keys as u64,
            money,
            offers,
            settled: false,
        }
    }

    fn unnamed(&self) -> Found {
        let (customers, items) = (self.examined.unnamed_customers, self.examined.unnamed_items);
        if customers + items == 0 {
            return Found::nothing("No key lacks a name that others have");
        }
        let parts: Vec<String> = [
            (customers, "customer", "customers"),
            (items, "item", "items"),
        ]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(u64::from(n), one, many))
        .collect();
        Found {
            title: format!("{} without a name, though most have one", parts.join(" and ")),
            detail: "They are missing in the list that the names come from; the report on matched files says which".to_owned(),
            lines: u64::from(customers + items),
            money: 0.0,
            offers: vec![keep(Check::Unnamed)],
            settled: false,
        }
    }

    fn partial_months(&self) -> Found {
        let data = &self.analysis.data;
        let found = partial_months(data, self.analysis.settings().demand.month_gap_days);
        if found.is_empty() {
            return Found::nothing("The first and the last month are complete");
        }
        let months = &self.examined.calendar.months;
        let mut offers = Vec::new();
        let (mut money, mut told) = (0.0, Vec::new());
        for partial in &found {
            let Some(month) = months.iter().find(|m| m.month == partial.month) else {
                continue;
            };
            let first = partial.month == data.first_month;
            told.push(format!(
                "{} {} {}",
                month_in_words(partial.month),
                if first { "begins" } else { "ends" },
                count(
                    u64::from(partial.missing_days),
                    if first { "day late" } else { "day early" },
                    if first { "days late" } else { "days early" }
                )
            ));
            money += month.revenue.abs();
            offers.push(offer(
                format!(
                    "Set {} of {} aside",
                    count(month.lines, "line", "lines"),
                    month_in_words(partial.month)
                ),
                "Sales, demand and costs then cover whole months",
                Fix::SetAside {
                    check: Check::PartialMonths,
                    only: Some(date::iso_month(partial.month)),
                },
            ));
        }
        offers.push(keep(Check::PartialMonths));
        Found {
            title: format!("{}: {} in months that are not complete", told.join(" and "), self.money(money)),
            detail: "A half month looks like a fall in demand. Demand alone can leave it out too: “incomplete months” in the cost and class model".to_owned(),
            lines: found.len() as u64,
            money,
            offers,
            settled: false,
        }
    }

    fn gaps(&self) -> Found {
        let gaps = self.examined.calendar.gaps.len();
        if gaps == 0 {
            return Found::nothing("No week is without lines that usually has some");
        }
        Found {
            title: format!(
                "{} without a line, as the calendar below shows",
                if gaps == 1 {
                    "One week is".to_owned()
                } else {
                    format!("{} weeks are", in_words(gaps))
                }
            ),
            detail: "A holiday or stocktaking is no fault; an export that was cut into pieces, one of them missing, is".to_owned(),
            lines: gaps as u64,
            money: 0.0,
            offers: vec![keep(Check::DateGaps)],
            settled: false,
        }
    }
}

/// Money in another currency than the data's.
fn money_plain(value: f64) -> String {
    crate::project::words::amount(value)
}

fn of_control(control: &[ControlView]) -> Found {
    let typed = |c: &&ControlView| !c.verdict.is_empty();
    let open: Vec<&ControlView> = control.iter().filter(|c| !c.fits).collect();
    if open.is_empty() {
        return Found::nothing(if control.iter().any(|c| typed(&c)) {
            "The totals fit the P&L"
        } else {
            "No total of the P&L was typed in yet"
        });
    }
    let apart = |c: &ControlView| {
        c.typed_net_sales
            .map_or(0.0, |typed| (c.net_sales - typed).abs())
    };
    let titles: Vec<String> = open
        .iter()
        .map(|c| {
            if c.period.is_empty() {
                c.verdict.clone()
            } else {
                format!("{}: {}", c.label, c.verdict)
            }
        })
        .collect();
    Found {
        title: titles.join(". "),
        detail: "The bridge below lists the amounts that could explain it".to_owned(),
        lines: open.len() as u64,
        money: open.iter().map(|c| apart(c)).fold(0.0, f64::max),
        offers: vec![keep(Check::ControlTotal)],
        settled: false,
    }
}
