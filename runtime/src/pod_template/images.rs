//! The images of a pod template.

use super::{CONTAINERS, PodTemplate};
use serde_json::{Map, Value};

impl PodTemplate {
    /// Gives each container the image that `image` makes of its own text, which is empty where it has none. The task's own
    /// container may go without.
    ///
    /// # Errors
    /// With every image that can't be told.
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
            let wanted = match own.as_str() {
                "" => "without an image of its own it has the default one".to_owned(),
                own => format!("its image `{own}`"),
            };
            match image(&own) {
                Ok(image) if image.is_empty() => {}
                Ok(image) => drop(container.insert("image".to_owned(), image.into())),
                Err(problem) => problems.push(format!("its container `{name}`: {wanted}: {problem}")),
            }
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}

impl PodTemplate {
    /// Name and image of each container that has one.
    pub(crate) fn images(&self) -> impl Iterator<Item = (&str, &str)> {
        let lists = CONTAINERS.iter().filter_map(|(list, _)| self.spec[*list].as_array());
        lists.flatten().filter_map(|container| {
            Some((container["name"].as_str().unwrap_or_default(), container["image"].as_str()?))
        })
    }
}

/// The containers of a specification, of each kind.
pub(crate) fn containers(spec: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let fields = spec.as_object_mut().into_iter().flatten();
    let lists = fields.filter(|(field, _)| CONTAINERS.iter().any(|(list, _)| field == list));
    lists.filter_map(|(_, list)| list.as_array_mut()).flatten().filter_map(Value::as_object_mut)
}
