//! Cost models, sign changes and driver robustness of a real file, against a program that shares no
//! code with ours: sixty lines of Python that read `superstore.csv` with the standard library's
//! `csv`, sum revenue, cost (sales less profit), orders (1 ÷ lines of the order a line), lines and
//! units by customer, and compute in exact fractions. It tries the combinations of drivers one by
//! one, where ours takes each pool's cheapest and dearest.

use crate::cost_views::{amount, table, words};
use crate::expected::project;
use crate::support::close;
use tenfold_core::project::Project;
use tenfold_core::project::view::{Filter, TableKind, TablePage};
use tenfold_core::settings::{Capacity, CostModel, Deviation, Driver, TimeTerm};

/// The pools of the file's scenario, order handling and picking with capacity and time equations.
fn superstore() -> Option<Project> {
    let (mut project, _) = project("superstore", Deviation::Sample)?;
    let mut settings = project.settings().clone();
    let timed = [
        (
            120_000.0,
            0.8,
            [(Driver::Orders, 12.0), (Driver::Lines, 1.5)],
        ),
        (60_000.0, 0.9, [(Driver::Lines, 3.0), (Driver::Units, 0.25)]),
    ];
    for (pool, (minutes, practical_share, terms)) in settings.cost.pools.iter_mut().zip(timed) {
        pool.capacity = Some(Capacity {
            minutes,
            practical_share,
        });
        pool.terms = terms
            .map(|(driver, minutes)| TimeTerm { driver, minutes })
            .to_vec();
    }
    assert_eq!(settings.cost.model, CostModel::Drivers);
    project.set_settings(settings).unwrap();
    Some(project)
}

fn row(page: &TablePage, customer: &str) -> usize {
    page.rows.iter().position(|row| row.id == customer).unwrap()
}

fn over_all(page: &TablePage, of: impl Fn(usize) -> f64) -> f64 {
    (0..page.rows.len()).map(of).sum()
}

#[test]
fn superstore_by_three_cost_models() {
    let Some(mut project) = superstore() else {
        return;
    };
    let page = table(&mut project, TableKind::Comparison, &Filter::default());
    assert_eq!(page.total_rows, 793);
    assert!(
        page.headline.starts_with("158 customers change sign"),
        "{}",
        page.headline
    );
    // Column, net contribution of all, the sum of its absolute values, and who loses.
    for (model, all, absolute, losing) in [
        ("simple", 10_733.021_7, 323_109.848_336_996, 399),
        ("drivers", 171_397.021_7, 367_685.056_095_795, 266),
        ("time_driven", 188_188.966_144_444, 374_393.495_361_614, 241),
    ] {
        close(over_all(&page, |r| amount(&page, r, model)), all, model);
        close(
            over_all(&page, |r| amount(&page, r, model).abs()),
            absolute,
            model,
        );
        let found = (0..page.rows.len()).filter(|r| amount(&page, *r, model) < 0.0);
        assert_eq!(found.count(), losing, "{model}");
    }
    let verdicts = |verdict: &str| {
        let rows = 0..page.rows.len();
        rows.filter(|r| words(&page, *r, "verdict") == verdict)
            .count()
    };
    assert_eq!(verdicts("earns in all"), 394);
    assert_eq!(verdicts("loses in all"), 241);
    assert_eq!(verdicts("loses by three pools"), 133);
    assert_eq!(verdicts("loses by three pools and drivers"), 25);
    // The largest difference among those who change sign comes first, the smallest last of them.
    for (at, customer, nets) in [
        (
            0,
            "KL-16645",
            [
                -626.713_786_527_121,
                425.970_803_924_741,
                466.697_767_966_901,
            ],
        ),
        (
            1,
            "SV-20365",
            [
                -20.375_789_744_104,
                851.690_379_052_806,
                889.132_050_145_611,
            ],
        ),
        (
            157,
            "EL-13735",
            [-0.817_339_660_530, -1.882_374_158_898, 4.259_146_415_921],
        ),
    ] {
        assert_eq!(row(&page, customer), at);
        for (column, net) in ["simple", "drivers", "time_driven"].into_iter().zip(nets) {
            close(amount(&page, at, column), net, customer);
        }
    }
}

#[test]
fn superstore_by_time_leaves_idle_what_nobody_used() {
    let Some(mut project) = superstore() else {
        return;
    };
    let mut settings = project.settings().clone();
    settings.cost.model = CostModel::TimeDriven;
    project.set_settings(settings).unwrap();
    let pools = &project.analysis().unwrap().model.pools;
    for (pool, [practical, used, idle]) in pools.iter().zip([
        [96_000.0, 75_099.0, 8_708.75],
        [54_000.0, 39_450.25, 8_083.194_444_444_44],
    ]) {
        let name = &pool.pool.name;
        let time = pool.time.unwrap();
        close(time.practical, practical, name);
        close(time.used, used, name);
        close(pool.idle, idle, name);
        close(pool.rate, pool.pool.amount / practical, name);
    }
    assert!(pools[2..].iter().all(|pool| pool.time.is_none()));
}

#[test]
fn superstore_under_every_combination_of_drivers() {
    let Some(mut project) = superstore() else {
        return;
    };
    let page = table(&mut project, TableKind::Robustness, &Filter::default());
    // Orders or lines; lines, lines handled or units; units or lines; sales, orders or customers.
    assert_eq!(
        page.headline,
        "243 of 266 losing customers lose whatever driver is used; 34 who earn would lose by another (36 combinations)"
    );
    for (column, absolute) in [
        ("best", 374_704.872_382_181),
        ("worst", 364_507.493_600_827),
    ] {
        let found = over_all(&page, |r| amount(&page, r, column).abs());
        close(found, absolute, column);
    }
    let certain = (0..page.rows.len()).filter(|r| words(&page, *r, "verdict").starts_with("earns"));
    assert_eq!(certain.count(), 493);
    for (customer, now, best, worst) in [
        (
            "TA-21385",
            4_490.991_069_696_63,
            4_603.594_556_377_21,
            4_481.658_180_859_12,
        ),
        (
            "KL-16645",
            425.970_803_924_741,
            526.211_051_106_007,
            403.271_226_880_95,
        ),
    ] {
        let at = row(&page, customer);
        close(amount(&page, at, "net_profit"), now, customer);
        close(amount(&page, at, "best"), best, customer);
        close(amount(&page, at, "worst"), worst, customer);
    }
}
