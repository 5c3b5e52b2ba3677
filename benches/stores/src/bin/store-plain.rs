//! The same with `object_store` alone, in its fastest way: ranges and parts of 8 MiB, several at a time.
//!
//! `take KEY PATH`, `read KEY` or `give PATH KEY`.

use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStoreExt, WriteMultipart};
use std::error::Error;
use std::fs::File;
use std::io::{Read, Write, sink};
use store_tests::minio::{BUCKET, PASSWORD, USER};

const PIECE: usize = 8 << 20;
const AT_A_TIME: usize = 3;

type Result<T = (), E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result {
    // The second time it is known.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = store()?;
        match arguments[..] {
            ["take", key, path] => take(&store, &Path::parse(key)?, File::create(path)?).await,
            ["read", key] => take(&store, &Path::parse(key)?, sink()).await,
            ["give", path, key] => give(&store, File::open(path)?, &Path::parse(key)?).await,
            _ => Err("take KEY PATH, read KEY or give PATH KEY".into()),
        }
    })
}

fn store() -> Result<AmazonS3> {
    let builder = AmazonS3Builder::new().with_endpoint(std::env::var("FLYTE_AWS_ENDPOINT")?);
    let builder = builder.with_bucket_name(BUCKET).with_access_key_id(USER).with_secret_access_key(PASSWORD);
    Ok(builder.with_client_options(ClientOptions::new().with_allow_http(true)).build()?)
}

async fn take(store: &AmazonS3, key: &Path, mut to: impl Write) -> Result {
    let size = store.head(key).await?.size;
    let ranges = (0..size).step_by(PIECE).map(|start| start..size.min(start + PIECE as u64));
    let mut pieces =
        futures_util::stream::iter(ranges).map(|range| store.get_range(key, range)).buffered(AT_A_TIME);
    while let Some(piece) = pieces.try_next().await? {
        to.write_all(&piece)?;
    }
    Ok(())
}

async fn give(store: &AmazonS3, mut from: File, key: &Path) -> Result {
    let mut upload = WriteMultipart::new_with_chunk_size(store.put_multipart(key).await?, PIECE);
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        (&mut from).take(PIECE as u64).read_to_end(&mut piece)?;
        if piece.is_empty() {
            upload.finish().await?;
            return Ok(());
        }
        upload.wait_for_capacity(AT_A_TIME).await?;
        upload.put(piece.into());
    }
}
