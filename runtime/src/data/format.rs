//! What is in a file, as its type says.

/// What is in a [`File`](crate::File), or in the files of a [`Directory`](crate::Directory).
///
/// Flyte compares the names when a workflow is registered: a task that wants CSV takes no PNG. The empty name fits
/// every other. A format of your own is a type of your own:
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
/// It is what flytekit has in `FlyteFile["fasta"]`.
pub trait Format: 'static {
    /// The name on the wire.
    const NAME: &'static str;
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
    /// Anything: flytekit's plain `FlyteFile` and `FlyteDirectory`.
    Any "";
    /// Comma-separated values: flytekit's `CSVFile`.
    Csv "csv";
    /// HDF5: flytekit's `HDF5EncodedFile`.
    Hdf5 "hdf5";
    /// A page: flytekit's `HTMLPage`.
    Html "html";
    /// JPEG: flytekit's `JPEGImageFile`.
    Jpeg "jpeg";
    /// JSON: `FlyteFile["json"]`.
    Json "json";
    /// Parquet: the usual format of a dataset, and `FlyteFile["parquet"]`.
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
