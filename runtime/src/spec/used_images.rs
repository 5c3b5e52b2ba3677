//! Who uses which image.

use super::Specs;
use crate::entity::{Entity, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Who uses an image.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ImageUse {
    pub(crate) tasks: BTreeSet<String>,
    /// Whether one of them runs this program, so that it has to be in the image.
    pub(crate) runs_program: bool,
}

impl Specs<'_> {
    /// The images of all tasks and calls, by reference.
    pub(crate) fn used_images(&self) -> BTreeMap<String, ImageUse> {
        let mut used: BTreeMap<String, ImageUse> = BTreeMap::new();
        let mut note = |image: &str, task: &Entity, target: &Target| {
            if !image.is_empty() {
                let of_it = used.entry(image.to_owned()).or_default();
                of_it.tasks.insert(task.name.to_owned());
                of_it.runs_program |= matches!(target, Target::Program | Target::Shell(_));
            }
        };
        for (task, parts) in self.registry.tasks() {
            note(self.images.image(parts.settings), task, &parts.settings.target);
        }
        for member in self.graphs.iter() {
            member.graph.each_node(&mut |node| {
                if let (Some(call), Some(task)) = (node.settings, node.entity())
                    && let Some(settings) = task.settings()
                {
                    note(self.node_images.image(call.others), task, &settings.target);
                }
            });
        }
        used
    }
}
