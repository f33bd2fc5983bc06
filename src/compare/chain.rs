//! The heaviest chain of pairs that keep their order on both sides: the backbone of an alignment.

/// Pairs as (old, new, weight). Returns the indices of the chain, in order; no unit stands in it twice.
pub fn heaviest(pairs: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    // Of one old unit the later new one comes first, so that a chain cannot take both.
    order.sort_by_key(|&at| (pairs[at].0, std::cmp::Reverse(pairs[at].1)));
    let mut best = Prefix::new(pairs.iter().map(|pair| pair.1 + 1).max().unwrap_or(0));
    let mut before = vec![None; pairs.len()];
    for at in order {
        let (_, new, weight) = pairs[at];
        let (sum, last) = best.before(new);
        before[at] = last;
        best.offer(new, (sum + weight, Some(at)));
    }
    let (_, last) = best.before(best.heaviest.len() - 1);
    let mut chain: Vec<_> = std::iter::successors(last, |&at| before[at]).collect();
    chain.reverse();
    chain
}

/// A Fenwick tree: the heaviest chain that ends before a new unit.
struct Prefix {
    heaviest: Vec<(f64, Option<usize>)>,
}

impl Prefix {
    fn new(len: usize) -> Prefix {
        Prefix { heaviest: vec![(0.0, None); len + 1] }
    }

    fn before(&self, new: usize) -> (f64, Option<usize>) {
        let mut best = (0.0, None);
        let mut at = new;
        while at > 0 {
            if self.heaviest[at].0 > best.0 {
                best = self.heaviest[at];
            }
            at &= at - 1;
        }
        best
    }

    fn offer(&mut self, new: usize, chain: (f64, Option<usize>)) {
        let mut at = new + 1;
        while at < self.heaviest.len() {
            if chain.0 > self.heaviest[at].0 {
                self.heaviest[at] = chain;
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::heaviest;

    #[test]
    fn the_heaviest_chain_keeps_order_and_takes_each_unit_once() {
        let pairs = [(0, 1, 1.0), (0, 0, 0.9), (1, 1, 0.9), (2, 0, 3.0), (3, 2, 0.5)];
        assert_eq!(heaviest(&pairs), [3, 4]);
        assert_eq!(heaviest(&pairs[..3]), [1, 2]);
        assert_eq!(heaviest(&[]), [0; 0]);
    }
}
