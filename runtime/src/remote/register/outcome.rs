//! What became of each entity.

use crate::diff::Field;
use crate::embed::EntityKind;
use std::error::Error;
use std::fmt;

/// How many differing fields of an entity its text has.
const MOST_FIELDS: usize = 20;

/// What is registered, or would be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Registration {
    /// The version of what specs leave to the registration: the one that was given, else a digest.
    pub version: String,
    /// Every entity: tasks, workflows, launch plans, each sorted by name.
    pub entities: Vec<Registered>,
}

/// A task, a workflow or a launch plan, and what became of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Registered {
    /// Its kind.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What became of it.
    pub state: State,
    /// Whether it is a launch plan that was activated, or would be.
    pub is_activated: bool,
}

/// What became of an entity, or would.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum State {
    /// The server did not have it, and has it now. If an answer was lost and the entity was found there, it counts as new.
    New,
    /// The server had it already, with the same content.
    Unchanged,
    /// The server has other content under this version: how what was given differs from it. It is empty if the two differ only in
    /// what has no text, such as a part that is absent in one and empty in the other.
    Different(Vec<Field>),
    /// The server refused it: why, and what to do about it, if that is known.
    #[non_exhaustive]
    Refused {
        /// What the server says.
        message: String,
        /// What to do about it.
        advice: Option<String>,
    },
    /// It was not sent: why.
    NotSent(String),
}

impl State {
    /// Whether the server has the entity as it was given.
    #[must_use]
    pub fn is_registered(&self) -> bool {
        matches!(self, State::New | State::Unchanged)
    }

    /// The state in a word: `new`, `unchanged`, `different`, `refused` or `not sent`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            State::New => "new",
            State::Unchanged => "unchanged",
            State::Different(_) => "different",
            State::Refused { .. } => "refused",
            State::NotSent(_) => "not sent",
        }
    }
}

impl fmt::Display for Registered {
    /// Writes a sentence, and a line for each field that differs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Registered { kind, name, version, state, .. } = self;
        write!(f, "the {} `{name}`", kind.as_str())?;
        match state {
            State::New => write!(f, " is new"),
            State::Unchanged => write!(f, " is unchanged"),
            State::Different(fields) => {
                write!(
                    f,
                    " is on the server with other content under the version `{version}`, and a version never changes"
                )?;
                write!(f, "; register under another version")?;
                if fields.is_empty() {
                    return write!(
                        f,
                        ". The two differ only in what has no text, such as a part that is absent in one and empty in the other"
                    );
                }
                for field in fields.iter().take(MOST_FIELDS) {
                    write!(f, "\n  {field}")?;
                }
                match fields.len().saturating_sub(MOST_FIELDS) {
                    0 => Ok(()),
                    more => write!(f, "\n  and {more} more"),
                }
            }
            State::Refused { message, advice: None } => write!(f, " is refused: {}", message.trim_end()),
            State::Refused { message, advice: Some(advice) } => {
                write!(f, " is refused: {}; {advice}", message.trim_end().trim_end_matches('.'))
            }
            State::NotSent(why) => write!(f, " was not sent: {why}"),
        }
    }
}

/// Why not everything is registered. What is registered stays, so the next call goes on from there.
#[derive(Debug)]
pub struct RegisterError {
    text: String,
    registration: Option<Registration>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl RegisterError {
    /// Nothing was sent.
    pub(super) fn before(text: &str) -> Self {
        RegisterError { text: text.to_owned(), registration: None, source: None }
    }

    /// Nothing was sent, because of another error.
    pub(crate) fn because(text: &str, source: impl Error + Send + Sync + 'static) -> Self {
        RegisterError { text: text.to_owned(), registration: None, source: Some(source.into()) }
    }

    pub(super) fn after(registration: Registration) -> Self {
        let wrong = registration.entities.iter().filter(|entity| !entity.state.is_registered());
        let text = wrong.map(ToString::to_string).collect::<Vec<_>>().join("\n");
        RegisterError { text, registration: Some(registration), source: None }
    }

    /// What became of each entity; `None` if nothing was sent.
    #[must_use]
    pub fn registration(&self) -> Option<&Registration> {
        self.registration.as_ref()
    }

    /// What became of each entity.
    ///
    /// # Errors
    /// Fails if nothing was sent.
    pub(crate) fn into_registration(self) -> Result<Registration, Self> {
        match self.registration {
            Some(registration) => Ok(registration),
            None => Err(self),
        }
    }
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for RegisterError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(state: State) -> String {
        let name = "a.b".to_owned();
        Registered {
            kind: EntityKind::LaunchPlan,
            name,
            version: "v1".to_owned(),
            state,
            is_activated: false,
        }
        .to_string()
    }

    #[test]
    fn an_entity_is_told_in_one_sentence() {
        assert_eq!(told(State::New), "the launch plan `a.b` is new");
        let refused = |message: &str, advice: Option<&str>| {
            told(State::Refused { message: message.to_owned(), advice: advice.map(str::to_owned) })
        };
        assert_eq!(refused("missing image\n", None), "the launch plan `a.b` is refused: missing image");
        assert_eq!(refused("too much.", Some("less")), "the launch plan `a.b` is refused: too much; less");
        assert!(told(State::Different(Vec::new())).contains("absent in one and empty in the other"));
        assert_eq!(
            told(State::NotSent("it was interrupted".to_owned())),
            "the launch plan `a.b` was not sent: it was interrupted"
        );
    }
}
