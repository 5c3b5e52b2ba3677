//! Tasks that the crate keeps to itself, or shows under another path.

use aileron::prelude::*;

/// Shown by the crate's root.
#[task]
pub fn shown(text: String) -> usize {
    inner::kept(text)
}

pub(crate) mod inner {
    use aileron::prelude::*;

    #[task]
    pub(crate) fn kept(text: String) -> usize {
        text.len()
    }
}

#[task]
fn private(x: i64) -> i64 {
    x
}

#[workflow]
fn private_flow(x: i64) -> i64 {
    private(x)
}
