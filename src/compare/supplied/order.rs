//! Rows out of order: those outside the longest row of rows that rises.

use crate::compare::chain;

/// Of places in the order of the rows, the indices of those that stand out of order.
pub fn strays(places: &[usize]) -> Vec<usize> {
    let steps: Vec<_> = places.iter().enumerate().map(|(at, place)| (at, *place, 1.0)).collect();
    let kept = chain::heaviest(&steps);
    (0..places.len()).filter(|at| kept.binary_search(at).is_err()).collect()
}

#[cfg(test)]
mod tests {
    use super::strays;

    #[test]
    fn one_that_jumped_is_the_stray() {
        assert_eq!(strays(&[0, 1, 4, 2, 3]), [2]);
        assert_eq!(strays(&[0, 1, 2]), [0; 0]);
        assert_eq!(strays(&[]), [0; 0]);
    }
}
