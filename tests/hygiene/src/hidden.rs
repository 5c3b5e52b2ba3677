//! Tasks that are private, or that are exported under another path.

use aileron::prelude::*;

/// Is exported by the crate's root.
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
