//! Accelerators: GPUs and TPUs that a task needs.

/// A kind of GPU or TPU, or a part of one, that a task needs: `#[task(accelerator = …)]`.
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
/// /// A device that has no constant.
/// const OURS: Accelerator = Accelerator::new("nvidia-b200");
///
/// #[task(accelerator = OURS.unpartitioned(), requests(gpu = "1"))]
/// fn serve(model: File) {}
/// ```
///
/// The device is the value of a label on the cluster's nodes; an administrator may have chosen other names than
/// these. The amount of `gpu` is the number of devices that the task gets, for TPUs as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accelerator {
    device: &'static str,
    parts: Parts,
    pub(crate) part: Part,
}

/// The parts of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// It can only be used as a whole.
    None,
    /// It has parts of these sizes.
    Some {
        sizes: &'static [&'static str],
        /// The error for any other size.
        otherwise: &'static str,
    },
    /// It may have parts of any size.
    Any,
}

/// How much of a device a task needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The whole device or any part.
    Any,
    /// A device that is not partitioned.
    Whole,
    /// A part of that size.
    Size(&'static str),
}

impl Accelerator {
    /// An accelerator with the name that labels its nodes.
    ///
    /// # Panics
    /// Panics if the name is empty. In an attribute or a constant, that is an error of the compiler.
    #[must_use]
    #[track_caller]
    pub const fn new(device: &'static str) -> Self {
        assert!(
            !device.is_empty(),
            "an accelerator needs the name that labels its nodes: write one such as \"nvidia-tesla-t4\""
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

    /// A partition of this GPU, which has its own share of memory and processors.
    ///
    /// ```
    /// use aileron::accelerators::{A100_80GB, Accelerator};
    ///
    /// const SMALL: Accelerator = A100_80GB.partition("1g.10gb");
    /// ```
    ///
    /// If the device has no such partition, the compiler reports an error:
    ///
    /// ```compile_fail
    /// # use aileron::accelerators::{A100_80GB, Accelerator};
    /// const SMALL: Accelerator = A100_80GB.partition("1g.5gb");
    /// ```
    ///
    /// The partitions of flytekit's devices are those in NVIDIA's user guide for MIG. A device made with
    /// [`Accelerator::new`] accepts any size.
    ///
    /// # Panics
    /// Panics if there is no such partition. In an attribute or a constant, that is an error of the compiler.
    #[must_use]
    #[track_caller]
    pub const fn partition(self, size: &'static str) -> Self {
        match self.parts {
            Parts::None => panic!(
                "this device has no partitions: name the device alone, or use `Accelerator::new(\"…\")` if your cluster \
                                 partitions it nevertheless [AIL0414]"
            ),
            Parts::Some { sizes, otherwise } => assert!(has(sizes, size), "{}", otherwise),
            Parts::Any => {
                assert!(
                    !size.is_empty(),
                    "a partition needs a size: write one such as \"1g.10gb\" [AIL0414]"
                );
            }
        }
        Accelerator { part: Part::Size(size), ..self }
    }

    /// A slice of this TPU with the given topology. Google's word for [`partition`](Accelerator::partition).
    ///
    /// # Panics
    /// Panics if there is no such slice. In an attribute or a constant, that is an error of the compiler.
    #[must_use]
    #[track_caller]
    pub const fn slice(self, topology: &'static str) -> Self {
        self.partition(topology)
    }

    /// A device that is not partitioned, if the cluster has both kinds.
    #[must_use]
    pub const fn unpartitioned(self) -> Self {
        Accelerator { part: Part::Whole, ..self }
    }

    /// Returns the name that labels the device's nodes.
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
