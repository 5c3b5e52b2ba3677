//! Tasks that log.
use aileron::prelude::*;
use aileron::tracing::{Instrument, Span, debug, info, warn};

#[task]
fn tells(fails: bool) -> Result<i64, String> {
    let _span = aileron::tracing::info_span!("step", number = 1).entered();
    info!(rows = 3, "half\nway");
    debug!("in detail");
    warn!("it gets late");
    if fails { Err("no luck".to_owned()) } else { Ok(1) }
}

/// Logs from spawned futures and threads.
#[task]
async fn spawns() -> Result<(), tokio::task::JoinError> {
    tokio::task::yield_now().await;
    info!("awaited");
    tokio::spawn(async { info!("spawned") }).await?;
    tokio::task::spawn_blocking(|| info!("elsewhere")).await?;
    let span = Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(|| info!("taken along"))).await?;
    tokio::spawn(async { info!("instrumented") }.in_current_span()).await
}

#[task]
fn panics() {
    panic!("too late");
}

aileron::main!();
