//! Mathematics without a domain.

mod apportion;
mod stretches;
mod sum;

pub use apportion::apportion;
pub use stretches::{in_stretches, lines_where};
pub use sum::Sum;
