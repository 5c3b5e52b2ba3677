//! Sending a blob, from where an earlier try broke.

use super::address::Address;
use super::answer::{location, received, refusal};
use super::auth::{Right, Scope, login};
use super::client::Registries;
use super::error::RegistryError;
use super::tries::Tries;
use crate::oci::Content;
use crate::storage::FileBody;
use crate::storage::progress::Transfer;
use oci_spec::image::Descriptor;
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE};
use reqwest::{Body, RequestBuilder, Response, StatusCode};
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::sync::Arc;
use url::Url;

/// A blob that is sent to a repository.
pub(super) struct Upload<'a> {
    pub(super) doing: &'a str,
    pub(super) address: &'a Address,
    pub(super) descriptor: &'a Descriptor,
    pub(super) content: &'a Content,
    pub(super) transfer: &'a Arc<Transfer>,
}

/// What a registry does with a request to mount a blob.
pub(super) enum Mount {
    Done,
    /// It can't, and waits for the bytes here.
    Session(Url),
    /// It says nothing of it.
    Refused,
}

impl Registries {
    /// Asks the registry to take a blob from another of its repositories.
    pub(super) async fn mount(
        &self,
        doing: &str,
        address: &Address,
        digest: &str,
        from: &str,
    ) -> Result<Mount, RegistryError> {
        let mut url = address.url(self.is_plain(address), "blobs/uploads/")?;
        url.query_pairs_mut().append_pair("mount", digest).append_pair("from", from);
        let scope = Scope::of(address, Right::Push).from(from);
        let make = |http: &reqwest::Client| http.post(url.clone()).header(CONTENT_LENGTH, 0);
        let answer = match self.ask(doing, address, &scope, make).await {
            Ok(answer) => answer,
            // One may not read the other repository: the bytes are sent then.
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => return Ok(Mount::Refused),
            Err(error) => return Err(error),
        };
        Ok(match answer.status() {
            StatusCode::CREATED => Mount::Done,
            StatusCode::ACCEPTED => Mount::Session(location(doing, &url, answer.headers())?),
            _ => Mount::Refused,
        })
    }

    /// Sends a blob.
    pub(super) async fn upload(
        &self,
        upload: &Upload<'_>,
        session: Option<Url>,
    ) -> Result<(), RegistryError> {
        let mut session = Session { at: session, is_new: true, is_whole: false };
        let mut tries = Tries::new();
        loop {
            match self.upload_once(upload, &mut session).await {
                Ok(()) => return Ok(()),
                Err(error) => tries.pause(error).await?,
            }
        }
    }

    async fn upload_once(&self, upload: &Upload<'_>, session: &mut Session) -> Result<(), RegistryError> {
        let size = upload.descriptor.size();
        let (mut url, at) = self.resumed(upload, session).await?;
        if session.is_whole {
            return self.finish(upload, url, Some(at)).await;
        }
        if at < size {
            let answer = self.patch(upload, &url, at).await?;
            match answer.status() {
                StatusCode::ACCEPTED | StatusCode::NO_CONTENT | StatusCode::CREATED => {
                    url = location(upload.doing, &url, answer.headers())?;
                    session.at = Some(url.clone());
                }
                StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => {
                    // A registry that takes a blob in one piece only.
                    session.is_whole = true;
                    return self.finish(upload, url, Some(0)).await;
                }
                StatusCode::NOT_FOUND | StatusCode::RANGE_NOT_SATISFIABLE => {
                    session.at = None;
                    let message = "the registry has lost the upload".to_owned();
                    return Err(RegistryError::cut(upload.doing, message));
                }
                _ => return Err(login(upload.address, refusal(upload.doing, answer).await)),
            }
        }
        let ended = self.finish(upload, url, None).await;
        if ended.is_err() {
            // What came is not what was sent, or nobody knows: it begins anew.
            session.at = None;
        }
        ended
    }

    /// Where the upload goes on, and at which byte.
    async fn resumed(&self, upload: &Upload<'_>, session: &mut Session) -> Result<(Url, u64), RegistryError> {
        let Upload { doing, address, .. } = *upload;
        let is_new = std::mem::take(&mut session.is_new);
        if let Some(url) = session.at.clone() {
            if is_new {
                return Ok((url, 0));
            }
            let scope = Scope::of(address, Right::Push);
            let make = || Ok(self.http().get(url.clone()));
            let answer = self.ask_once(doing, address, &scope, make).await?;
            if answer.status() == StatusCode::NO_CONTENT {
                let next = location(doing, &url, answer.headers()).unwrap_or(url);
                session.at = Some(next.clone());
                return Ok((next, received(answer.headers()).min(upload.descriptor.size())));
            }
        }
        let url = address.url(self.is_plain(address), "blobs/uploads/")?;
        let scope = Scope::of(address, Right::Push);
        let make = || Ok(self.http().post(url.clone()).header(CONTENT_LENGTH, 0));
        let answer = self.ask_once(doing, address, &scope, make).await?;
        if answer.status() != StatusCode::ACCEPTED {
            return Err(login(address, refusal(doing, answer).await));
        }
        let next = location(doing, &url, answer.headers())?;
        session.at = Some(next.clone());
        Ok((next, 0))
    }

    /// Sends the bytes from this one on.
    async fn patch(&self, upload: &Upload<'_>, url: &Url, at: u64) -> Result<Response, RegistryError> {
        let scope = Scope::of(upload.address, Right::Push);
        let make = || {
            let mut request = self.http().patch(url.clone());
            if at > 0 {
                request = request.header(CONTENT_RANGE, format!("{at}-{}", upload.descriptor.size() - 1));
            }
            upload.body(request, at)
        };
        self.ask_once(upload.doing, upload.address, &scope, make).await
    }

    /// Ends the upload: the registry compares the digest. It may want the bytes from this one on with it.
    async fn finish(
        &self,
        upload: &Upload<'_>,
        mut url: Url,
        bytes_from: Option<u64>,
    ) -> Result<(), RegistryError> {
        let Upload { doing, address, descriptor, .. } = *upload;
        url.query_pairs_mut().append_pair("digest", descriptor.digest().as_ref());
        let scope = Scope::of(address, Right::Push);
        let make = || {
            let request = self.http().put(url.clone());
            match bytes_from {
                Some(at) => upload.body(request, at),
                None => Ok(request.header(CONTENT_LENGTH, 0)),
            }
        };
        let answer = self.ask_once(doing, address, &scope, make).await?;
        match answer.status() {
            StatusCode::CREATED | StatusCode::NO_CONTENT => Ok(()),
            // The registry has other bytes than were sent, or lost them.
            StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND | StatusCode::RANGE_NOT_SATISFIABLE => {
                Err(RegistryError::cut(
                    doing,
                    format!("the registry does not take the blob: {}", refusal(doing, answer).await),
                ))
            }
            _ => Err(login(address, refusal(doing, answer).await)),
        }
    }
}

/// An upload under way.
struct Session {
    at: Option<Url>,
    /// Whether nothing was sent to it yet.
    is_new: bool,
    /// Whether the registry takes a blob in one piece only.
    is_whole: bool,
}

impl Upload<'_> {
    /// The bytes from this one on, as the body of a request.
    fn body(&self, request: RequestBuilder, at: u64) -> Result<RequestBuilder, RegistryError> {
        let left = self.descriptor.size().saturating_sub(at);
        let request = request.header(CONTENT_TYPE, "application/octet-stream").header(CONTENT_LENGTH, left);
        match self.content {
            Content::Bytes(bytes) => {
                let rest = bytes.get(usize::try_from(at).unwrap_or(usize::MAX)..).unwrap_or_default();
                self.transfer.add(rest.len() as u64);
                Ok(request.body(rest.to_vec()))
            }
            Content::File(path) => {
                let mut file = File::open(path).map_err(RegistryError::file(path))?;
                file.seek(SeekFrom::Start(at)).map_err(RegistryError::file(path))?;
                Ok(request.body(Body::wrap(FileBody::new(file, left, Arc::clone(self.transfer)))))
            }
            Content::Base(repository) => {
                let message = format!("the layer of `{repository}` was not fetched");
                Err(RegistryError::broken(self.doing, message))
            }
        }
    }
}
