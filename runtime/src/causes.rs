//! Prints an error and its causes.

use std::error::Error;
use std::fmt;

/// Shows an error, then each of its causes on a line, from the outermost to the innermost.
///
/// Many errors include the text of their source. Such a cause is not repeated.
pub(crate) struct Causes<'e>(pub(crate) &'e (dyn Error + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.to_string();
        f.write_str(&shown)?;
        for cause in std::iter::successors(self.0.source(), |error| (*error).source()) {
            let text = cause.to_string();
            if !shown.contains(&text) {
                write!(f, "\ncaused by: {text}")?;
                shown = shown + "\n" + &text;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{Surroundings, render};
    use crate::config::ConfigError;
    use crate::container::Unfinished;
    use crate::embed::{self, ProgramError};
    use crate::entity::Kind;
    use crate::entity::{Failure, RegistryError};
    use crate::graph::{GraphError, TraceError};
    use crate::idl::core::LiteralMap;
    use crate::images::ImageError;
    use crate::local::{RunError, TooFew, Tries};
    use crate::offloaded::OffloadError;
    use crate::storage::{Location, StorageError};
    use crate::{ExternalError, FlyteError, Recoverable, SecretError, ValueError, spec};
    use std::collections::BTreeSet;
    use std::fs;
    use std::io;
    use std::path::Path;

    fn full() -> io::Error {
        io::Error::other("the disk is full")
    }

    fn unwritten() -> StorageError {
        StorageError::Write { location: Location::Local("/a".into()), error: full() }
    }

    fn unread() -> ConfigError {
        let message = format!("this file can't be read: {}", full());
        ConfigError { place: "/a".into(), message, cause: Some(full()) }
    }

    fn user() -> Failure {
        Failure::User(unwritten().into())
    }

    #[cfg(feature = "image")]
    fn unread_file() -> crate::oci::OciError {
        crate::oci::OciError::File { doing: "read the program", path: "/a".into(), error: full() }
    }

    /// An error of each type that has a cause.
    fn with_cause() -> Vec<(&'static str, Box<dyn Error>)> {
        let task = RunError::Task {
            element: None,
            task: "a.b".into(),
            nodes: Vec::new(),
            tries: Tries { attempts: 1, of_system: 0 },
            retries: 0,
            failure: Box::new(user()),
        };
        vec![
            ("StorageError", unwritten().into()),
            (
                "StorageError",
                StorageError::Read { location: Location::Local("/a".into()), error: full() }.into(),
            ),
            (
                "StorageError",
                StorageError::NoScratch { base: Location::Local("/a".into()), error: full() }.into(),
            ),
            ("ValueError", ValueError::new("`/a` can't be read: the disk is full").caused_by(full()).into()),
            ("SecretError", SecretError::Unreadable { file: "/a".into(), error: full() }.into()),
            ("Error", spec::Error::Write { path: "/a".into(), error: full() }.into()),
            (
                "OffloadError",
                OffloadError::Storage { what: "the input `x`".into(), cause: unwritten() }.into(),
            ),
            ("ConfigError", unread().into()),
            ("ImageError", ImageError::from(unread()).into()),
            ("Error", spec::Error::from(ImageError::from(unread())).into()),
            ("ProgramError", ProgramError::because(unread()).into()),
            (
                "RunError",
                embed::RunError::of_call("it failed: the disk is full".into(), Some(full().into())).into(),
            ),
            ("Failure", user().into()),
            ("Failure", Failure::Output { error: ValueError::new("the disk is full") }.into()),
            ("Failure", Failure::Input { name: "x", error: ValueError::new("the disk is full") }.into()),
            ("RunError", RunError::Several { first: Box::new(task), others: Vec::new() }.into()),
            ("RunError", RunError::Output(ValueError::new("the disk is full")).into()),
            ("TooFew", TooFew { text: "1 of 2 succeeded".to_owned(), element: 1, failure: user() }.into()),
            ("Unfinished", Unfinished::Unwritten(unwritten()).into()),
            ("ExternalError", ExternalError::from(user()).into()),
            ("Recoverable", Recoverable(unwritten()).into()),
            #[cfg(feature = "remote")]
            (
                "RegisterError",
                crate::remote::register::RegisterError::because("the program can't be read", full()).into(),
            ),
            #[cfg(feature = "image")]
            ("OciError", unread_file().into()),
            #[cfg(feature = "image")]
            ("BuildError", crate::build::BuildError::from(unread_file()).into()),
            #[cfg(feature = "image")]
            ("PlanError", crate::build::PlanError::Image(ImageError::from(unread())).into()),
            #[cfg(feature = "report")]
            ("SvgError", crate::report::SvgError::Failed(full().into()).into()),
        ]
    }

    /// An error of each type that has no cause: it reports several problems, or one that no other error caused.
    fn without_cause() -> Vec<(&'static str, Box<dyn Error>)> {
        let render = render(
            ["{{.inputs.x}}"],
            &Surroundings::default(),
            &LiteralMap { literals: [("y".to_owned(), aileron_idl::core::Literal::default())].into() },
        );
        let trace = || TraceError { entity: (Kind::Workflow, "a.b".into()), problems: Vec::new() };
        vec![
            ("ValueError", ValueError::new("no value").into()),
            ("FlyteError", FlyteError::default().into()),
            ("RenderError", render.unwrap_err().into()),
            ("RegistryError", RegistryError::Empty.into()),
            ("ProgramError", ProgramError::because(RegistryError::Empty).into()),
            ("ImageError", ImageError::Reference("no image".into()).into()),
            ("TraceError", trace().into()),
            ("GraphError", GraphError::Trace(trace()).into()),
            ("GraphError", GraphError::Endless { path: Vec::new() }.into()),
            ("Error", spec::Error::Graphs(vec![GraphError::Trace(trace())]).into()),
            (
                "Problem",
                aileron_grammar::Problem::new(aileron_grammar::Rule::ImageReference, 0..1, "no image").into(),
            ),
            ("RunError", RunError::TooLarge { workflow: "a.b".into(), nodes: 2_000_000 }.into()),
            ("Unfinished", Unfinished::Failed.into()),
            ("ExternalError", ExternalError::from(Failure::Missing { name: "x" }).into()),
            ("Recoverable", Recoverable("no luck").into()),
        ]
    }

    #[test]
    fn a_cause_is_the_source_and_is_shown_once() {
        let all = with_cause().into_iter();
        #[cfg(feature = "remote")]
        let all = all.chain(crate::remote::tests::with_cause(full));
        for (name, error) in all {
            let source = error.source().unwrap_or_else(|| panic!("{name} hides its cause: {error}"));
            let mut chain = std::iter::successors(Some(source), |error| (*error).source());
            assert!(chain.any(|cause| cause.to_string() == "the disk is full"), "{name}: {error:?}");
            let shown = Causes(&*error).to_string();
            assert_eq!(shown.matches("the disk is full").count(), 1, "{name}: {shown}");
        }
    }

    #[test]
    fn an_error_without_a_cause_has_no_source() {
        for (name, error) in without_cause() {
            let cause = error.source().map(ToString::to_string);
            // An error that wraps a failure shows the failure's text, and no more.
            assert!(cause.is_none_or(|cause| error.to_string() == cause), "{name}: {error}");
        }
    }

    /// A new error type must be added to the tests above.
    #[test]
    fn every_error_type_is_tested() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut found = BTreeSet::new();
        for folder in ["runtime/src", "macros", "plugins/src"] {
            collect(&root.join(folder), &mut found);
        }
        let tested = with_cause().into_iter().chain(without_cause()).map(|(name, _)| name.to_owned());
        // A store's answer, which is always the innermost cause, and the types of these tests.
        let mut tested: BTreeSet<String> =
            tested.chain(["Refusal", "Outer", "Transparent", "Link"].map(str::to_owned)).collect();
        // Without their features, their rooms are not there.
        tested.extend(
            [
                "BuildError",
                "CallError",
                "OciError",
                "PlanError",
                "RegisterError",
                "SignInError",
                "SvgError",
                "Unreachable",
            ]
            .map(str::to_owned),
        );
        assert_eq!(found, tested);
    }

    fn collect(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.extend(text.lines().filter_map(error_type).map(str::to_owned));
            }
        }
    }

    /// The type for which a line of source implements `Error`.
    fn error_type(line: &str) -> Option<&str> {
        let (_, ty) = line.split_once(" Error for ").or(line.split_once("::Error for "))?;
        line.trim_start().starts_with("impl").then(|| ty.split([' ', '<']).next())?
    }

    #[derive(Debug)]
    struct Link(&'static str, Option<Box<Link>>);

    impl fmt::Display for Link {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Link {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|cause| cause as &(dyn Error + 'static))
        }
    }

    #[test]
    fn the_outermost_comes_first() {
        let link = |text, cause| Link(text, Some(Box::new(cause)));
        let chain = link("the run failed", link("the copy failed", Link("reset by peer", None)));
        assert_eq!(
            Causes(&chain).to_string(),
            "the run failed\ncaused by: the copy failed\ncaused by: reset by peer"
        );
        // The outermost error includes the text of the innermost.
        let chain =
            link("the run failed: reset by peer", link("the copy failed", Link("reset by peer", None)));
        assert_eq!(Causes(&chain).to_string(), "the run failed: reset by peer\ncaused by: the copy failed");
    }
}
