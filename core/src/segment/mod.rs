//! Customers in groups: profitability clusters, the map of margin and cost to serve, order sizes,
//! order behaviour with recency, frequency and money, and groups of similar customers.

mod behaviour;
mod clusters;
mod kmeans;
mod order_size;
mod quadrants;
mod rfm;

pub use behaviour::{Behaviour, LastOrders};
pub use clusters::{Cluster, clusters};
pub use kmeans::{GROUPS, Groups, kmeans};
pub use order_size::{OrderSizes, SizeBand, break_even_order_value, by_value};
pub use quadrants::{Place, Quadrant, cuts, quadrant};
pub use rfm::{Rfm, quintiles, rfm};
