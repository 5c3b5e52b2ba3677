from datetime import datetime

from flytekit import StructuredDataset, TaskMetadata, kwtypes
from flytekitplugins.bigquery import BigQueryConfig, BigQueryTask
from google.cloud.bigquery import DatasetReference, QueryJobConfig

plain = BigQueryTask(
    name="plugged.bigquery.plain",
    query_template="DELETE FROM sales.days WHERE closed",
    task_config=BigQueryConfig(ProjectID="acme-reports"),
)

whole = BigQueryTask(
    name="plugged.bigquery.whole",
    query_template="SELECT * FROM days WHERE day < @since AND cents > @least AND shop = @shop AND share < @share AND open = @open",
    task_config=BigQueryConfig(
        ProjectID="acme-reports",
        Location="EU",
        QueryJobConfig=QueryJobConfig(
            use_legacy_sql=False,
            priority="BATCH",
            maximum_bytes_billed=10**12,
            default_dataset=DatasetReference("acme-reports", "sales"),
        ),
    ),
    inputs=kwtypes(since=datetime, least=int, shop=str, share=float, open=bool),
    output_structured_dataset_type=StructuredDataset,
    metadata=TaskMetadata(retries=1),
)
