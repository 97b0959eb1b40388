#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! Tenfold's engine: order lines in, a segmented supply chain out. It knows no browser, no clock
//! and no files; the same input gives the same bytes on every machine.
//!
//! The stages, in the order in which data goes through them. Each takes the one before it and
//! settings, and returns a value; none reaches forward and none keeps state.
//!
//! 1. [`read`]: bytes of a file become typed columns. Encoding, delimiter, decimal sign and date
//!    order are found over whole columns.
//! 2. [`map`]: headers and values say which column means what ([`fields`]).
//! 3. [`link`]: files of items, customers, activities and stock find their order lines by key.
//! 4. [`clean`]: returns are recognised, missing sales and costs computed from what is there, rows
//!    that cannot be used set aside with their reason and money.
//! 5. [`dataset`]: the order lines of one analysis, as columns.
//!    [`doctor`] looks at them for what is probably wrong, and does what the user had mended.
//! 6. [`cube`]: sums by customer, item and month, over all lines or a filter's.
//! 7. [`profit`] and [`demand`]: cost-to-serve and net contribution; ABC, XYZ and demand classes.
//! 8. [`segment`]: customer profitability clusters A to D; [`actions`]: what to do about those who
//!    lose.
//!
//! [`project`] holds the document (settings and what was loaded) and recomputes exactly the stages
//! that a change touches; its [`view`](project::view) models are all that shells see.
//! [`explain`] takes any number apart, [`handover`] writes results out, [`demo`] makes a company to
//! try it on, [`stats`] is mathematics without a domain, and [`json`]
//! how all of it is written down.
//!
//! ```
//! use tenfold_core::project::{Project, ReadOutcome, view::Filter};
//!
//! let text = b"Order,Date,Customer,Item,Quantity,Net sales,Cost of goods\n\
//!              1,2024-01-05,Ada,Bolt,10,100.00,60.00\n\
//!              2,2024-02-07,Ben,Nut,1,5.00,4.00\n";
//! let mut project = Project::default();
//! project.open("lines.csv", text.len() as u64, text, None).unwrap();
//! let mut reader = project.reader(0).unwrap();
//! reader.push(text).unwrap();
//! if let ReadOutcome::Table(table) = project.finish_reading(0, reader).unwrap() {
//!     project.analyse(*table).unwrap();
//! }
//! let overview = project.overview(&Filter::default()).unwrap();
//! assert_eq!(overview.totals.margin, Some(41.0));
//! ```

// The same `#[test]` functions run natively and as WebAssembly.
#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate tenfold_portable_test;

pub mod actions;
pub mod clean;
pub mod cube;
pub mod dataset;
pub mod demand;
pub mod demo;
pub mod doctor;
pub mod explain;
pub mod fields;
pub mod handover;
pub mod json;
pub mod link;
pub mod map;
pub mod profit;
pub mod project;
pub mod read;
pub mod segment;
pub mod settings;
pub mod stats;
pub mod words;

#[cfg(test)]
#[path = "../tests/it/shared.rs"]
mod shared;
