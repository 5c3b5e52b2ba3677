//! Maps of entries that come one after another.

/// A map of entries, each inserted when it comes.
///
/// `collect` would sort all of them first, and brings a sort of its own, 7 KB of code, for each place that it is called
/// at; there are dozens, for maps of a few entries.
pub fn map<M: Default + Extend<E>, E>(entries: impl IntoIterator<Item = E>) -> M {
    let mut map = M::default();
    map.extend(entries);
    map
}

/// The same of entries of which one may fail.
///
/// # Errors
/// With the first that did.
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
