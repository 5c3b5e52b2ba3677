"""The Rust package `plugged`, written in Python: the same tasks, with a module for each plugin.

A file `.txt` holds a family's packages, each with what it needs to be imported.
"""

from flytekit import PodTemplate


def pod(container):
    # Not every family's packages have these modules.
    from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements, V1Toleration

    resources = V1ResourceRequirements(limits={"cpu": "2", "memory": "4Gi"})
    return PodTemplate(
        pod_spec=V1PodSpec(
            containers=[V1Container(name=container, resources=resources), V1Container(name="side", image="ghcr.io/acme/spark:v2")],
            tolerations=[V1Toleration(key="ours", operator="Exists")],
        ),
        primary_container_name=container,
        labels={"team": "wings"},
        annotations={"cost": "high"},
    )
