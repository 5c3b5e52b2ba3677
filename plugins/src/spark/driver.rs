//! Access to the Spark driver that started this process.

use crate::world::variable;
use std::ffi::OsStr;
use std::io;
use std::process::{Command, ExitStatus, Stdio};

/// The Spark driver that started this process.
#[derive(Clone, Debug)]
pub struct Driver {
    port: u16,
}

/// The Spark driver that started this process; `None` elsewhere, for example on a laptop.
///
/// ```
/// # use aileron_plugins::spark;
/// assert!(spark::driver().is_none());
/// ```
#[must_use]
pub fn driver() -> Option<Driver> {
    let port = variable("PYSPARK_GATEWAY_PORT")?.parse().ok()?;
    variable("PYSPARK_GATEWAY_SECRET").map(|_| Driver { port })
}

impl Driver {
    /// The port of the driver's [Py4J](https://www.py4j.org) gateway. Its secret is in the variable
    /// `PYSPARK_GATEWAY_SECRET`.
    #[must_use]
    pub fn gateway_port(&self) -> u16 {
        self.port
    }

    /// A command for `python3` in which `SparkSession.builder.getOrCreate()` returns the session of this driver.
    ///
    /// ```no_run
    /// # use aileron_plugins::spark;
    /// if let Some(driver) = spark::driver() {
    ///     let ended = driver.python().args(["/opt/job.py", "s3://bucket/table"]).status()?;
    ///     assert!(ended.success());
    /// }
    /// # Ok::<_, std::io::Error>(())
    /// ```
    #[must_use]
    pub fn python(&self) -> Command {
        const PYTHON: &str = "python3";
        let mut command = Command::new(PYTHON);
        // Executors run Python functions with the program of the driver, which would be this binary.
        command.env("PYSPARK_PYTHON", PYTHON).env("PYSPARK_DRIVER_PYTHON", PYTHON);
        command
    }

    /// Runs a Python script and returns its standard output. `sys.argv[1:]` are the arguments.
    ///
    /// # Errors
    /// When Python can't be started, or the script fails. Its standard error is in the pod's log.
    pub fn output<A: AsRef<OsStr>>(
        &self,
        script: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> io::Result<String> {
        let mut python = self.python();
        let python =
            python.args(["-c", script]).args(arguments).stdin(Stdio::null()).stderr(Stdio::inherit());
        let output = python
            .output()
            .map_err(|error| io::Error::new(error.kind(), format!("can't start python3: {error}")))?;
        checked(output.status)?;
        String::from_utf8(output.stdout).map_err(io::Error::other)
    }
}

fn checked(status: ExitStatus) -> io::Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("the script failed ({status}); see its output in the log above")))
}
