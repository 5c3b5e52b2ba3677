//! How large the cache may be.

use aileron_grammar::Quantity;

/// The variable that bounds the cache.
const VARIABLE: &str = "AILERON_CACHE_SIZE";

/// Its bound in bytes if the variable is not set.
const DEFAULT: u64 = 10 << 30;

/// The bound of the cache in bytes: `$AILERON_CACHE_SIZE`, as in `500Mi` or `20Gi`, else 10 GiB.
///
/// # Errors
/// If the variable is no amount of bytes.
pub(super) fn bound() -> Result<u64, String> {
    match std::env::var(VARIABLE) {
        Ok(text) if !text.is_empty() => Quantity::of_bytes(&text)
            .map(|quantity| quantity.ceil())
            .map_err(|problem| format!("`{VARIABLE}={text}` is no size for the cache: {problem}")),
        _ => Ok(DEFAULT),
    }
}
