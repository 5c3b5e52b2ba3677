//! What an answer of the server proves. All texts are those of flyteadmin v1.16.8, seen.

use super::outcome::State;
use crate::remote::call::{CallError, proves_nothing};
use tonic::Code;

/// What an answer to a registration proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// The server has it now.
    Stored,
    /// The server had it, with the same content.
    Identical,
    /// The server has other content under the same id.
    Different,
    /// Another registration of the same id came first. That says nothing of its content: it has to be sent again.
    Overtaken,
    /// The answer is lost, or the server has a fault: nobody knows.
    Nothing,
    /// The server does not want it.
    Refused,
    /// The server wants none of what is sent: whatever else there is, it gets the same answer.
    Closed,
}

impl Proof {
    pub(super) fn of<A>(answer: &Result<A, CallError>) -> Self {
        match answer {
            Ok(_) => Proof::Stored,
            Err(error) => Proof::of_error(error),
        }
    }

    pub(super) fn of_error(error: &CallError) -> Self {
        Proof::of_status(error.code(), error.message())
    }

    fn of_status(code: Code, message: &str) -> Self {
        match code {
            Code::AlreadyExists if message.contains("identical structure") => Proof::Identical,
            Code::AlreadyExists => Proof::Overtaken,
            Code::InvalidArgument if message.contains("different structure already exists") => {
                Proof::Different
            }
            // What can't be decoded, such as the spec of a pod.
            Code::Internal if message.contains("unmarshal") => Proof::Refused,
            _ if proves_nothing(code, message) => Proof::Nothing,
            Code::InvalidArgument if Place::of(message).is_some() => Proof::Closed,
            Code::Unauthenticated | Code::PermissionDenied | Code::Unimplemented => Proof::Closed,
            _ => Proof::Refused,
        }
    }
}

/// A place of registration that the server does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Project,
    Domain,
    /// A project that is there, but archived.
    Archived,
}

impl Place {
    pub(super) fn of(message: &str) -> Option<Self> {
        if message.starts_with("failed to validate that project") {
            return Some(Place::Project);
        }
        if message.ends_with("is unrecognized by system") {
            return Some(Place::Domain);
        }
        (message.starts_with("project [") && message.ends_with("is not active")).then_some(Place::Archived)
    }
}

/// The state of what the server refused.
pub(super) fn refused(error: &CallError) -> State {
    State::Refused { message: error.message().to_owned(), advice: advice(error.message()) }
}

/// What to do about a refusal, if that is known.
fn advice(message: &str) -> Option<String> {
    let known = [
        (
            "set in the platform configuration",
            "request less, or have the administrator raise `task_resources.limits`",
        ),
        (
            "exceeds limit (",
            "move a part of it into another workflow, or have the administrator raise `registration.maxWorkflowNodes`",
        ),
        (
            "received message larger than max",
            "large constants and defaults belong into files; or have the administrator raise `server.grpc.maxMessageSizeBytes`",
        ),
        ("missing entity of type", "register that first, or refer to a version that is there"),
        (
            "failed to compile workflow",
            "compare it with what it refers to: `check --with PACKAGE` does that without a server",
        ),
        ("Kickoff", "`kickoff_time_input_arg` names an input of type datetime that the plan leaves open"),
        ("cannot unmarshal", "the pod template has a field of a wrong type"),
    ];
    known.iter().find(|(text, _)| message.contains(text)).map(|(_, advice)| (*advice).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_proves_no_more_than_it_says() {
        let different = "a.b task with different structure already exists. (Please register a new version of the task):\n";
        let down = "failed to validate that project [p] and domain [d] are registered, err: [unexpected error type for: x]";
        let unknown =
            "failed to validate that project [p] and domain [d] are registered, err: [project [p] not found]";
        let overtaken = "value with matching already exists (duplicate key value violates unique constraint \"workflows_pkey\")";
        let unmarshal = "json: cannot unmarshal string into Go struct field PodSpec.containers";
        for (code, message, proof) in [
            (Code::AlreadyExists, "task with identical structure already exists", Proof::Identical),
            (Code::AlreadyExists, overtaken, Proof::Overtaken),
            (Code::InvalidArgument, different, Proof::Different),
            (Code::InvalidArgument, down, Proof::Nothing),
            (Code::InvalidArgument, unknown, Proof::Closed),
            (Code::InvalidArgument, "domain [d] is unrecognized by system", Proof::Closed),
            (Code::InvalidArgument, "project [p] is not active", Proof::Closed),
            (Code::InvalidArgument, "missing image", Proof::Refused),
            (Code::NotFound, "missing entity of type WORKFLOW with identifier x", Proof::Refused),
            (Code::Internal, unmarshal, Proof::Refused),
            (Code::Internal, "h2 protocol error: http2 error", Proof::Nothing),
            (Code::ResourceExhausted, "grpc: received message larger than max (5 vs. 4)", Proof::Refused),
            (Code::ResourceExhausted, "too many calls", Proof::Nothing),
            (Code::Unavailable, "connection refused", Proof::Nothing),
            (Code::Unauthenticated, "token parse error", Proof::Closed),
            (Code::PermissionDenied, "", Proof::Closed),
            (Code::Unimplemented, "unknown service flyteidl.service.AdminService", Proof::Closed),
        ] {
            assert_eq!(Proof::of_status(code, message), proof, "{code:?} {message}");
        }
    }
}
