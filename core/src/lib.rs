#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! Tenfold's engine.
#![expect(missing_docs, reason = "being written")]

pub mod clean;
pub mod cube;
pub mod dataset;
pub mod demand;
pub mod demo;
pub mod explain;
pub mod fields;
pub mod handover;
pub mod map;
pub mod profit;
pub mod project;
pub mod read;
pub mod segment;
pub mod settings;
pub mod stats;
