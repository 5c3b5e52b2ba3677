from flytekit import task
from flytekitplugins.spark import DatabricksV2


@task(
    task_config=DatabricksV2(
        spark_conf={},
        hadoop_conf={},
        databricks_conf={
            "run_name": "plain",
            "existing_cluster_id": "0123-456789-abc",
            "git_source": {"git_url": "https://github.com/acme/jobs", "git_provider": "gitHub", "git_commit": "abc"},
            "python_file": "launcher.py",
            "timeout_seconds": 3600,
        },
    )
)
def plain(x: int) -> int:
    return x


@task(
    task_config=DatabricksV2(
        spark_conf={"spark.executor.cores": "2"},
        executor_path="/python",
        applications_path="local:///a.py",
        databricks_conf={
            "new_cluster": {
                "spark_version": "15.4.x-scala2.12",
                "num_workers": 2,
                "autoscale": None,
                "aws_attributes": {"zones": ["a", "b"], "spot": True, "ratio": 0.5},
            },
        },
        databricks_instance="acme.cloud.databricks.com",
        databricks_service_credential_provider="provider",
        databricks_token_secret="token",
        databricks_auth_type="oauth_m2m",
        databricks_client_id="client",
        databricks_oauth_secret="oauth",
        databricks_oidc_token_file="/var/token",
        databricks_oidc_audience="audience",
        notebook_path="/Users/me/notebook",
        notebook_base_parameters={"date": "2026-01-31"},
    ),
    container_image="{{.image.default.fqn}}:databricks-v1",
)
def whole(x: int):
    pass
