//! The command line of Docker, and of Podman, which is the same.

/// A container to start.
#[derive(Debug)]
pub(super) struct ContainerRun<'a> {
    /// The name with which it can be removed.
    pub(super) name: &'a str,
    pub(super) image: &'a str,
    /// Replaces the image's entrypoint; empty for the image's own.
    pub(super) command: &'a [String],
    pub(super) arguments: &'a [String],
    pub(super) env: &'a [(String, String)],
    /// Variables whose values Docker takes from its own environment, since every user of the machine can see
    /// arguments.
    pub(super) passed: &'a [String],
    /// Folders on this machine, and their paths in the container.
    pub(super) folders: &'a [(String, String)],
}

impl ContainerRun<'_> {
    /// The arguments after `docker`.
    ///
    /// The first word of the command replaces the entrypoint; the others come before the arguments. This is what
    /// Kubernetes does.
    pub(super) fn arguments(&self) -> Vec<String> {
        let mut call: Vec<String> = ["run", "--rm", "--name", self.name].map(str::to_owned).into();
        for (name, value) in self.env {
            call.extend(["--env".to_owned(), format!("{name}={value}")]);
        }
        for name in self.passed {
            call.extend(["--env".to_owned(), name.clone()]);
        }
        for (here, there) in self.folders {
            let fields = [format!("source={here}"), format!("target={there}")].map(field);
            call.extend(["--mount".to_owned(), format!("type=bind,{}", fields.join(","))]);
        }
        let mut command = self.command.iter();
        if let Some(entrypoint) = command.next() {
            call.extend(["--entrypoint".to_owned(), entrypoint.clone()]);
        }
        call.push(self.image.to_owned());
        call.extend(command.chain(self.arguments).cloned());
        call
    }
}

/// Quotes a field of a line of CSV if needed: Docker and Podman parse a mount as such a line (Go `encoding/csv`).
fn field(text: String) -> String {
    let needs = text.contains([',', '"', '\r', '\n']);
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::ContainerRun;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_command_replaces_the_entrypoint_and_arguments_follow_it() {
        let call = ContainerRun {
            name: "aileron-1",
            image: "ghcr.io/acme/geo:v2",
            command: &owned(&["sh", "-c"]),
            arguments: &owned(&["echo 'a b'", ""]),
            env: &[("A".to_owned(), "x y=z".to_owned())],
            passed: &owned(&["TOKEN"]),
            folders: &[("/tmp/1/inputs".to_owned(), "/var/inputs".to_owned())],
        };
        let expected = [
            "run",
            "--rm",
            "--name",
            "aileron-1",
            "--env",
            "A=x y=z",
            "--env",
            "TOKEN",
            "--mount",
            "type=bind,source=/tmp/1/inputs,target=/var/inputs",
            "--entrypoint",
            "sh",
            "ghcr.io/acme/geo:v2",
            "-c",
            "echo 'a b'",
            "",
        ];
        assert_eq!(call.arguments(), expected);
    }

    #[test]
    fn without_a_command_the_images_entrypoint_runs() {
        let arguments = owned(&["--help"]);
        let call = ContainerRun {
            name: "n",
            image: "i",
            command: &[],
            arguments: &arguments,
            env: &[],
            passed: &[],
            folders: &[],
        };
        assert_eq!(call.arguments(), ["run", "--rm", "--name", "n", "i", "--help"]);
    }

    /// Go 1.26's `encoding/csv` parses these texts.
    #[test]
    fn a_field_is_quoted_if_needed() {
        for (text, expected) in [
            ("source=/a b:c'd", "source=/a b:c'd"),
            ("source=/a,b", "\"source=/a,b\""),
            ("source=/a\"b", "\"source=/a\"\"b\""),
            ("source=/a\nb", "\"source=/a\nb\""),
        ] {
            assert_eq!(super::field(text.to_owned()), expected);
        }
    }
}
