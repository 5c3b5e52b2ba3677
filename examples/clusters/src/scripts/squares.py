# Runs beside the Spark driver that started the task.
import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
numbers = spark.range(int(sys.argv[1]))
print(numbers.selectExpr("coalesce(sum(id * id), 0)").first()[0])
