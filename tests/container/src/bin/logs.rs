//! Tasks that log.
use aileron::prelude::*;
use aileron::tracing::{debug, info, warn};

#[task]
fn tells(fails: bool) -> Result<i64, String> {
    let _span = aileron::tracing::info_span!("step", number = 1).entered();
    info!(rows = 3, "half\nway");
    debug!("in detail");
    warn!("it gets late");
    if fails { Err("no luck".to_owned()) } else { Ok(1) }
}

#[task]
fn panics() {
    panic!("too late");
}

aileron::main!();
