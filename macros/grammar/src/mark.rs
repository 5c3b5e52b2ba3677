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
pub const fn mark(name: &str) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let (bytes, mut index, mut mark) = (name.as_bytes(), 0, START);
    while index < bytes.len() {
        mark = match bytes[index] {
            b'.' => START,
            byte => (mark ^ byte as u64).wrapping_mul(0x0100_0000_01b3),
        };
        index += 1;
    }
    mark
}
