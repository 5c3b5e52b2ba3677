//! A process among those that run one task together.

/// This process among those that run the task together.
///
/// ```
/// use aileron_plugins::mpi;
///
/// // On a laptop a program is alone.
/// let world = mpi::world();
/// let mine: Vec<u32> = (0..10).filter(|row| row % world.size == world.rank).collect();
/// # assert_eq!(mine.len(), 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct World {
    /// Its number, from 0.
    pub rank: u32,
    /// How many there are.
    pub size: u32,
}

impl World {
    /// What the first pair of variables tells that is there; alone if none is.
    pub(crate) fn told(pairs: &[(&str, &str)], variable: impl Fn(&str) -> Option<String>) -> Self {
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
    fn the_first_pair_that_is_there_tells() {
        let pairs = [("A_RANK", "A_SIZE"), ("RANK", "SIZE")];
        let told = |variables: &[(&str, &str)]| {
            World::told(&pairs, |name| {
                variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(told(&[]), World { rank: 0, size: 1 });
        assert_eq!(told(&[("A_RANK", "3"), ("RANK", "1"), ("SIZE", "2")]), World { rank: 1, size: 2 });
        assert_eq!(told(&[("A_RANK", "x"), ("A_SIZE", "4")]), World { rank: 0, size: 1 });
    }
}
