//! Resolves the images of a pod template.

use super::{CONTAINERS, PodTemplate};
use serde_json::{Map, Value};

impl PodTemplate {
    /// Sets the image of each container to what `image` returns for the container's own text, which is empty if it
    /// has none. Only the task's own container may have no image.
    ///
    /// # Errors
    /// Returns every image that can't be resolved.
    pub(crate) fn with_images(
        mut self,
        image: impl Fn(&str) -> Result<String, String>,
    ) -> Result<Self, Vec<String>> {
        let (primary, mut problems) = (self.primary().to_owned(), Vec::new());
        for container in containers(&mut self.spec) {
            let text = |key: &str| container.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let (name, own) = (text("name"), text("image"));
            if own.is_empty() && name == primary {
                continue;
            }
            let subject = match own.as_str() {
                "" => "it has no image, so it gets the default one".to_owned(),
                own => format!("its image `{own}`"),
            };
            match image(&own) {
                Ok(image) if image.is_empty() => {}
                Ok(image) => drop(container.insert("image".to_owned(), image.into())),
                Err(problem) => problems.push(format!("its container `{name}`: {subject}: {problem}")),
            }
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}

impl PodTemplate {
    /// The name and image of each container that has an image.
    pub(crate) fn images(&self) -> impl Iterator<Item = (&str, &str)> {
        let lists = CONTAINERS.iter().filter_map(|(list, _)| self.spec[*list].as_array());
        lists.flatten().filter_map(|container| {
            Some((container["name"].as_str().unwrap_or_default(), container["image"].as_str()?))
        })
    }
}

/// The containers of a specification, including init containers.
pub(crate) fn containers(spec: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let fields = spec.as_object_mut().into_iter().flatten();
    let lists = fields.filter(|(field, _)| CONTAINERS.iter().any(|(list, _)| field == list));
    lists.filter_map(|(_, list)| list.as_array_mut()).flatten().filter_map(Value::as_object_mut)
}
