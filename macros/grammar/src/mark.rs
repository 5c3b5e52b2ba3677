//! A number that finds one of many names without reading them.

/// The mark of an entity's name: of its last part alone, since the modules before it are not known yet when a macro
/// reads the function.
///
/// Names of two marks differ; names of one mark may be the same. It is a hash (FNV-1a) that no build may change.
///
/// ```
/// use aileron_grammar::mark;
///
/// assert_eq!(mark("my_crate.etl.word_count"), mark("word_count"));
/// assert_ne!(mark("word_count"), mark("line_count"));
/// ```
#[must_use]
pub fn mark(name: &str) -> u64 {
    let last = name.rsplit('.').next().unwrap_or_default();
    last.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
