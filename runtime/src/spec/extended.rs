//! Resources that are not a quantity of Kubernetes: accelerators and shared memory.

use crate::entity::{Accelerator, Part, Settings};
use aileron_idl::core::gpu_accelerator::PartitionSizeValue;
use aileron_idl::core::{ExtendedResources, GpuAccelerator, SharedMemory};

/// The name of the volume in memory, and its path in the container (flytekit `core/constants.py`).
pub(super) const VOLUME: &str = "flyte-shared-memory";
pub(super) const FOLDER: &str = "/dev/shm";

/// The extended resources of a task; `None` if it needs none, as in flytekit.
pub(super) fn resources(settings: &Settings) -> Option<ExtendedResources> {
    let resources = ExtendedResources {
        gpu_accelerator: settings.accelerator.map(device),
        shared_memory: settings.shared_memory.map(memory),
    };
    (resources != ExtendedResources::default()).then_some(resources)
}

fn device(accelerator: Accelerator) -> GpuAccelerator {
    let part = match accelerator.part {
        Part::Any => None,
        Part::Whole => Some(PartitionSizeValue::Unpartitioned(true)),
        Part::Size(size) => Some(PartitionSizeValue::PartitionSize(size.to_owned())),
    };
    GpuAccelerator { device: accelerator.device().to_owned(), partition_size_value: part }
}

fn memory(size: &str) -> SharedMemory {
    SharedMemory { mount_path: FOLDER.to_owned(), mount_name: VOLUME.to_owned(), size_limit: size.to_owned() }
}
