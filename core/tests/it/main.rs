//! Tests of the engine through its public door: published examples, other programs' numbers, real
//! files with independently computed results, and invariants.

mod cost_to_serve;
#[cfg(not(target_arch = "wasm32"))]
mod expected;
mod invariants;
mod oracles;
mod support;
