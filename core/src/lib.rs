#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! Tenfold's engine.
#![expect(missing_docs, reason = "being written")]

// The same `#[test]` functions run natively and as WebAssembly.
#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate tenfold_portable_test;

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
