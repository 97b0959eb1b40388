//! Clusters A to D by net contribution: A and B earn, C and D lose (Thomas 2012, figure 4; the
//! 80 % split is ours).

use serde::{Deserialize, Serialize};

/// Customer profitability cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cluster {
    /// The smallest set of customers that carries the given share of all gains.
    A,
    /// The other customers who do not lose money.
    B,
    /// The loss makers outside D.
    C,
    /// The smallest set of loss makers that carries the given share of all losses.
    D,
}

impl Cluster {
    /// The clusters in their order.
    pub const ALL: [Cluster; 4] = [Cluster::A, Cluster::B, Cluster::C, Cluster::D];

    /// The cluster as screens show it.
    pub fn letter(self) -> &'static str {
        match self {
            Cluster::A => "A",
            Cluster::B => "B",
            Cluster::C => "C",
            Cluster::D => "D",
        }
    }
}

/// Assigns a cluster to each customer.
///
/// `net` is the net contribution by customer; `ranked` holds the customers' positions in `net`
/// from best to worst (ties already broken by key); `share` is the part of all gains that A, and of
/// all losses that D, must carry (0 to 1). A customer at exactly zero is B: no loss to mend.
pub fn clusters(net: &[f64], ranked: &[u32], share: f64) -> Vec<Cluster> {
    let gains: f64 = ranked.iter().map(|&c| net[c as usize].max(0.0)).sum();
    let losses: f64 = ranked.iter().map(|&c| (-net[c as usize]).max(0.0)).sum();
    let mut result = vec![Cluster::B; net.len()];
    let mut carried = 0.0;
    for &c in ranked.iter().filter(|&&c| net[c as usize] > 0.0) {
        if carried < share * gains - 1e-9 * gains {
            result[c as usize] = Cluster::A;
        }
        carried += net[c as usize];
    }
    let mut carried = 0.0;
    for &c in ranked.iter().rev().filter(|&&c| net[c as usize] < 0.0) {
        result[c as usize] = if carried < share * losses - 1e-9 * losses {
            Cluster::D
        } else {
            Cluster::C
        };
        carried -= net[c as usize];
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_sets_carry_the_share() {
        let net = [50.0, 30.0, 15.0, 5.0, 0.0, -2.0, -3.0, -15.0];
        let ranked: Vec<u32> = (0..8).collect();
        let got: String = clusters(&net, &ranked, 0.8)
            .iter()
            .map(|c| c.letter())
            .collect();
        // 50 + 30 reach 80 % of 100; 15 of 20 lost is 75 %, so the second loser is needed too.
        assert_eq!(got, "AABBBCDD");
    }

    #[test]
    fn one_customer_and_nobody() {
        assert_eq!(clusters(&[7.0], &[0], 0.8), [Cluster::A]);
        assert_eq!(clusters(&[-7.0], &[0], 0.8), [Cluster::D]);
        assert_eq!(clusters(&[], &[], 0.8), []);
    }
}
