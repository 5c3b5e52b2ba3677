//! The GPUs and TPUs of flytekit, under the same names (`extras/accelerators.py`).
//!
//! ```
//! use aileron::accelerators;
//! use aileron::prelude::*;
//!
//! #[task(accelerator = accelerators::L4, requests(gpu = "1"), shared_memory)]
//! fn train(rounds: u32) -> u32 {
//!     rounds
//! }
//! ```
//!
//! For any other device, use [`Accelerator::new`].

pub use crate::entity::Accelerator;

macro_rules! whole {
    ($($name:ident $device:literal $doc:literal;)*) => { $(
        #[doc = $doc]
        pub const $name: Accelerator = Accelerator::whole($device);
    )* };
}

whole! {
    A10G "nvidia-a10g" "NVIDIA A10G.";
    K80 "nvidia-tesla-k80" "NVIDIA Tesla K80.";
    L4 "nvidia-l4" "NVIDIA L4.";
    L40S "nvidia-l40s" "NVIDIA L40S.";
    L4_VWS "nvidia-l4-vws" "NVIDIA L4 as a virtual workstation.";
    M60 "nvidia-tesla-m60" "NVIDIA Tesla M60.";
    P100 "nvidia-tesla-p100" "NVIDIA Tesla P100.";
    P4 "nvidia-tesla-p4" "NVIDIA Tesla P4.";
    T4 "nvidia-tesla-t4" "NVIDIA Tesla T4.";
    V100 "nvidia-tesla-v100" "NVIDIA Tesla V100.";
}

/// NVIDIA H100. Any partition size is accepted, since the sizes depend on the device's memory.
pub const H100: Accelerator = Accelerator::new("nvidia-h100");
/// NVIDIA H200. Any partition size is accepted.
pub const H200: Accelerator = Accelerator::new("nvidia-h200");
/// NVIDIA RTX PRO 6000. Any partition size is accepted.
pub const RTX_PRO_6000: Accelerator = Accelerator::new("nvidia-rtx-pro-6000");

macro_rules! in_parts {
    ($($name:ident $device:literal $doc:literal $parts:literal: $first:literal $($size:literal)*;)*) => { $(
        #[doc = concat!($doc, " Its ", $parts, ": `", $first, "`" $(, ", `", $size, "`")*, ".")]
        pub const $name: Accelerator = Accelerator::in_parts(
            $device,
            &[$first, $($size),*],
            concat!(
                "this device has no ", $parts, " of that size: write one of \"", $first, "\"" $(, ", \"", $size, "\"")*, " [AIL0414]",
            ),
        );
    )* };
}

in_parts! {
    A100 "nvidia-tesla-a100" "NVIDIA A100 with 40 GB." "partitions":
        "1g.5gb" "1g.10gb" "2g.10gb" "3g.20gb" "4g.20gb" "7g.40gb";
    A100_80GB "nvidia-a100-80gb" "NVIDIA A100 with 80 GB." "partitions":
        "1g.10gb" "1g.20gb" "2g.20gb" "3g.40gb" "4g.40gb" "7g.80gb";
    V5E "tpu-v5-lite-podslice" "Google TPU v5e." "slices":
        "1x1" "2x2" "2x4" "4x4" "4x8" "8x8" "8x16" "16x16";
    V5P "tpu-v5p-slice" "Google TPU v5p." "slices":
        "2x2x1" "2x2x2" "2x4x4" "4x4x4" "4x4x8" "4x8x8" "8x8x8" "8x8x16" "8x16x16" "16x16x16" "16x16x24";
    V6E "tpu-v6e-slice" "Google TPU v6e." "slices":
        "1x1" "2x2" "2x4" "4x4" "4x8" "8x8" "8x16" "16x16";
}
