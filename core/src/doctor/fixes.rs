//! Fixes at work: each finds its lines by its rule and changes them; undoing puts every bit back.

use super::edit::{Changed, Editor, Patch};
use super::{Evidence, calendar, cost, keys, labels, lines_of};
use crate::dataset::{Dataset, LineKind};
use crate::read::RowNumbers;
use crate::read::date;
use crate::settings::{Check, DoctorSettings, Fix, Party, Scaled};
use crate::stats::{lines_where, order};

/// A fix that worked, and what it changed.
#[derive(Clone, Debug)]
pub struct Mended {
    /// What was done.
    pub fix: Fix,
    /// Lines it changed.
    pub lines: u64,
    /// What it did to the net sales of the used lines.
    pub revenue: f64,
    /// What it did to their cost of goods; zero where the file has none.
    pub cost: f64,
    patch: Patch,
}

/// Lets the fixes work one after the other, each on what those before it left.
pub fn apply(data: &mut Dataset, rows: &RowNumbers, settings: &DoctorSettings) -> Vec<Mended> {
    let mut mended = Vec::with_capacity(settings.fixes.len());
    for fix in &settings.fixes {
        let Changed {
            patch,
            lines,
            revenue,
            cost,
        } = mend(data, rows, settings, fix);
        mended.push(Mended {
            fix: fix.clone(),
            lines,
            revenue,
            cost,
            patch,
        });
    }
    mended
}

/// Takes over what is kept as it is from `fixes`, which are otherwise those that worked: no line
/// changes by it.
pub fn keep(mended: &mut Vec<Mended>, fixes: &[Fix]) {
    let is_kept = |fix: &Fix| matches!(fix, Fix::Keep { .. });
    let before = std::mem::take(mended).into_iter();
    let mut worked = before.filter(|m| !is_kept(&m.fix));
    mended.extend(fixes.iter().filter_map(|fix| {
        if is_kept(fix) {
            return Some(Mended {
                fix: fix.clone(),
                lines: 0,
                revenue: 0.0,
                cost: 0.0,
                patch: Patch::default(),
            });
        }
        worked.next()
    }));
}

/// Takes all fixes back: the dataset is what it was before [`apply`], bit by bit.
pub fn undo(data: &mut Dataset, mended: Vec<Mended>) {
    for fix in mended.into_iter().rev() {
        fix.patch.undo(data);
    }
}

fn mend(data: &mut Dataset, rows: &RowNumbers, settings: &DoctorSettings, fix: &Fix) -> Changed {
    let found = |data: &Dataset, check| -> Vec<u32> {
        let found = lines_of(data, settings, check);
        found.into_iter().map(|e| e.line).collect()
    };
    match fix {
        Fix::Keep { .. } => Editor::new(data).finish(),
        Fix::SetAside { check, only } => {
            let lines = to_set_aside(data, settings, *check, only.as_deref());
            set_aside(data, lines, aside_as(*check))
        }
        Fix::SetAsideRows { file, rows: chosen } => {
            let lines = chosen.iter().filter_map(|row| rows.line(file, *row));
            let mut lines: Vec<u32> = lines.collect();
            lines.retain(|&l| data.kinds.get(l as usize).is_some_and(|k| k.is_used()));
            order::whole(&mut lines);
            lines.dedup();
            set_aside(data, lines, LineKind::Chosen)
        }
        Fix::TreatAsReturns => {
            let lines = found(data, Check::UnmarkedReturns);
            let mut editor = Editor::new(data);
            editor.change(lines, |e, line| {
                e.set_kind(line, LineKind::Return);
                e.set_quantity(line, -e.data.quantity[line as usize].abs());
                make_cost_negative(e, line);
            });
            editor.finish()
        }
        Fix::NegateReturns => {
            let lines = found(data, Check::PositiveReturns);
            let mut editor = Editor::new(data);
            editor.change(lines, |e, line| {
                e.set_revenue(line, -e.data.revenue[line as usize].abs());
                e.set_quantity(line, -e.data.quantity[line as usize].abs());
                make_cost_negative(e, line);
            });
            editor.finish()
        }
        Fix::CountSalesOnce => {
            let lines = found(data, Check::JoinedLines);
            let mut editor = Editor::new(data);
            editor.change(lines, |e, line| {
                e.set_revenue(line, 0.0);
                e.set_gross(line, 0.0);
            });
            editor.finish()
        }
        Fix::MergeKeys { of, into, keys } => {
            let (entities, _) = keys::parts(data, *of);
            let target = entities.find(into);
            let from: Vec<u32> = keys.iter().filter_map(|key| entities.find(key)).collect();
            merge(data, *of, target.map(|target| (from, target)))
        }
        Fix::MergeAlike { of } => {
            let groups = keys::alike(data, *of);
            let pairs = groups.into_iter().filter_map(|group| {
                let (first, others) = group.members.split_first()?;
                Some((others.to_vec(), *first))
            });
            merge(data, *of, pairs)
        }
        Fix::ScaleJumps { item, what, factor } => {
            let item = data.items.find(item);
            let jumped = lines_of(data, settings, Check::PriceJumps).into_iter();
            let lines = jumped
                .filter(|e| Some(data.item[e.line as usize]) == item)
                // Lines that jumped the other way would only jump further.
                .filter(|e| {
                    let scaled = match what {
                        Scaled::Quantity => e.score / factor,
                        Scaled::Money => e.score * factor,
                    };
                    scaled.max(1.0 / scaled) < e.score.max(1.0 / e.score)
                })
                .map(|e| e.line)
                .collect();
            scale(data, lines, *what, *factor, false)
        }
        Fix::CurrencyRate { currency, rate } => {
            let lines = labels::lines_with(data, data.attached.currencies.as_ref(), currency);
            scale(data, lines, Scaled::Money, *rate, true)
        }
        Fix::UnitFactor { unit, factor } => {
            let lines = labels::lines_with(data, data.attached.units.as_ref(), unit);
            scale(data, lines, Scaled::Quantity, *factor, false)
        }
        Fix::EstimateCost { by } => {
            let costs = cost::again(data, *by);
            let mut editor = Editor::new(data);
            for (line, cost) in costs {
                editor.change([line], |e, line| e.set_cost(line, cost));
            }
            editor.finish()
        }
    }
}

fn make_cost_negative(e: &mut Editor, line: u32) {
    if let Some(cost) = e.data.cost.as_ref().map(|c| c[line as usize]) {
        e.set_cost(line, -cost.abs());
    }
    if let Some(gross) = e.data.gross.as_ref().map(|g| g[line as usize]) {
        e.set_gross(line, -gross.abs());
    }
}

/// The used lines that a check means, or those of one item, month, currency or unit.
fn to_set_aside(
    data: &Dataset,
    settings: &DoctorSettings,
    check: Check,
    only: Option<&str>,
) -> Vec<u32> {
    match (check, only) {
        (Check::PartialMonths, only) => only
            .and_then(date::month_of_iso)
            .map_or_else(Vec::new, |month| calendar::lines_of_month(data, month)),
        (Check::Currencies, Some(label)) => {
            labels::lines_with(data, data.attached.currencies.as_ref(), label)
        }
        (Check::Units, Some(label)) => {
            labels::lines_with(data, data.attached.units.as_ref(), label)
        }
        (check, only) => {
            let item = only.map(|key| data.items.find(key));
            lines_of(data, settings, check)
                .into_iter()
                .map(|Evidence { line, .. }| line)
                .filter(|&l| item.is_none_or(|item| item == Some(data.item[l as usize])))
                .collect()
        }
    }
}

/// What lines become that a check has set aside.
fn aside_as(check: Check) -> LineKind {
    match check {
        Check::Duplicates | Check::JoinedLines => LineKind::Duplicate,
        Check::Outliers | Check::PriceJumps => LineKind::Unusual,
        Check::FreeLines => LineKind::FreeOfCharge,
        Check::Intercompany => LineKind::Intercompany,
        Check::PartialMonths => LineKind::PartialMonth,
        Check::Currencies => LineKind::OtherCurrency,
        Check::Units => LineKind::OtherUnit,
        _ => LineKind::Chosen,
    }
}

fn set_aside(data: &mut Dataset, lines: Vec<u32>, kind: LineKind) -> Changed {
    let mut editor = Editor::new(data);
    editor.change(lines, |e, line| e.set_kind(line, kind));
    editor.finish()
}

fn merge(
    data: &mut Dataset,
    of: Party,
    pairs: impl IntoIterator<Item = (Vec<u32>, u32)>,
) -> Changed {
    let (entities, codes) = keys::parts(data, of);
    let mut target: Vec<u32> = (0..entities.len() as u32).collect();
    for (from, into) in pairs {
        for position in from {
            target[position as usize] = into;
        }
    }
    let lines = lines_where(codes.len(), |l| target[codes[l] as usize] != codes[l]);
    let mut editor = Editor::new(data);
    editor.change(lines, |e, line| {
        let position = keys::parts(e.data, of).1[line as usize];
        e.set_party(of, line, target[position as usize]);
    });
    editor.finish()
}

fn scale(data: &mut Dataset, lines: Vec<u32>, what: Scaled, factor: f64, direct: bool) -> Changed {
    let mut editor = Editor::new(data);
    editor.change(lines, |e, line| match what {
        Scaled::Quantity => e.set_quantity(line, e.data.quantity[line as usize] * factor),
        Scaled::Money => e.scale_money(line, factor, direct),
    });
    editor.finish()
}
