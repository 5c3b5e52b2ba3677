//! The processes that run one task together.

/// The rank of this process among those that run the task together.
///
/// ```
/// use aileron_plugins::mpi;
///
/// // On a laptop there is only one process.
/// let world = mpi::world();
/// let mine: Vec<u32> = (0..10).filter(|row| row % world.size == world.rank).collect();
/// # assert_eq!(mine.len(), 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct World {
    /// The number of this process, from 0.
    pub rank: u32,
    /// The number of processes.
    pub size: u32,
}

impl World {
    /// Reads the first pair of variables that is set; rank 0 of 1 if none is.
    pub(crate) fn from_variables(pairs: &[(&str, &str)], variable: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| variable(name)?.trim().parse().ok();
        let pair = |(rank, size): &(&str, &str)| Some(World { rank: number(rank)?, size: number(size)? });
        pairs.iter().find_map(pair).unwrap_or(World { rank: 0, size: 1 })
    }
}

/// A variable of this process.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::World;

    #[test]
    fn the_first_pair_that_is_set_counts() {
        let pairs = [("A_RANK", "A_SIZE"), ("RANK", "SIZE")];
        let world = |variables: &[(&str, &str)]| {
            World::from_variables(&pairs, |name| {
                variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(world(&[]), World { rank: 0, size: 1 });
        assert_eq!(world(&[("A_RANK", "3"), ("RANK", "1"), ("SIZE", "2")]), World { rank: 1, size: 2 });
        assert_eq!(world(&[("A_RANK", "x"), ("A_SIZE", "4")]), World { rank: 0, size: 1 });
    }
}
