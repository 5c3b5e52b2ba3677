//! Settings that Spark or Flyte would pass over in silence.

use aileron_grammar::{Problem, env_value, name};
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

/// Prefixes of settings that end with a key of Kubernetes, with the checks of key and value
/// (Spark `docs/running-on-kubernetes.md`).
const KEYED: [(&str, Rule, Rule); 8] = [
    ("spark.kubernetes.driver.label.", name::label_key, name::label_value),
    ("spark.kubernetes.executor.label.", name::label_key, name::label_value),
    ("spark.kubernetes.node.selector.", name::label_key, name::label_value),
    ("spark.kubernetes.driver.annotation.", name::annotation_key, name::text),
    ("spark.kubernetes.executor.annotation.", name::annotation_key, name::text),
    ("spark.kubernetes.driverEnv.", name::env_var, env_value),
    ("spark.executorEnv.", name::env_var, env_value),
    ("spark.kubernetes.driver.service.label.", name::label_key, name::label_value),
];

/// Settings whose values are names in Kubernetes.
const NAMES: [(&str, Rule); 3] = [
    ("spark.kubernetes.authenticate.driver.serviceAccountName", name::service_account),
    ("spark.kubernetes.authenticate.executor.serviceAccountName", name::service_account),
    ("spark.kubernetes.driver.container.name", name::container),
];

type Rule = fn(&str) -> Result<(), Problem>;

/// The problems of the settings, one sentence for each: those without an effect, and those with a value that can't be meant.
pub(super) fn conf(conf: &BTreeMap<String, String>) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, value) in conf {
        if !name.starts_with("spark.") {
            problems.push(format!(
                "`{name}` is not a setting of Spark, which ignores names that do not begin with `spark.`; write \
                 `spark.{name}`, or `.hadoop_conf(…)` for a setting of Hadoop"
            ));
        }
        if COUNTS.contains(&name.as_str()) && value.parse::<u32>().is_err() {
            problems.push(format!("`{name}` must be a whole number, not `{value}`; write it as in `4`"));
        }
        if SIZES.contains(&name.as_str()) && !is_size(value) {
            problems.push(format!(
                "`{name}` must be a size of the JVM, not `{value}`; write it as in `4g` or `512m`"
            ));
        }
        problems.extend(kubernetes_problems(name, value).map(|problem| format!("`{name}`: {problem}")));
    }
    let count = |name: &str| conf.get(name).and_then(|value| value.parse::<u32>().ok());
    let bounds = (count(COUNTS[3]), count(COUNTS[4]));
    if let (Some(least), Some(most)) = bounds
        && least > most
    {
        problems.push(format!(
            "the range from {least} to {most} executors is empty; swap `{}` and `{}`",
            COUNTS[3], COUNTS[4]
        ));
    }
    problems
}

/// The problem of a key or value that Kubernetes would not accept.
fn kubernetes_problems(name: &str, value: &str) -> Option<Problem> {
    let keyed = KEYED.iter().find_map(|(prefix, key, rule)| Some((name.strip_prefix(prefix)?, key, rule)));
    if let Some((key, of_key, of_value)) = keyed {
        return of_key(key).and(of_value(value)).err();
    }
    NAMES.iter().find(|(setting, _)| *setting == name).and_then(|(_, rule)| rule(value).err())
}

/// The problem of a main file that Spark would not take for a Python file (Spark `SparkSubmit.scala`).
#[expect(clippy::case_sensitive_file_extension_comparisons, reason = "Spark compares so")]
pub(super) fn main_file(uri: &str) -> Option<String> {
    (!uri.ends_with(".py")).then(|| {
        format!(
            "`{uri}` can't be the main file of a driver: Spark recognizes a Python program by a name that ends in `.py`; \
             write it as in `local:///opt/main.py`"
        )
    })
}

/// Whether the text is digits and a unit, as Spark's `JavaUtils.java` reads them.
fn is_size(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let units = ["", "b", "k", "kb", "m", "mb", "g", "gb", "t", "tb", "p", "pb"];
    unit.len() < text.len() && units.contains(&&*unit.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{conf, is_size, main_file};

    fn messages(pairs: &[(&str, &str)]) -> String {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        conf(&pairs.collect()).join("; ")
    }

    #[test]
    fn a_setting_without_effect_is_refused() {
        assert_eq!(messages(&[("spark.executor.instances", "10"), ("spark.driver.memory", "4g")]), "");
        assert!(
            messages(&[("executor.instances", "10")]).ends_with(
                "; write `spark.executor.instances`, or `.hadoop_conf(…)` for a setting of Hadoop"
            )
        );
        assert!(
            messages(&[("spark.executor.instances", "10.5")]).contains("must be a whole number, not `10.5`")
        );
        assert!(
            messages(&[("spark.executor.memory", "4Gi")]).contains("must be a size of the JVM, not `4Gi`")
        );
        let bounds =
            [("spark.dynamicAllocation.minExecutors", "9"), ("spark.dynamicAllocation.maxExecutors", "3")];
        assert!(messages(&bounds).starts_with("the range from 9 to 3 executors is empty; "));
        assert!(main_file("local:///usr/local/bin/app").is_some() && main_file("local:///app.py").is_none());
    }

    #[test]
    fn what_kubernetes_would_not_take_is_refused() {
        let right = [
            ("spark.kubernetes.driver.label.example.com/team", "core"),
            ("spark.kubernetes.executor.annotation.note", "two words"),
            ("spark.executorEnv.LEVEL", "high"),
            ("spark.kubernetes.authenticate.driver.serviceAccountName", "spark"),
        ];
        assert_eq!(messages(&right), "");
        let wrong = messages(&[
            ("spark.kubernetes.driver.label.team", "two words"),
            ("spark.kubernetes.executor.label.-team", "core"),
            ("spark.kubernetes.authenticate.driver.serviceAccountName", "Spark"),
            ("spark.executor.instances", "ten"),
        ]);
        assert_eq!(wrong.split("; `spark.").count(), 4, "{wrong}");
        assert!(wrong.contains("there is ' ' in the label's value `two words`"), "{wrong}");
    }

    #[test]
    fn sizes_are_the_jvms() {
        assert!(["512m", "4g", "1GB", "1024"].into_iter().all(is_size));
        assert!(!["", "g", "4Gi", "1.5g", "-1g"].into_iter().any(is_size));
    }
}
