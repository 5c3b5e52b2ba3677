//! Sends requests that somebody else has made, four at a time, and does nothing else: no checks, no retries, no progress.
//!
//! `bare-register HOST:PORT FILE VERSION`. The file has the requests of one group after another: the path of a call, a line end, and
//! for each request its length in four bytes and its bytes; a length of zero ends the group. In the requests, the version is a
//! placeholder of the same length.

use bytes::{Buf, BufMut, Bytes};
use futures_util::{StreamExt, TryStreamExt, stream};
use std::error::Error;
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// What stands in the requests where the version belongs.
const PLACEHOLDER: &[u8] = b"v0000000000000000000";
/// As many calls as flytekit and Aileron make.
const AT_ONCE: usize = 4;

type Result<T = (), E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file, version] = &arguments[..] else { return Err("HOST:PORT FILE VERSION".into()) };
    let requests = std::fs::read(file)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(send(address, requests.into(), version))
}

async fn send(address: &str, mut requests: Bytes, version: &str) -> Result {
    let channel = Endpoint::from_shared(format!("http://{address}"))?.connect().await?;
    while !requests.is_empty() {
        let end = requests.iter().position(|byte| *byte == b'\n').ok_or("a path without an end")?;
        let path = PathAndQuery::try_from(&requests.split_to(end)[..])?;
        requests.advance(1);
        let mut group = Vec::new();
        loop {
            let length = usize::try_from(requests.get_u32())?;
            if length == 0 {
                break;
            }
            group.push(of_version(&requests.split_to(length), version));
        }
        let calls = group.into_iter().map(|request| call(channel.clone(), path.clone(), request));
        stream::iter(calls).buffer_unordered(AT_ONCE).try_for_each(async |()| Ok(())).await?;
    }
    Ok(())
}

/// A request with this version in place of the placeholder.
fn of_version(request: &[u8], version: &str) -> Bytes {
    let mut request = request.to_vec();
    let mut at = 0;
    while let Some(next) = request[at..].windows(PLACEHOLDER.len()).position(|part| part == PLACEHOLDER) {
        at += next;
        request[at..at + PLACEHOLDER.len()].copy_from_slice(version.as_bytes());
    }
    request.into()
}

async fn call(channel: Channel, path: PathAndQuery, request: Bytes) -> Result<(), Status> {
    let mut grpc = Grpc::new(channel);
    grpc.ready().await.map_err(|error| Status::from_error(error.into()))?;
    grpc.unary(Request::new(request), path, Raw).await.map(drop)
}

/// Bytes as they are.
#[derive(Clone, Copy)]
struct Raw;

impl Codec for Raw {
    type Encode = Bytes;
    type Decode = ();
    type Encoder = Raw;
    type Decoder = Raw;

    fn encoder(&mut self) -> Raw {
        Raw
    }

    fn decoder(&mut self) -> Raw {
        Raw
    }
}

impl Encoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, into: &mut EncodeBuf<'_>) -> Result<(), Status> {
        into.put(item);
        Ok(())
    }
}

impl Decoder for Raw {
    type Item = ();
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<()>, Status> {
        from.advance(from.remaining());
        Ok(Some(()))
    }
}
