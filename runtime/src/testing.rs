//! For the tests of a crate of tasks.
//!
//! A task that is Rust code is called as the function that it is. For one whose work is done by something else, such as
//! a [`container_task`](macro@crate::container_task), a function can [stand in](stand_in()). A [`query_task`](macro@crate::query_task) may run
//! on a database of the test, with the feature `sqlite`.

#[cfg(feature = "sqlite")]
pub use crate::external::{Database, database};
pub use crate::external::{StandIn, Standing, Task, stand_in};
