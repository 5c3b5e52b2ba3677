//! Settings that Spark or Flyte would pass over in silence.

use aileron::plugin::Error;
use std::collections::BTreeMap;

/// Numbers that Flyte reads as well, and leaves out where it can't (flyteplugins `plugins/k8s/spark/spark.go`).
const COUNTS: [&str; 5] = [
    "spark.driver.cores",
    "spark.executor.cores",
    "spark.executor.instances",
    "spark.dynamicAllocation.minExecutors",
    "spark.dynamicAllocation.maxExecutors",
];
const SIZES: [&str; 2] = ["spark.driver.memory", "spark.executor.memory"];

/// # Errors
/// With the first setting that has no effect, or none that could be meant.
pub(super) fn conf(conf: &BTreeMap<String, String>) -> Result<(), Error> {
    for (name, value) in conf {
        if !name.starts_with("spark.") {
            return Err(format!(
                "`{name}` is no setting of Spark's: they begin with `spark.`, and it ignores others; write \
                 `spark.{name}`, or `.hadoop_conf(…)` if it is one of Hadoop's"
            )
            .into());
        }
        if COUNTS.contains(&name.as_str()) && value.parse::<u32>().is_err() {
            return Err(format!("`{name}` is a whole number, not `{value}`; write it as in `4`").into());
        }
        if SIZES.contains(&name.as_str()) && !is_size(value) {
            return Err(format!(
                "`{name}` is a size of the JVM's, not `{value}`; write it as in `4g` or `512m`"
            )
            .into());
        }
    }
    let count = |name: &str| conf.get(name).and_then(|value| value.parse::<u32>().ok());
    let bounds = (count(COUNTS[3]), count(COUNTS[4]));
    if let (Some(least), Some(most)) = bounds
        && least > most
    {
        return Err(format!(
            "from {least} to {most} executors are none; swap `{}` and `{}`",
            COUNTS[3], COUNTS[4]
        )
        .into());
    }
    Ok(())
}

/// # Errors
/// When Spark would not take it for a Python file (Spark `SparkSubmit.scala`).
pub(super) fn main_file(uri: &str) -> Result<(), Error> {
    if uri.strip_suffix(".py").is_some() {
        return Ok(());
    }
    Err(format!(
        "`{uri}` can't be a driver's main file: Spark knows a Python program by a name that ends in `.py`; name such a \
         file, as in `local:///opt/main.py`"
    )
    .into())
}

/// Digits and a unit, as Spark's `JavaUtils.java` reads them.
fn is_size(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let units = ["", "b", "k", "kb", "m", "mb", "g", "gb", "t", "tb", "p", "pb"];
    unit.len() < text.len() && units.contains(&&*unit.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{conf, is_size, main_file};

    fn told(pairs: &[(&str, &str)]) -> String {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        conf(&pairs.collect()).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_setting_without_effect_is_refused() {
        assert_eq!(told(&[("spark.executor.instances", "10"), ("spark.driver.memory", "4g")]), "");
        assert!(
            told(&[("executor.instances", "10")]).ends_with(
                "; write `spark.executor.instances`, or `.hadoop_conf(…)` if it is one of Hadoop's"
            )
        );
        assert!(told(&[("spark.executor.instances", "10.5")]).contains("is a whole number, not `10.5`"));
        assert!(told(&[("spark.executor.memory", "4Gi")]).contains("is a size of the JVM's, not `4Gi`"));
        let bounds =
            [("spark.dynamicAllocation.minExecutors", "9"), ("spark.dynamicAllocation.maxExecutors", "3")];
        assert!(told(&bounds).starts_with("from 9 to 3 executors are none; "));
        assert!(main_file("local:///usr/local/bin/app").is_err() && main_file("local:///app.py").is_ok());
    }

    #[test]
    fn sizes_are_the_jvms() {
        assert!(["512m", "4g", "1GB", "1024"].into_iter().all(is_size));
        assert!(!["", "g", "4Gi", "1.5g", "-1g"].into_iter().any(is_size));
    }
}
