//! Building maps from entries.

/// Builds a map and inserts each entry in turn.
///
/// `collect` would sort all entries first. Its sort is 7 KB of code at each place that calls it, and there are dozens, for
/// maps with few entries.
pub fn map<M: Default + Extend<E>, E>(entries: impl IntoIterator<Item = E>) -> M {
    let mut map = M::default();
    map.extend(entries);
    map
}

/// Builds a map from entries of which some may be errors.
///
/// # Errors
/// The first entry that is an error.
pub fn try_map<M: Default + Extend<E>, E, F>(
    entries: impl IntoIterator<Item = Result<E, F>>,
) -> Result<M, F> {
    let mut map = M::default();
    entries.into_iter().try_for_each(|entry| {
        map.extend([entry?]);
        Ok(())
    })?;
    Ok(map)
}
