//! A file as the body of a request.

use super::progress::Transfer;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// How much is read at once, in bytes.
const PIECE: usize = 256 * 1024;

/// A file as the body of a request, from where it stands. Its length is known before it is read, so the request tells it.
pub(crate) struct FileBody {
    file: File,
    left: u64,
    transfer: Arc<Transfer>,
}

impl FileBody {
    pub(crate) fn new(file: File, length: u64, transfer: Arc<Transfer>) -> Self {
        FileBody { file, left: length, transfer }
    }

    fn piece(&mut self) -> io::Result<Option<Bytes>> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; PIECE.min(usize::try_from(self.left).unwrap_or(PIECE))];
        let read = self.file.read(&mut piece)?;
        if read == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it became shorter while it was sent"));
        }
        piece.truncate(read);
        self.left -= read as u64;
        self.transfer.add(read as u64);
        Ok(Some(piece.into()))
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Poll::Ready(self.get_mut().piece().transpose().map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
