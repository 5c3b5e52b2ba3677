"""Reads the table at the first address, and writes the mean of each sensor to the second."""

import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import avg

readings, means = sys.argv[1:]
table = SparkSession.builder.getOrCreate().read.parquet(readings)
table.groupBy("sensor").agg(avg("value").alias("value")).write.parquet(means)
