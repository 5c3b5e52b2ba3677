//! Decks: the pages that tasks write.

use super::Execution;
use super::data::unknown_node;
use crate::causes::Causes;
use crate::remote::Error;
use crate::remote::call::CallError;
use aileron_idl::service::data_proxy_service::CREATE_DOWNLOAD_LINK;
use aileron_idl::service::{ArtifactType, CreateDownloadLinkRequest, create_download_link_request::Source};
use tonic::Code;

impl Execution {
    /// The ids of the nodes that have a deck, in their order.
    ///
    /// # Errors
    /// Fails if the server has no such execution, or does not answer.
    pub async fn decks(&self) -> Result<Vec<String>, Error> {
        let snapshot = self.snapshot().await?;
        let decks = snapshot.all_nodes().filter(|node| !node.deck_uri.is_empty());
        Ok(decks.map(|node| node.id.clone()).collect())
    }

    /// A link to the deck of a node, for everyone, and for as long as the server decides.
    ///
    /// # Errors
    /// Fails if the node has no deck, the server has no such execution, its store gives no links, or it does not answer.
    pub async fn deck_link(&self, node: &str) -> Result<String, Error> {
        let request = CreateDownloadLinkRequest {
            artifact_type: ArtifactType::Deck.into(),
            source: Some(Source::NodeExecutionId(self.node(node))),
            ..CreateDownloadLinkRequest::default()
        };
        let answer = match self.client.call(CREATE_DOWNLOAD_LINK, request).await {
            Ok(answer) => answer,
            Err(error) => return Err(self.without_deck(node, error).await),
        };
        let links = answer.pre_signed_urls.unwrap_or_default().signed_url;
        links.into_iter().next().ok_or_else(|| {
            Error::unready(format!(
                "the server gave no link to the deck of the node `{node}`; ask again later"
            ))
        })
    }

    /// The page of the deck of a node, as HTML.
    ///
    /// # Errors
    /// Fails as [`deck_link`](Self::deck_link) does, and if the store does not give the page.
    pub async fn deck(&self, node: &str) -> Result<Vec<u8>, Error> {
        let link = self.deck_link(node).await?;
        let http = self.client.http().client();
        let http =
            http.map_err(|error| Error::wrong(format!("no deck can be fetched: {}", Causes(&error))))?;
        fetch(&http, &link).await.map_err(|error| {
            // The address is a secret for as long as it is valid.
            let error = error.without_url();
            Error::unready(format!(
                "the deck of the node `{node}` can't be fetched from the store: {}; print its link without `--output`, and open it \
                 where the store can be reached",
                Causes(&error)
            ))
        })
    }

    /// The error of a call for a deck.
    async fn without_deck(&self, node: &str, error: CallError) -> Error {
        let snapshot = match self.snapshot().await {
            Ok(snapshot) => snapshot,
            Err(unknown) => return unknown,
        };
        let Some(found) = snapshot.all_nodes().find(|found| found.id == node) else {
            let ids: Vec<&str> = snapshot.all_nodes().map(|node| node.id.as_str()).collect();
            return Error::refused(unknown_node(self.name(), node, &ids), error);
        };
        match no_deck(node, &found.deck_uri, error.code(), error.message()) {
            Some(message) => Error::refused(message, error),
            None => error.into(),
        }
    }
}

/// What an answer to a call for a deck means, if it is one of those that tell it (flyteadmin `dataproxy/service.go`).
fn no_deck(node: &str, uri: &str, code: Code, answer: &str) -> Option<String> {
    if uri.is_empty() {
        return Some(format!(
            "the node `{node}` has no deck; a task writes one if it has the option `deck`, and calls `Context::deck`"
        ));
    }
    match code {
        Code::NotFound => {
            Some(format!("the deck of the node `{node}` is not there yet; ask again when the node has ended"))
        }
        Code::Internal if answer.contains("signed url") => Some(format!(
            "the store of the server gives no links, as one on its own disk does not; the deck of the node `{node}` is `{uri}`"
        )),
        _ => None,
    }
}

async fn fetch(http: &reqwest::Client, link: &str) -> Result<Vec<u8>, reqwest::Error> {
    let page = http.get(link).send().await?.error_for_status()?;
    Ok(page.bytes().await?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_a_deck_says_why() {
        let message = |uri, code, answer| no_deck("n0", uri, code, answer);
        assert!(message("", Code::Internal, "no deckUrl found").unwrap().contains("has no deck"));
        assert!(message("s3://b/deck.html", Code::NotFound, "URL").unwrap().contains("not there yet"));
        assert_eq!(
            message("/tmp/deck.html", Code::Internal, "failed to create a signed url. Error: unsupported")
                .unwrap(),
            "the store of the server gives no links, as one on its own disk does not; the deck of the node `n0` is `/tmp/deck.html`"
        );
        assert_eq!(message("s3://b/deck.html", Code::Unavailable, "down"), None);
    }
}
