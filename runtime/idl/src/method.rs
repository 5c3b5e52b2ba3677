//! A call of a service.

use std::marker::PhantomData;

/// A call of one of Flyte's services, with the types of its request and its answer.
///
/// ```
/// use aileron_idl::service::admin_service::GET_TASK;
///
/// assert_eq!(GET_TASK.path, "/flyteidl.service.AdminService/GetTask");
/// assert!(GET_TASK.changes_nothing);
/// ```
#[derive(Debug)]
pub struct Method<Q, A> {
    /// The path of the request: `/SERVICE/METHOD`.
    pub path: &'static str,
    /// Whether the call changes nothing on the server, so that it may be made twice.
    pub changes_nothing: bool,
    types: PhantomData<fn(Q) -> A>,
}

impl<Q, A> Method<Q, A> {
    pub(crate) const fn new(path: &'static str, changes_nothing: bool) -> Self {
        Method { path, changes_nothing, types: PhantomData }
    }
}

impl<Q, A> Clone for Method<Q, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q, A> Copy for Method<Q, A> {}
