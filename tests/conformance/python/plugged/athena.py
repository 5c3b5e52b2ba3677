from flytekit import StructuredDataset, TaskMetadata, kwtypes
from flytekitplugins.athena import AthenaConfig, AthenaTask

plain = AthenaTask(
    name="plugged.athena.plain",
    query_template="SELECT * FROM doses WHERE country = '{{.inputs.country}}' LIMIT {{ .inputs.limit }}",
    task_config=AthenaConfig(database="vaccinations"),
    inputs=kwtypes(country=str, limit=int),
    output_schema_type=StructuredDataset,
)

whole = AthenaTask(
    name="plugged.athena.whole",
    query_template="UNLOAD (SELECT * FROM {{.perRetryUniqueKey}}) TO '{{.rawOutputDataPrefix}}/all'",
    task_config=AthenaConfig(database="vaccinations", workgroup="reports", catalog="{{.inputs.catalog}}"),
    inputs=kwtypes(catalog=str),
    metadata=TaskMetadata(retries=3, cache=True, cache_version="1"),
)
