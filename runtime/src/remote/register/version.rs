//! The version of what is registered, if nobody names one: a digest of what pods will run.

use crate::check::{Message, Package};
use crate::program::own_file;
use crate::sha256::Sha256;
use aileron_idl::prost::Message as _;
use std::fs::File;
use std::io::{self, Read};

/// How many characters of the digest make the version. Half of it is enough, and short to read.
const LENGTH: usize = 32;

/// How much of the program is read at once.
const PIECE: usize = 1 << 16;

/// The version of a package whose ids have none: the same for the same program and the same specs, and of 32 characters. Other
/// places of registration don't change it.
///
/// # Errors
/// Fails if the program can't be read.
pub(super) fn of(package: &Package) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut program = File::open(own_file()?)?;
    let mut piece = vec![0; PIECE];
    loop {
        match program.read(&mut piece)? {
            0 => break,
            count => digest.update(&piece[..count]),
        }
    }
    for item in &package.items {
        let (kind, bytes) = match &item.message {
            Message::Task(spec) => (1_u8, spec.encode_to_vec()),
            Message::Workflow(spec) => (2, spec.encode_to_vec()),
            Message::LaunchPlan(plan) => (3, plan.encode_to_vec()),
        };
        digest.update(&[kind]);
        digest.update(&(bytes.len() as u64).to_le_bytes());
        digest.update(&bytes);
    }
    let mut version = digest.hex();
    version.truncate(LENGTH);
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::{task, workflow};
    use super::*;

    fn version(messages: Vec<Message>) -> String {
        let mut package = Package::default();
        for message in messages {
            package.push(String::new(), message);
        }
        of(&package).expect("a version")
    }

    #[test]
    fn the_same_specs_of_the_same_program_have_the_same_version() {
        let one = version(vec![task("a"), workflow("w", &["a"], &[])]);
        assert_eq!(one, version(vec![task("a"), workflow("w", &["a"], &[])]));
        assert_ne!(one, version(vec![task("a"), workflow("w", &["b"], &[])]));
        assert_ne!(one, version(vec![task("a")]));
        aileron_grammar::name::version(&one).expect("a version that Flyte takes");
        assert_eq!(one.len(), 32);
    }
}
