//! The IAM role of a job.

use serde_json::Value;

/// The problem of a role's ARN, if there is one.
pub(super) fn problem(arn: &Value) -> Option<String> {
    let is_one = |arn: &str| arn.starts_with("arn:aws") && arn.contains(":iam::") && arn.contains(":role/");
    (!arn.as_str().is_some_and(is_one)).then(|| {
        format!("{arn} is not the ARN of an IAM role, such as `arn:aws:iam::123456789012:role/training`")
    })
}
