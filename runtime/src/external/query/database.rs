//! The database on this machine that replaces a warehouse.

use super::described::described;
use crate::Context;
use crate::external::ExternalError;
use crate::lock::lock;
use crate::setup::{Setup, Shared};
use rusqlite::{Connection, OpenFlags};
use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::Duration;

const VARIABLE: &str = "AILERON_DATABASE";
/// How long to wait while another program has locked the database.
const PATIENCE: Duration = Duration::from_mins(1);

thread_local! {
    static GIVEN: RefCell<Vec<Shared>> = const { RefCell::new(Vec::new()) };
}

/// Sets the database that the first uses.
///
/// # Errors
/// Fails if the database can't be opened.
pub(crate) fn open(setup: &Setup) -> Result<(), ExternalError> {
    opened(setup).map(drop)
}

/// Runs the queries of this thread on an SQLite database, in a test, until the returned [`Database`] is dropped.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::rusqlite::Connection;
/// # use aileron::plugin::{Plugin, work};
/// # struct Warehouse;
/// # impl Plugin for Warehouse {
/// #     type Work = work::Query;
/// #     fn task_type(&self) -> &str {
/// #         "warehouse"
/// #     }
/// # }
///
/// #[query_task(plugin = Warehouse, query = "SELECT word, length(word) AS length FROM words WHERE length > {{.inputs.least}}")]
/// fn longest(least: i64) -> StructuredDataset;
///
/// let connection = Connection::open_in_memory()?;
/// connection.execute_batch("CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('a'), ('wing')")?;
/// let database = aileron::testing::database(connection);
///
/// let rows = longest(2).rows()?.collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(rows, [aileron::serde_json::json!({"word": "wing", "length": 4})]);
///
/// let tables = |connection: &Connection| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
/// assert_eq!(database.with(tables), Ok(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn database(connection: Connection) -> Database {
    let shared = Arc::new(Mutex::new(connection));
    GIVEN.with_borrow_mut(|all| all.push(Arc::clone(&shared)));
    Database { shared, thread: PhantomData }
}

/// Keeps a test's database in use for the queries of a thread, until this is dropped; see [`database`].
#[must_use = "the database is used only until this is dropped: keep it, as in `let _database = …`"]
pub struct Database {
    shared: Shared,
    /// It must be dropped on the thread on which it was made.
    thread: PhantomData<*const ()>,
}

impl Database {
    /// Calls `work` with the connection, between two queries.
    pub fn with<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        work(&lock(&self.shared))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        GIVEN.with_borrow_mut(|all| all.retain(|one| !Arc::ptr_eq(one, &self.shared)));
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

/// The database for a query.
pub(super) struct Chosen {
    shared: Shared,
    is_given: bool,
    /// The file of the chosen database.
    file: Option<PathBuf>,
}

impl Chosen {
    pub(super) fn lock(&self) -> Result<MutexGuard<'_, Connection>, ExternalError> {
        if !self.is_given {
            return Ok(lock(&self.shared));
        }
        match self.shared.try_lock() {
            Ok(connection) => Ok(connection),
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => {
                Err(ExternalError::new("the test's database is in use; call the task outside of `with`"))
            }
        }
    }

    /// Describes the database in a message.
    pub(super) fn described(&self) -> String {
        match &self.file {
            _ if self.is_given => "the test's".to_owned(),
            Some(file) => file.display().to_string(),
            None => format!(
                "empty; choose one with `run --database FILE` ({VARIABLE}=FILE for a test), an SQLite file or a script that \
                 creates tables, `tables.sql`"
            ),
        }
    }
}

/// The test's database, else the chosen one, else one in memory.
///
/// # Errors
/// Fails if the database can't be opened.
pub(super) fn current() -> Result<Chosen, ExternalError> {
    if let Some(shared) = GIVEN.with_borrow(|all| all.last().map(Arc::clone)) {
        return Ok(Chosen { shared, is_given: true, file: None });
    }
    let context = Context::current();
    let setup = context.setup();
    Ok(Chosen { shared: opened(setup)?, is_given: false, file: wanted(setup) })
}

fn opened(setup: &Setup) -> Result<Shared, ExternalError> {
    let mut opened = lock(&setup.opened);
    match &*opened {
        Some(shared) => Ok(Arc::clone(shared)),
        None => Ok(Arc::clone(opened.insert(Arc::new(Mutex::new(connect(wanted(setup).as_deref())?))))),
    }
}

fn wanted(setup: &Setup) -> Option<PathBuf> {
    let variable =
        || std::env::var_os(VARIABLE).filter(|file: &OsString| !file.is_empty()).map(PathBuf::from);
    setup.database.clone().or_else(variable)
}

fn connect(file: Option<&Path>) -> Result<Connection, ExternalError> {
    let script =
        file.filter(|file| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sql")));
    let opened = match file {
        Some(file) if script.is_none() => Connection::open_with_flags(
            file,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        ),
        _ => Connection::open_in_memory(),
    };
    let opened = opened.and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        // SQLite reads the file only now.
        connection.pragma_query_value(None, "schema_version", |_| Ok(()))?;
        Ok(connection)
    });
    let name = file.map(Path::display);
    let connection = opened.map_err(|error| match &name {
        Some(name) => {
            ExternalError::new(format_args!("the database {name} can't be opened: {error}")).because(error)
        }
        None => ExternalError::from_error(error.into()),
    })?;
    if let Some(script) = script {
        let failed = |why: String| ExternalError::new(format_args!("the script {}: {why}", script.display()));
        let text = fs::read_to_string(script).map_err(|error| failed(error.to_string()))?;
        connection.execute_batch(&text).map_err(|error| failed(described(&error, &text)))?;
    }
    Ok(connection)
}
