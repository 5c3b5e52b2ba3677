//! Shared memory of the processes of a container.

use super::PodTemplate;
use serde_json::{Value, json};

const PLACE: &str = "/dev/shm";

impl PodTemplate {
    /// Adds a volume in memory at `/dev/shm` of the only container. Its size is limited by the container's memory.
    ///
    /// Use this in a plugin, or for a cluster whose Flyte does not know `shared_memory`.
    ///
    /// ```
    /// use aileron::PodTemplate;
    ///
    /// let once = PodTemplate::default().with_shared_memory().unwrap();
    /// assert!(once.with_shared_memory().unwrap_err().starts_with("its container has a volume at `/dev/shm`"));
    /// ```
    ///
    /// # Errors
    /// Fails if there are several containers and none of them is the obvious one, or if something is mounted at that
    /// path.
    pub fn with_shared_memory(mut self) -> Result<Self, String> {
        let primary = self.primary().to_owned();
        let mut containers = take(&mut self.spec, "containers");
        if containers.is_empty() {
            containers.push(json!({ "name": primary }));
        }
        let [container] = &mut containers[..] else {
            return Err(format!(
                "it has several containers, so it is unclear which one needs more shared memory: mount a volume in memory at \
                                 `{PLACE}` of that container yourself"
            ));
        };
        let mut mounts = take(container, "volumeMounts");
        if mounts.iter().any(|mount| mount["mountPath"] == PLACE) {
            return Err(format!("its container has a volume at `{PLACE}` already: keep one of them"));
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

/// Takes the list with that name; empty if there is none.
fn take(object: &mut Value, name: &str) -> Vec<Value> {
    match object.get_mut(name).map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    }
}
