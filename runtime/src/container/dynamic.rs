//! Makes `futures.pb`: the graph that a dynamic workflow made, which Flyte runs in place of outputs.

use super::Fault;
use super::outputs::OutputFiles;
use crate::context::Context;
use crate::entity::Entity;
use crate::graph::Graph;
use crate::logs;
use crate::spec::{self, Ids};
use aileron_idl::prost::Message;

/// The largest file that Flyte's engine reads by default (flytestdlib `storage/config.go`).
const MOST_BYTES: usize = 2 << 20;

/// The file with this graph.
pub(super) fn futures(task: &'static Entity, graph: Graph, context: &Context) -> Result<OutputFiles, Fault> {
    let packaged = std::env::var(spec::VARIABLE).map_err(|_| {
        let why = format!(
            "a dynamic workflow makes the specs of the tasks that it calls from the variable {} of its container, which is not set; \
             register the program with its own `package` or `serialize`",
            spec::VARIABLE
        );
        Fault::user("dynamic workflow", why)
    })?;
    let own = context.task();
    let registered = Ids { project: own.project, domain: own.domain, version: own.version };
    let options =
        spec::unpacked(&packaged, registered).map_err(|why| Fault::user("dynamic workflow", why))?;
    let job = spec::dynamic_job(task, graph, &options).map_err(|why| Fault::user("dynamic workflow", why))?;
    let map = job.encode_to_vec();
    if map.len() > MOST_BYTES {
        logs::note(&format!(
            "the graph of `{}` has {} nodes in {} bytes, but Flyte's engine reads at most {MOST_BYTES} bytes, unless its administrator has \
             raised `storage.limits.maxDownloadMBs`; make a part of it in another dynamic workflow",
            task.name,
            job.nodes.len(),
            map.len()
        ));
    }
    Ok(OutputFiles { name: "futures.pb", map, files: Vec::new() })
}
