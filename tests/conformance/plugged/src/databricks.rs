use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::spark::{AuthType, Databricks, Notebook, Spark};

#[task(
    plugin = Databricks::new(json!({
        "run_name": "plain",
        "existing_cluster_id": "0123-456789-abc",
        "git_source": {"git_url": "https://github.com/acme/jobs", "git_provider": "gitHub", "git_commit": "abc"},
        "python_file": "launcher.py",
        "timeout_seconds": 3600,
    }))
)]
pub fn plain(x: i64) -> i64 {
    x
}

#[task(
    plugin = Databricks::new(json!({
        "new_cluster": {
            "spark_version": "15.4.x-scala2.12",
            "num_workers": 2,
            "autoscale": null,
            "aws_attributes": {"zones": ["a", "b"], "spot": true, "ratio": 0.5},
        },
    }))
    .spark(Spark::new().conf("spark.executor.cores", "2").executor_path("/python").applications_path("local:///a.py"))
    .instance("acme.cloud.databricks.com")
    .service_credential_provider("provider")
    .token_secret("token")
    .auth_type(AuthType::OauthM2m)
    .client_id("client")
    .oauth_secret("oauth")
    .oidc_token_file("/var/token")
    .oidc_audience("audience")
    .notebook(Notebook::new("/Users/me/notebook").parameter("date", "2026-01-31")),
    container_image = "{{.image.default.fqn}}:databricks-v1"
)]
pub fn whole(x: i64) {
    let _ = x;
}
