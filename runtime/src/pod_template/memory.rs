//! Memory that the processes of a container share.

use super::PodTemplate;
use serde_json::{Value, json};

const PLACE: &str = "/dev/shm";

impl PodTemplate {
    /// The same with a volume in memory at `/dev/shm` of the only container, up to its limit of memory.
    ///
    /// A plugin asks for it, or a program for a cluster on which Flyte does not know of `shared_memory`.
    ///
    /// ```
    /// use aileron::PodTemplate;
    ///
    /// let once = PodTemplate::default().with_shared_memory().unwrap();
    /// assert!(once.with_shared_memory().unwrap_err().starts_with("its container has a volume at `/dev/shm`"));
    /// ```
    ///
    /// # Errors
    /// When it has several containers, of which none is the obvious one, or something at that place.
    pub fn with_shared_memory(mut self) -> Result<Self, String> {
        let primary = self.primary().to_owned();
        let mut containers = take(&mut self.spec, "containers");
        if containers.is_empty() {
            containers.push(json!({ "name": primary }));
        }
        let [container] = &mut containers[..] else {
            return Err(format!(
                "it has several containers, so it does not say which one is to have more shared memory: mount a volume in \
                 memory at `{PLACE}` of that one yourself"
            ));
        };
        let mut mounts = take(container, "volumeMounts");
        if mounts.iter().any(|mount| mount["mountPath"] == PLACE) {
            return Err(format!("its container has a volume at `{PLACE}` already: keep one of the two"));
        }
        mounts.push(json!({"name": "shm", "mountPath": PLACE}));
        container["volumeMounts"] = mounts.into();
        let mut volumes = take(&mut self.spec, "volumes");
        volumes.push(json!({"name": "shm", "emptyDir": {"medium": "Memory"}}));
        self.spec["containers"] = containers.into();
        self.spec["volumes"] = volumes.into();
        Ok(self)
    }
}

/// The list of that name; an empty one where there is none.
fn take(object: &mut Value, name: &str) -> Vec<Value> {
    match object.get_mut(name).map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    }
}
