from typing import Annotated

from flytekit import StructuredDataset, TaskMetadata, kwtypes
from flytekitplugins.snowflake import SnowflakeConfig, SnowflakeTask

CONFIG = SnowflakeConfig(user="FLYTE", account="ACME-MAIN", database="SALES", schema="PUBLIC", warehouse="SMALL")

plain = SnowflakeTask(name="plugged.snowflake.plain", query_template="DELETE FROM days", task_config=CONFIG)

whole = SnowflakeTask(
    name="plugged.snowflake.whole",
    query_template="SELECT day, cents FROM days WHERE shop = %(shop)s AND name LIKE 'a%%'",
    task_config=CONFIG,
    inputs=kwtypes(shop=str),
    output_schema_type=Annotated[StructuredDataset, kwtypes(day=str, cents=int)],
    metadata=TaskMetadata(retries=1, interruptible=True),
)
