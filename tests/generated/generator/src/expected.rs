//! What a workflow returns.

use crate::value::Value;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// With these outputs.
    Outputs(Vec<Value>),
    /// With the text between the double brackets of the error.
    Failure(String),
    /// With something else, which no run of a generated workflow may do.
    Other(String),
}

impl Answer {
    /// The answer of a failed run, whatever is around the failure's own text.
    #[must_use]
    pub fn failed(message: &str) -> Answer {
        let after = message.split_once("[[").map(|(_, after)| after);
        match after.and_then(|after| after.split_once("]]")) {
            Some((text, _)) => Answer::Failure(text.to_owned()),
            None => Answer::Other(message.to_owned()),
        }
    }
}

/// What the interpreter of the generator finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The answer of the function.
    pub answer: Answer,
    /// The answers of which a graph gives one. There are several if more than one node fails: which of them is the
    /// first is a race.
    pub graph: Vec<Answer>,
}

impl Expected {
    /// Whether a graph may answer so.
    #[must_use]
    pub fn allows(&self, answer: &Answer) -> bool {
        self.graph.contains(answer)
    }
}
