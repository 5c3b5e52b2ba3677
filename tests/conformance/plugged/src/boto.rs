use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::{Boto, BotoOutputs};

#[task(plugin = Boto::new("ses", "list_identities").region("eu-central-1"))]
pub fn plain() -> BotoOutputs;

#[task(
    plugin = Boto::new("sagemaker", "create_model")
        .config(json!({
            "ModelName": "{inputs.name}-{idempotence_token}",
            "PrimaryContainer": {"Image": "{images.server}", "ModelDataUrl": "{inputs.data}"},
            "ExecutionRoleArn": "arn:aws:iam::123456789012:role/serving",
            "Tags": [{"Key": "by", "Value": "aileron"}],
        }))
        .image("server", "{{.image.default.fqn}}:server-{{.image.default.version}}")
)]
pub fn model(name: String, data: String, region: String) -> BotoOutputs;
