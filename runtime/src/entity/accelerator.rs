//! The hardware that a task wants beside its processor.

/// A kind of GPU or TPU, or a part of one, that a task runs on: `#[task(accelerator = …)]`.
///
/// ```
/// use aileron::accelerators::{A100, Accelerator, T4, V5E};
/// use aileron::prelude::*;
///
/// #[task(accelerator = T4, requests(gpu = "2"))]
/// fn label(images: Directory) -> i64 {
///     0
/// }
///
/// #[task(accelerator = A100.partition("2g.10gb"), requests(gpu = "1"))]
/// fn tune(model: File) -> f64 {
///     0.5
/// }
///
/// #[task(accelerator = V5E.slice("2x4"), requests(gpu = "8"))]
/// fn train(model: File) -> f64 {
///     0.5
/// }
///
/// /// One that has no name here.
/// const OURS: Accelerator = Accelerator::new("nvidia-b200");
///
/// #[task(accelerator = OURS.unpartitioned(), requests(gpu = "1"))]
/// fn serve(model: File) {}
/// ```
///
/// The name is what the nodes of the cluster are labelled with, and its administrator may have other names than these.
/// How many of them a task gets is its amount of `gpu`, for TPUs as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accelerator {
    device: &'static str,
    parts: Parts,
    pub(crate) part: Part,
}

/// Which parts a device has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// It is used whole.
    None,
    /// These.
    Some {
        sizes: &'static [&'static str],
        /// What is said of any other.
        otherwise: &'static str,
    },
    /// Whatever the cluster has.
    Any,
}

/// How much of a device a task wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Whatever there is.
    Any,
    /// One that is not partitioned.
    Whole,
    /// A part of that size.
    Size(&'static str),
}

impl Accelerator {
    /// A device by the name that its nodes are labelled with.
    ///
    /// # Panics
    /// When the name is empty. In an attribute or a constant that is when the crate compiles.
    #[must_use]
    #[track_caller]
    pub const fn new(device: &'static str) -> Self {
        assert!(
            !device.is_empty(),
            "an accelerator has the name that its nodes are labelled with: write one such as \"nvidia-tesla-t4\""
        );
        Accelerator { device, parts: Parts::Any, part: Part::Any }
    }

    pub(crate) const fn whole(device: &'static str) -> Self {
        Accelerator { device, parts: Parts::None, part: Part::Any }
    }

    pub(crate) const fn in_parts(
        device: &'static str,
        sizes: &'static [&'static str],
        otherwise: &'static str,
    ) -> Self {
        Accelerator { device, parts: Parts::Some { sizes, otherwise }, part: Part::Any }
    }

    /// A partition of a GPU, which has a share of its memory and processors to itself.
    ///
    /// ```
    /// use aileron::accelerators::{A100_80GB, Accelerator};
    ///
    /// const SMALL: Accelerator = A100_80GB.partition("1g.10gb");
    /// ```
    ///
    /// A size that the device does not have is an error of the compiler:
    ///
    /// ```compile_fail
    /// # use aileron::accelerators::{A100_80GB, Accelerator};
    /// const SMALL: Accelerator = A100_80GB.partition("1g.5gb");
    /// ```
    ///
    /// What a device has is the list of NVIDIA's user guide of MIG, for the devices that flytekit has partitions of; of
    /// one made by [`Accelerator::new`], any size is taken.
    ///
    /// # Panics
    /// When there is no such partition. In an attribute or a constant that is when the crate compiles.
    #[must_use]
    #[track_caller]
    pub const fn partition(self, size: &'static str) -> Self {
        match self.parts {
            Parts::None => panic!(
                "this device is not partitioned: name the device alone, or make it by `Accelerator::new(\"…\")` if your cluster \
                 has partitions of it all the same [AIL0414]"
            ),
            Parts::Some { sizes, otherwise } => assert!(has(sizes, size), "{}", otherwise),
            Parts::Any => {
                assert!(!size.is_empty(), "a partition has a size: write one such as \"1g.10gb\" [AIL0414]");
            }
        }
        Accelerator { part: Part::Size(size), ..self }
    }

    /// A slice of a TPU, by its topology: [`partition`](Accelerator::partition) by the name that Google has for it.
    ///
    /// # Panics
    /// When there is no such slice. In an attribute or a constant that is when the crate compiles.
    #[must_use]
    #[track_caller]
    pub const fn slice(self, topology: &'static str) -> Self {
        self.partition(topology)
    }

    /// A device that is not partitioned, where the cluster has both.
    #[must_use]
    pub const fn unpartitioned(self) -> Self {
        Accelerator { part: Part::Whole, ..self }
    }

    /// The name that its nodes are labelled with.
    #[must_use]
    pub const fn device(&self) -> &'static str {
        self.device
    }
}

const fn has(sizes: &[&str], size: &str) -> bool {
    let mut at = 0;
    while at < sizes.len() {
        if equal(sizes[at].as_bytes(), size.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn equal(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
