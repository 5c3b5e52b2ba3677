//! The command line of Docker, which is Podman's as well.

/// A container to run.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// By which it can be removed.
    pub(super) name: &'a str,
    pub(super) image: &'a str,
    /// What replaces the image's entrypoint; empty for that.
    pub(super) command: &'a [String],
    pub(super) arguments: &'a [String],
    pub(super) env: &'a [(String, String)],
    /// Folders of this machine and where the container sees them.
    pub(super) folders: &'a [(String, String)],
}

impl Call<'_> {
    /// What follows `docker`.
    ///
    /// The first word of a command is the entrypoint, the others come before the arguments, as Kubernetes has it.
    pub(super) fn arguments(&self) -> Vec<String> {
        let mut call: Vec<String> = ["run", "--rm", "--name", self.name].map(str::to_owned).into();
        for (name, value) in self.env {
            call.extend(["--env".to_owned(), format!("{name}={value}")]);
        }
        for (here, there) in self.folders {
            call.extend(["--mount".to_owned(), format!("type=bind,source={here},target={there}")]);
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

#[cfg(test)]
mod tests {
    use super::Call;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_command_replaces_the_entrypoint_and_arguments_follow_it() {
        let call = Call {
            name: "aileron-1",
            image: "ghcr.io/acme/geo:v2",
            command: &owned(&["sh", "-c"]),
            arguments: &owned(&["echo 'a b'", ""]),
            env: &[("A".to_owned(), "x y=z".to_owned())],
            folders: &[("/tmp/1/inputs".to_owned(), "/var/inputs".to_owned())],
        };
        let wanted = [
            "run",
            "--rm",
            "--name",
            "aileron-1",
            "--env",
            "A=x y=z",
            "--mount",
            "type=bind,source=/tmp/1/inputs,target=/var/inputs",
            "--entrypoint",
            "sh",
            "ghcr.io/acme/geo:v2",
            "-c",
            "echo 'a b'",
            "",
        ];
        assert_eq!(call.arguments(), wanted);
    }

    #[test]
    fn without_a_command_the_images_own_entrypoint_runs() {
        let arguments = owned(&["--help"]);
        let call =
            Call { name: "n", image: "i", command: &[], arguments: &arguments, env: &[], folders: &[] };
        assert_eq!(call.arguments(), ["run", "--rm", "--name", "n", "i", "--help"]);
    }
}
