//! Customer profitability clusters.

mod clusters;

pub use clusters::{Cluster, clusters};
