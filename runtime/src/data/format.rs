//! File formats: what a file contains, as its type says.

/// The format of a [`File`](crate::File), or of the files of a [`Directory`](crate::Directory).
///
/// Flyte compares the names of formats when a workflow is registered: a task that takes CSV does not accept PNG. The
/// empty name fits every other. To add a format, declare a type for it:
///
/// ```
/// use aileron::data::Format;
/// use aileron::prelude::*;
///
/// struct Fasta;
///
/// impl Format for Fasta {
///     const NAME: &'static str = "fasta";
/// }
///
/// #[task]
/// fn sequences(genome: File<Fasta>) -> std::io::Result<i64> {
///     Ok(genome.text()?.lines().filter(|line| line.starts_with('>')).count() as i64)
/// }
/// ```
///
/// In flytekit this is `FlyteFile["fasta"]`.
pub trait Format: 'static {
    /// The name of the format on the wire.
    const NAME: &'static str;
}

/// Whether Flyte accepts a value of the one format where the other is wanted: they are equal, or one is any.
pub(super) const fn fits(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || one.eq_ignore_ascii_case(other)
}

macro_rules! formats {
    ($($(#[$doc:meta])* $type:ident $name:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {}

        impl Format for $type {
            const NAME: &'static str = $name;
        }
    )* };
}

formats! {
    /// Any format: flytekit's plain `FlyteFile` and `FlyteDirectory`.
    Any "";
    /// Comma-separated values: flytekit's `CSVFile`.
    Csv "csv";
    /// HDF5: flytekit's `HDF5EncodedFile`.
    Hdf5 "hdf5";
    /// HTML: flytekit's `HTMLPage`.
    Html "html";
    /// JPEG: flytekit's `JPEGImageFile`.
    Jpeg "jpeg";
    /// JSON: `FlyteFile["json"]`.
    Json "json";
    /// Parquet: the default format of datasets, and `FlyteFile["parquet"]`.
    Parquet "parquet";
    /// PDF: flytekit's `PDFFile`.
    Pdf "pdf";
    /// PNG: flytekit's `PNGImageFile`.
    Png "png";
    /// SVG: flytekit's `SVGImageFile`.
    Svg "svg";
    /// Text: `FlyteFile["txt"]`.
    Text "txt";
}
