//! Inputs and outputs of executions and their nodes.

use super::{Execution, State};
use crate::offloaded::{self, OffloadError};
use crate::remote::Error;
use crate::types::{json, wire};
use aileron_grammar::suggest::did_you_mean;
use aileron_idl::admin::{
    NodeExecutionGetDataRequest, NodeExecutionGetRequest, UrlBlob, WorkflowExecutionGetDataRequest,
    WorkflowExecutionGetDataResponse,
};
use aileron_idl::core::{LiteralMap, NodeExecutionIdentifier};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use aileron_idl::service::admin_service::{GET_EXECUTION_DATA, GET_NODE_EXECUTION, GET_NODE_EXECUTION_DATA};
use serde_json::Value;
use tonic::Code;

impl Execution {
    /// Its inputs as JSON, by name.
    ///
    /// # Errors
    /// Fails if the server has no such execution, the inputs are larger than what it sends, or it does not answer.
    pub async fn inputs(&self) -> Result<Value, Error> {
        Ok(values(&self.input_literals().await?))
    }

    /// Its outputs as JSON, by name: `{"o0": 6}`.
    ///
    /// # Errors
    /// Fails if it has not succeeded, the server has no such execution, the outputs are larger than what it sends, or it does not
    /// answer.
    pub async fn outputs(&self) -> Result<Value, Error> {
        Ok(values(&self.output_literals().await?))
    }

    /// The outputs of one of its nodes as JSON, by name. `node` is an id such as `n0`, or `n0-0-n1` within another node.
    ///
    /// # Errors
    /// Fails if there is no such node or it has not succeeded, if the server has no such execution, the outputs are larger than
    /// what it sends, or it does not answer.
    pub async fn node_outputs(&self, node: &str) -> Result<Value, Error> {
        Ok(values(&self.node_output_literals(node).await?))
    }

    pub(crate) async fn input_literals(&self) -> Result<LiteralMap, Error> {
        let data = self.data().await?;
        #[allow(deprecated, reason = "it says how large the inputs are")]
        let inputs = whole(data.full_inputs, data.inputs, "inputs").map_err(Error::unready)?;
        loaded(inputs, "input").await
    }

    pub(crate) async fn output_literals(&self) -> Result<LiteralMap, Error> {
        let state = self.without_nodes().await?.state;
        if !state.is_success() {
            return Err(Error::unready(without_outputs(&format!("the execution `{}`", self.name()), state)));
        }
        let data = self.data().await?;
        #[allow(deprecated, reason = "it says how large the outputs are")]
        let outputs = whole(data.full_outputs, data.outputs, "outputs").map_err(Error::unready)?;
        loaded(outputs, "output").await
    }

    pub(crate) async fn node_output_literals(&self, node: &str) -> Result<LiteralMap, Error> {
        let id = self.node(node);
        let state = match self
            .client
            .call(GET_NODE_EXECUTION, NodeExecutionGetRequest { id: Some(id.clone()) })
            .await
        {
            Ok(found) => State::from(found.closure.unwrap_or_default().phase()),
            Err(error) if error.code() == Code::NotFound => {
                // Fails by itself if there is no such execution.
                let snapshot = self.snapshot().await?;
                let ids: Vec<&str> = snapshot.all_nodes().map(|node| node.id.as_str()).collect();
                return Err(Error::refused(unknown_node(self.name(), node, &ids), error));
            }
            Err(error) => return Err(error.into()),
        };
        if !state.is_success() {
            return Err(Error::unready(without_outputs(&format!("the node `{node}`"), state)));
        }
        let data =
            self.client.call(GET_NODE_EXECUTION_DATA, NodeExecutionGetDataRequest { id: Some(id) }).await?;
        #[allow(deprecated, reason = "it says how large the outputs are")]
        let outputs = whole(data.full_outputs, data.outputs, "outputs").map_err(Error::unready)?;
        loaded(outputs, "output").await
    }

    /// The id of a node.
    pub(super) fn node(&self, id: &str) -> NodeExecutionIdentifier {
        NodeExecutionIdentifier { node_id: id.to_owned(), execution_id: Some(self.id.clone()) }
    }

    async fn data(&self) -> Result<WorkflowExecutionGetDataResponse, Error> {
        let request = WorkflowExecutionGetDataRequest { id: Some(self.id.clone()) };
        match self.client.call(GET_EXECUTION_DATA, request).await {
            Ok(data) => Ok(data),
            Err(error) => Err(self.failed(error).await),
        }
    }
}

/// The values. flyteadmin leaves them out if they are larger than its `remoteData.maxSizeInBytes`, and tells their size.
fn whole(values: Option<LiteralMap>, blob: Option<UrlBlob>, what: &str) -> Result<LiteralMap, String> {
    let values = values.unwrap_or_default();
    let size = blob.map_or(0, |blob| blob.bytes);
    if values.literals.is_empty() && size > LEAST {
        return Err(format!(
            "the {what} are {size} bytes, which is more than the server sends; read them from the store, where Flyte's console \
             links to them"
        ));
    }
    Ok(values)
}

/// The values, those fetched that are in files of their own: a large one of a task whose platform offloads them.
async fn loaded(values: LiteralMap, what: &'static str) -> Result<LiteralMap, Error> {
    let encoded = values.literals.iter().map(|(name, literal)| (name, Bytes::from(literal.encode_to_vec())));
    let elsewhere: Vec<(String, Bytes)> = encoded
        .filter(|(_, literal)| wire::holds_addresses(literal))
        .map(|(name, literal)| (name.clone(), literal))
        .collect();
    if elsewhere.is_empty() {
        return Ok(values);
    }
    // Stores are read by threads that wait.
    let reading = tokio::task::spawn_blocking(move || {
        let one = |(name, literal)| {
            let what = format!("the {what} `{name}`");
            let whole = offloaded::inline(&what, literal)?;
            let literal = wire::literal(&whole).map_err(|cause| OffloadError::Unreadable { what, cause })?;
            Ok((name, literal))
        };
        elsewhere.into_iter().map(one).collect::<Result<Vec<_>, _>>()
    });
    let fetched = reading.await.unwrap_or_else(|ended| std::panic::resume_unwind(ended.into_panic()));
    let mut values = values;
    values.literals.extend(fetched.map_err(Error::offloaded)?);
    Ok(values)
}

/// The size in bytes up to which values that are left out are none: an empty map has no bytes, and no value so few.
const LEAST: i64 = 4;

/// Values as JSON, by name.
pub(crate) fn values(literals: &LiteralMap) -> Value {
    literals.literals.iter().map(|(name, literal)| (name.clone(), json::write(literal))).collect()
}

/// The message for what has no outputs yet, or never will.
fn without_outputs(what: &str, state: State) -> String {
    if state.is_over() {
        format!(
            "{what} has no outputs, since it is over and did not succeed ({state}); `executions get` shows why"
        )
    } else {
        format!("{what} has no outputs yet ({state}); `executions watch` waits for its end")
    }
}

/// The message for a node that is not in the execution.
pub(super) fn unknown_node(execution: &str, node: &str, ids: &[&str]) -> String {
    let hint = match ids.len() {
        0 => "it has no node yet".to_owned(),
        1..=10 => did_you_mean(node, ids.iter().copied()),
        _ => match aileron_grammar::suggest::nearest(node, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`executions get` lists its nodes".to_owned(),
        },
    };
    format!("the execution `{execution}` has no node `{node}`; {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FlyteType;
    use crate::types::literal;
    use aileron_idl::core::LiteralOffloadedMetadata;
    use aileron_idl::core::literal::Value::OffloadedMetadata as Offloaded;
    use serde_json::json;

    fn six() -> LiteralMap {
        LiteralMap { literals: [("o0".to_owned(), 6.into_literal().unwrap())].into() }
    }

    #[test]
    fn values_are_json_by_name() {
        assert_eq!(values(&six()), json!({"o0": 6}));
        assert_eq!(values(&LiteralMap::default()), json!({}));
    }

    #[test]
    fn values_that_the_server_leaves_out_are_no_empty_values() {
        let blob = |bytes| Some(UrlBlob { url: "http://store/secret".into(), bytes });
        assert_eq!(whole(Some(six()), blob(12), "outputs"), Ok(six()));
        assert_eq!(whole(None, blob(0), "outputs"), Ok(LiteralMap::default()));
        assert_eq!(whole(None, None, "outputs"), Ok(LiteralMap::default()));
        let error = whole(None, blob(3_000_000), "outputs").unwrap_err();
        assert!(error.contains("3000000 bytes") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn a_value_in_a_file_of_its_own_is_fetched() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("o0_offloaded_metadata.pb");
        let large = "x".repeat(1000).into_literal().unwrap();
        std::fs::write(&file, large.encode_to_vec()).unwrap();
        let told = |size_bytes| {
            let uri = file.to_str().unwrap().to_owned();
            let metadata =
                LiteralOffloadedMetadata { uri, size_bytes, ..LiteralOffloadedMetadata::default() };
            let mut values = six();
            values.literals.insert("o1".to_owned(), literal::with(Offloaded(Box::new(metadata))));
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(loaded(values, "output"))
        };
        let mut whole = six();
        whole.literals.insert("o1".to_owned(), large.clone());
        assert_eq!(told(large.encoded_len() as u64).unwrap(), whole);
        let error = told(7).unwrap_err().to_string();
        assert!(error.starts_with("the output `o1` was offloaded to `"), "{error}");
        std::fs::remove_file(&file).unwrap();
        let error = told(0).unwrap_err();
        let shown = crate::causes::Causes(&error).to_string();
        assert!(shown.starts_with("the output `o1` is in a file of its own: "), "{shown}");
        assert_eq!(shown.matches("No such file").count(), 1, "{shown}");
    }

    #[test]
    fn what_has_no_outputs_says_why() {
        assert_eq!(
            without_outputs("the execution `f1`", State::Running),
            "the execution `f1` has no outputs yet (running); `executions watch` waits for its end"
        );
        assert_eq!(
            without_outputs("the node `n0`", State::Failed),
            "the node `n0` has no outputs, since it is over and did not succeed (failed); `executions get` shows why"
        );
    }

    #[test]
    fn an_unknown_node_names_those_that_there_are() {
        let message = |ids: &[&str]| unknown_node("f1", "n7", ids);
        assert_eq!(message(&[]), "the execution `f1` has no node `n7`; it has no node yet");
        assert_eq!(message(&["load", "save"]), "the execution `f1` has no node `n7`; write `load` or `save`");
        let many: Vec<String> = (0..20).map(|at| format!("load-{at}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(message(&many), "the execution `f1` has no node `n7`; `executions get` lists its nodes");
    }
}
