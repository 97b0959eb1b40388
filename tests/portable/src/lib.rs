//! On WebAssembly the standard test harness has no way to run, `wasm-bindgen-test` has. This crate
//! gives its attribute the name `test`. A crate that writes
//!
//! ```ignore
//! #[cfg(all(test, target_arch = "wasm32"))]
//! #[macro_use(test)]
//! extern crate tenfold_portable_test;
//! ```
//!
//! in its root (and in each file of its `tests/`, without `test` in the condition) has its ordinary
//! `#[test]` functions run on both targets: names imported that way go before the prelude's. It
//! also needs `wasm-bindgen-test` itself among its dev-dependencies, which the attribute's
//! expansion names.

#[cfg(target_arch = "wasm32")]
pub use wasm_bindgen_test::wasm_bindgen_test as test;
