//! Tests of the engine through its public door: published examples, other programs' numbers, real
//! files with independently computed results, and invariants.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// The same `#[test]` functions run natively and as WebAssembly.
#[cfg(target_arch = "wasm32")]
#[macro_use(test)]
extern crate tenfold_portable_test;

mod actions;
mod actions_again;
#[cfg(unix)] // limits memory through a shell
mod bad_files;
mod bad_input;
#[cfg(not(target_arch = "wasm32"))] // starts a process
mod binary;
mod cleaning;
mod cost_models;
mod cost_to_serve;
mod cost_views;
mod demand;
mod demand_oracles;
mod doctor;
#[cfg(not(target_arch = "wasm32"))]
mod expected;
#[cfg(not(target_arch = "wasm32"))]
mod expected_costs;
mod explain;
mod files;
mod hostile;
mod invariants;
mod opening;
mod oracles;
mod segment;
mod sentences;
mod shared;
mod support;
mod timing;
#[cfg(not(target_arch = "wasm32"))] // reads a workbook
mod without_money;
