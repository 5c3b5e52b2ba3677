//! The pages of a parquet file's columns, read one by one and counted.

use crate::lock::lock;
use crate::storage::Parts;
use bytes::Bytes;
use parquet::column::page::{Page, PageIterator, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// The file, which its columns read in turn.
pub(super) struct Source {
    parts: Mutex<Parts>,
    /// The store's error, which the decoder would report as an error of the format.
    error: Mutex<Option<io::Error>>,
}

impl Source {
    pub(super) fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Source { parts: Mutex::new(parts), error: Mutex::new(None) })
    }

    pub(super) fn parts(&self) -> MutexGuard<'_, Parts> {
        lock(&self.parts)
    }

    /// The error of the transfer, if there was one.
    pub(super) fn error(&self) -> Option<io::Error> {
        lock(&self.error).take()
    }

    fn read(&self, range: std::ops::Range<u64>) -> Result<Bytes> {
        self.parts().read(range).map_err(|error| {
            let error = crate::context::io_error(error);
            let why = ParquetError::General(error.to_string());
            *lock(&self.error) = Some(error);
            why
        })
    }
}

/// The bytes of one column of one row group; a window of them is in memory.
#[derive(Clone)]
struct Chunk {
    source: Arc<Source>,
    size: u64,
    /// How many bytes are read at once.
    step: u64,
    end: u64,
    window: Arc<Mutex<(u64, Bytes)>>,
}

impl Chunk {
    /// The bytes from `start` on, at least as many as are wanted if the column has them.
    fn at(&self, start: u64, wanted: u64) -> Result<Bytes> {
        let mut window = lock(&self.window);
        let held = window.0..window.0 + window.1.len() as u64;
        let end = start.saturating_add(wanted);
        if start < held.start || end > held.end {
            // A header that begins after the end of the column is reported by the caller.
            let last = start.saturating_add(self.step.max(wanted)).min(self.end.max(end)).min(self.size);
            *window = (start, self.source.read(start..last.max(start))?);
        }
        let from = usize::try_from(start - window.0).unwrap_or(usize::MAX).min(window.1.len());
        Ok(window.1.slice(from..))
    }
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.size
    }
}

impl ChunkReader for Chunk {
    type T = Onward;

    fn get_read(&self, start: u64) -> Result<Onward> {
        Ok(Onward { chunk: self.clone(), at: start, held: Bytes::new() })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let bytes = self.at(start, length as u64)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF(format!("{length} bytes are missing at {start}")));
        }
        Ok(bytes.slice(..length))
    }
}

/// Reads on from a position.
pub(super) struct Onward {
    chunk: Chunk,
    at: u64,
    held: Bytes,
}

impl Read for Onward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.held.is_empty() {
            if self.at >= self.chunk.size {
                return Ok(0);
            }
            self.held = self.chunk.at(self.at, 1).map_err(io::Error::other)?;
        }
        let count = buffer.len().min(self.held.len());
        buffer[..count].copy_from_slice(&self.held.split_to(count));
        self.at += count as u64;
        Ok(count)
    }
}

/// Counts the memory of a batch's pages against a limit.
pub(super) struct Meter {
    limit: usize,
    /// How many batches were begun.
    batch: AtomicUsize,
    spent: AtomicUsize,
    is_over: AtomicBool,
}

impl Meter {
    /// Without a limit for a batch of one row, which can't be made smaller.
    pub(super) fn new(limit: Option<usize>) -> Arc<Self> {
        let limit = limit.unwrap_or(usize::MAX);
        Arc::new(Meter {
            limit,
            batch: AtomicUsize::new(0),
            spent: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        })
    }

    /// Begins a new batch.
    pub(super) fn restart(&self) {
        self.batch.fetch_add(1, Ordering::Relaxed);
        self.spent.store(0, Ordering::Relaxed);
    }

    fn batch(&self) -> usize {
        self.batch.load(Ordering::Relaxed)
    }

    /// Whether a batch exceeded the limit.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn spend(&self, bytes: usize) -> Result<()> {
        let before = self.spent.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > self.limit {
            self.is_over.store(true, Ordering::Relaxed);
            return Err(ParquetError::General("the batch exceeds its memory limit".to_owned()));
        }
        Ok(())
    }
}

/// One column of one row group.
pub(super) struct Pages {
    reader: Option<Result<Box<dyn PageReader>>>,
}

impl Pages {
    pub(super) fn new(
        source: &Arc<Source>,
        column: &ColumnChunkMetaData,
        rows: usize,
        step: u64,
        meter: &Arc<Meter>,
    ) -> Self {
        let range = range(column);
        let chunk = Chunk {
            source: Arc::clone(source),
            size: source.parts().size(),
            step: step.max(1),
            end: range.end,
            window: Arc::new(Mutex::new((0, Bytes::new()))),
        };
        let descriptor = column.column_descr();
        let are_kept = descriptor.physical_type() == parquet::basic::Type::BYTE_ARRAY;
        let is_repeated = descriptor.max_rep_level() > 0;
        let meter = Arc::clone(meter);
        let pages = SerializedPageReader::new(Arc::new(chunk), column, rows, None);
        let reader = pages.map(|pages| -> Box<dyn PageReader> {
            Box::new(Counted { pages, meter, batch: 0, are_kept, is_repeated })
        });
        Pages { reader: Some(reader) }
    }
}

/// The range of a column's bytes in the file; empty for a broken column.
pub(super) fn range(column: &ColumnChunkMetaData) -> std::ops::Range<u64> {
    let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
    let start = u64::try_from(start).unwrap_or_default();
    start..start.saturating_add(u64::try_from(column.compressed_size()).unwrap_or_default())
}

impl Iterator for Pages {
    type Item = Result<Box<dyn PageReader>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.reader.take()
    }
}

impl PageIterator for Pages {}

/// Pages that are counted, except the first one of a batch, which has to be in memory anyway.
struct Counted {
    pages: SerializedPageReader<Chunk>,
    meter: Arc<Meter>,
    /// The batch whose first page was read.
    batch: usize,
    /// Whether decoded values refer to the page's bytes, so that the page stays in memory.
    are_kept: bool,
    /// Whether a row may have any number of values.
    is_repeated: bool,
}

impl Counted {
    fn count(&mut self, page: &Page) -> Result<()> {
        let batch = self.meter.batch();
        if matches!(page, Page::DictionaryPage { .. }) {
            return Ok(());
        }
        if self.batch != batch {
            self.batch = batch;
            return Ok(());
        }
        let number = usize::try_from(page.num_values()).unwrap_or(usize::MAX);
        let values = if self.is_repeated { number.saturating_mul(size_of::<u128>()) } else { 0 };
        let bytes = if self.are_kept { page.buffer().len() } else { 0 };
        self.meter.spend(values.saturating_add(bytes))
    }
}

impl PageReader for Counted {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        page.iter().try_for_each(|page| self.count(page))?;
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn supports_deferred_dictionary(&self) -> bool {
        self.pages.supports_deferred_dictionary()
    }

    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>> {
        self.pages.take_deferred_dictionary()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

impl Iterator for Counted {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
