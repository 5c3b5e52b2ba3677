//! The codes of findings.

/// The codes of Flyte's compiler and resource builder (flytepropeller `pkg/compiler/errors/compiler_errors.go`).
pub(super) mod flyte {
    pub(crate) const AMBIGUOUS_BINDING: &str = "AmbiguousBindingUnionValue";
    pub(crate) const BRANCH_WITHOUT_CONDITION: &str = "BranchNodeHasNoCondition";
    pub(crate) const BRANCH_WITHOUT_DEFAULT: &str = "BranchNodeHasNoDefault";
    pub(crate) const BRANCH_WITHOUT_NODE: &str = "BranchNodeIdNotFound";
    pub(crate) const CYCLE: &str = "CycleDetected";
    pub(crate) const DUPLICATE_ALIAS: &str = "DuplicateAlias";
    pub(crate) const DUPLICATE_ID: &str = "DuplicateId";
    pub(crate) const FIELD_NOT_FOUND: &str = "FieldNotFound";
    pub(crate) const ILLEGAL_ENUM_VALUE: &str = "IllegalEnumValue";
    pub(crate) const INCOMPATIBLE_BINDING: &str = "IncompatibleBindingUnionValue";
    pub(crate) const INVALID_VALUE: &str = "InvalidValue";
    pub(crate) const MISMATCHING_BINDINGS: &str = "MismatchingBindings";
    pub(crate) const MISMATCHING_TYPES: &str = "MismatchingTypes";
    pub(crate) const NO_CONDITION: &str = "NoConditionFound";
    pub(crate) const NO_NODES: &str = "NoNodesFound";
    pub(crate) const NODE_NOT_FOUND: &str = "NodeReferenceNotFound";
    pub(crate) const NOT_BOUND: &str = "ParameterNotBound";
    pub(crate) const BOUND_TWICE: &str = "ParameterBoundMoreThanOnce";
    pub(crate) const SYNTAX: &str = "SyntaxError";
    pub(crate) const TASK_NOT_FOUND: &str = "TaskReferenceNotFound";
    pub(crate) const UNREACHABLE: &str = "UnreachableNodes";
    pub(crate) const UNRECOGNIZED_VALUE: &str = "UnrecognizedValue";
    pub(crate) const VALUE_COLLISION: &str = "ValueCollision";
    pub(crate) const VALUE_REQUIRED: &str = "ValueRequired";
    pub(crate) const VARIABLE_NOT_FOUND: &str = "VariableNameNotFound";
    pub(crate) const WORKFLOW_BUILD: &str = "WorkflowBuildError";
    pub(crate) const WORKFLOW_NOT_FOUND: &str = "WorkflowReferenceNotFound";
}

/// Our own: what flyteadmin or flytectl refuses, and what Flyte lets through or crashes on.
pub(super) mod own {
    /// The archive can't be read.
    pub(crate) const BAD_ARCHIVE: &str = "BadArchive";
    pub(crate) const UNEXPECTED_FILE: &str = "UnexpectedFile";
    pub(crate) const UNPARSABLE: &str = "Unparsable";
    pub(crate) const DUPLICATE_ENTITY: &str = "DuplicateEntity";
    pub(crate) const REGISTERED_LATER: &str = "RegisteredLater";
    pub(crate) const MISSING_ARGUMENT: &str = "MissingArgument";
    pub(crate) const WRONG_RESOURCE_TYPE: &str = "WrongResourceType";
    pub(crate) const REQUEST_LIMIT: &str = "RequestLimit";
    pub(crate) const DUPLICATE_RESOURCE: &str = "DuplicateResource";
    pub(crate) const BAD_QUANTITY: &str = "BadQuantity";
    pub(crate) const BAD_NAME: &str = "BadVariableName";
    pub(crate) const CLOSURE_MISSING: &str = "ClosureMissing";
    pub(crate) const PRIMARY_CONTAINER: &str = "PrimaryContainerMissing";
    pub(crate) const COMPILER_CRASHES: &str = "CompilerCrashes";
    pub(crate) const UNSPECIFIED: &str = "SubWorkflowWithoutId";
    pub(crate) const RECURSION: &str = "RecursiveWorkflow";
    pub(crate) const UNKNOWN_UPSTREAM: &str = "UnknownUpstreamNode";
    pub(crate) const DUPLICATE_NODE: &str = "DuplicateNodeId";
    pub(crate) const TAKEN_FAILURE_NODE: &str = "FailureNodeIdTaken";
    pub(crate) const UNCOMPARABLE: &str = "UncomparableOperands";
    pub(crate) const CONSTANT_CONDITION: &str = "ConstantCondition";
    pub(crate) const NO_SUCH_PART: &str = "NoSuchPart";
    pub(crate) const NEGATIVE_TIMEOUT: &str = "NegativeTimeout";
    pub(crate) const SLEEP_WITHOUT_DURATION: &str = "SleepWithoutDuration";
    pub(crate) const GATE_WITHOUT_ID: &str = "GateWithoutSignalId";
    pub(crate) const MISMATCHING_TYPES: &str = "MismatchingTypes";
    pub(crate) const UNEXPECTED_INPUT: &str = "UnexpectedInput";
    pub(crate) const NEITHER_DEFAULT_NOR_REQUIRED: &str = "NeitherDefaultNorRequired";
    pub(crate) const UNBOUND_SCHEDULED_INPUT: &str = "UnboundScheduledInput";
    pub(crate) const BAD_KICKOFF: &str = "BadKickoffArg";
    pub(crate) const WORKFLOW_NOT_FOUND: &str = "WorkflowReferenceNotFound";
}
