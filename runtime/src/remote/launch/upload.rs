//! Files, directories and tables of this machine among the inputs. They go to the places for which the server signs addresses, so
//! this machine needs no credentials of the store.

use super::target::Input;
use crate::causes::Causes;
use crate::remote::{Client, Error};
use crate::sign_in::HttpSettings;
use crate::storage::progress::Transfer;
use crate::storage::{Address, FileBody, Location, open_plain};
use crate::types::places::{self, Wanted};
use aileron_idl::core::{Literal, LiteralType};
use aileron_idl::service::data_proxy_service::CREATE_UPLOAD_LOCATION;
use aileron_idl::service::{CreateUploadLocationRequest, CreateUploadLocationResponse};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{StreamExt, TryStreamExt, stream};
use md5::{Digest, Md5};
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Body, StatusCode};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How many files are under way at once.
const AT_ONCE: usize = 4;
/// How often a file is sent if that fails.
const TRIES: u32 = 4;
/// The time before the second try; it doubles.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a request may take, and for each byte longer: 10 kB a second is little.
const LONGEST: Duration = Duration::from_secs(60);
const LONGER: Duration = Duration::from_micros(100);

/// Uploads each file, directory and table of this machine among the inputs, and puts its new place into the inputs. The same bytes
/// under the same name are sent once.
pub(super) async fn upload(
    client: &Client,
    types: &BTreeMap<String, Input>,
    inputs: &mut BTreeMap<String, Literal>,
) -> Result<(), Error> {
    let mut found = BTreeMap::new();
    for (name, literal) in &*inputs {
        let Some(input) = types.get(name) else { continue };
        collect(literal, &input.ty, &mut found)
            .map_err(|error| Error::wrong(format!("the input `{name}` can't be uploaded: {error}")))?;
    }
    if found.is_empty() {
        return Ok(());
    }
    let sending = Sending { client, http: http(client.http())? };
    let mut moved = BTreeMap::new();
    let mut sent = BTreeMap::new();
    for (place, path) in found {
        let new = sending.place(&path, &mut sent).await?;
        moved.insert(place, new);
    }
    for literal in inputs.values_mut() {
        places::replace(literal, &moved);
    }
    Ok(())
}

/// Uploads a program under a name. Returns its place.
pub(crate) async fn upload_program(client: &Client, path: &Path, name: &str) -> Result<String, Error> {
    let (sending, file) = program(client, path, name)?;
    let transfer = Arc::new(Transfer::begin(format!("{name} to the store of Flyte")));
    transfer.has(file.length);
    sending.file(&file, &transfer, &Sent::new()).await
}

/// The place that a program would have. Nothing is uploaded.
pub(crate) async fn place_of_program(client: &Client, path: &Path, name: &str) -> Result<String, Error> {
    let (sending, file) = program(client, path, name)?;
    Ok(sending.location(&file).await?.native_url)
}

fn program<'c>(client: &'c Client, path: &Path, name: &str) -> Result<(Sending<'c>, Outgoing), Error> {
    let file = measured(path, name.to_owned(), String::new())?;
    let advice = "put the program into an image instead, and register without `--fast`";
    Ok((Sending { client, http: http(client.http())? }, Outgoing { advice, ..file }))
}

/// The places of this machine that a value names, each with its path.
fn collect(
    literal: &Literal,
    ty: &LiteralType,
    found: &mut BTreeMap<String, PathBuf>,
) -> Result<(), crate::ValueError> {
    places::each(literal, ty, &mut |place: &str, _: Wanted| {
        // What is no path and no address that this program can use may be one that the server can.
        if let Ok(location) = Location::parse(OsStr::new(place))
            && let Some(path) = location.path().filter(|_| !place.is_empty())
        {
            found.insert(place.to_owned(), path.to_owned());
        }
        Ok(())
    })
}

/// Connections for uploads.
fn http(settings: &HttpSettings) -> Result<reqwest::Client, Error> {
    settings
        .client_for_files()
        .map_err(|error| Error::wrong(format!("no upload is possible: {}", Causes(&error))))
}

struct Sending<'c> {
    client: &'c Client,
    http: reqwest::Client,
}

/// A file to send.
#[derive(Clone, Debug)]
struct Outgoing {
    path: PathBuf,
    /// Its name in the store, which for a file of a directory has the names of folders.
    name: String,
    /// The folder in the store; the server makes one from the contents if this is empty.
    root: String,
    length: u64,
    md5: [u8; 16],
    /// What else can be done if the store does not take it.
    advice: &'static str,
}

/// Where the same bytes have gone, by folder, name and MD5.
type Sent = BTreeMap<(String, String, [u8; 16]), String>;

impl Sending<'_> {
    /// Sends what is at a path. Returns where it is then.
    async fn place(&self, path: &Path, sent: &mut Sent) -> Result<String, Error> {
        if path.is_dir() {
            return self.directory(path, sent).await;
        }
        let name = path.file_name().unwrap_or(OsStr::new("file")).to_string_lossy().into_owned();
        let file = measured(path, name, String::new())?;
        self.all(&[file], path, sent)
            .await?
            .pop()
            .ok_or_else(|| unreadable(path, &io::ErrorKind::NotFound.into()))
    }

    async fn directory(&self, path: &Path, sent: &mut Sent) -> Result<String, Error> {
        let listed =
            Location::Local(path.to_owned()).list().map_err(|error| Error::wrong(error.to_string()))?;
        let mut files = Vec::with_capacity(listed.len());
        for file in listed {
            files.push(measured(&path.join(&file.name), file.name, String::new())?);
        }
        let Some(first) = files.first().map(|file| file.name.clone()) else {
            return Err(Error::wrong(format!(
                "the directory `{}` is empty, and a store has no empty directories; put a file into it",
                path.display()
            )));
        };
        // The same files get the same folder, so what is there already is no conflict.
        let root = root(&files);
        for file in &mut files {
            file.root.clone_from(&root);
        }
        let places = self.all(&files, path, sent).await?;
        let place = places.first().and_then(|place| place.strip_suffix(&first)).ok_or_else(|| {
            Error::wrong(format!(
                "the server gave `{first}` a place with another name, so the directory has no address"
            ))
        })?;
        Ok(place.trim_end_matches('/').to_owned())
    }

    /// Sends files, a few at once. Returns their places.
    async fn all(&self, files: &[Outgoing], what: &Path, sent: &mut Sent) -> Result<Vec<String>, Error> {
        let transfer = Arc::new(Transfer::begin(format!("{} to the store of Flyte", what.display())));
        transfer.has(files.iter().map(|file| file.length).sum());
        let sends: Vec<_> = files.iter().map(|file| self.file(file, &transfer, sent)).collect();
        let places: Vec<String> = stream::iter(sends).buffered(AT_ONCE).try_collect().await?;
        for (file, place) in files.iter().zip(&places) {
            sent.insert((file.root.clone(), file.name.clone(), file.md5), place.clone());
        }
        Ok(places)
    }

    async fn file(&self, file: &Outgoing, transfer: &Arc<Transfer>, sent: &Sent) -> Result<String, Error> {
        if let Some(place) = sent.get(&(file.root.clone(), file.name.clone(), file.md5)) {
            return Ok(place.clone());
        }
        let location = self.location(file).await?;
        put(&self.http, file, &location, transfer).await?;
        Ok(location.native_url)
    }

    /// Asks the server where a file goes.
    async fn location(&self, file: &Outgoing) -> Result<CreateUploadLocationResponse, Error> {
        let scope = self.client.scope();
        let request = CreateUploadLocationRequest {
            project: scope.project.clone(),
            domain: scope.domain.clone(),
            filename: file.name.clone(),
            content_md5: file.md5.to_vec(),
            filename_root: file.root.clone(),
            add_content_md5_metadata: true,
            ..CreateUploadLocationRequest::default()
        };
        Ok(self.client.call(CREATE_UPLOAD_LOCATION, request).await?)
    }
}

/// Sends a file to its place, again if that may help.
async fn put(
    http: &reqwest::Client,
    file: &Outgoing,
    location: &CreateUploadLocationResponse,
    transfer: &Arc<Transfer>,
) -> Result<(), Error> {
    let headers = headers(location, &file.md5);
    let (mut opened, _) = open_plain(&file.path).map_err(|error| unreadable(&file.path, &error))?;
    let mut pause = PAUSE;
    for attempt in 1.. {
        let body = opened.rewind().and_then(|()| opened.try_clone());
        let body = body.map_err(|error| unreadable(&file.path, &error))?;
        let body = FileBody::new(body, file.length, Arc::clone(transfer));
        let longest = LONGEST + LONGER.saturating_mul(u32::try_from(file.length).unwrap_or(u32::MAX));
        let request = http.put(&location.signed_url).headers(headers.clone()).body(Body::wrap(body));
        let why = match request.timeout(longest).send().await {
            Ok(answer) if answer.status().is_success() => return Ok(()),
            Ok(answer) if !may_pass(answer.status()) => {
                return Err(refused(file, location, &format!("it answered {}", answer.status())));
            }
            Ok(answer) => format!("it answered {}", answer.status()),
            // The address is a secret: whoever has it can write there.
            Err(error) => Causes(&error.without_url()).to_string(),
        };
        if attempt >= TRIES {
            return Err(refused(file, location, &why));
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    unreachable!("the loop ends with an answer")
}

fn may_pass(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}

fn refused(file: &Outgoing, location: &CreateUploadLocationResponse, why: &str) -> Error {
    let to = Address::new(location.native_url.clone());
    let at = Address::new(location.signed_url.clone());
    Error::failed(format!(
        "`{}` can't be uploaded to {to}, since the store at {at} did not take it: {why}; ask who runs this Flyte whether its store \
         can be reached from here, or {}",
        file.path.display(),
        file.advice
    ))
}

/// The headers of an upload: those that the server names, as they are signed. Its `Content-Length` is not the file's (flyteadmin
/// v1.16.8, seen), so it is left out, and the body tells its own.
fn headers(location: &CreateUploadLocationResponse, md5: &[u8; 16]) -> HeaderMap {
    let named = location.headers.iter().filter_map(|(name, value)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    });
    let mut headers: HeaderMap = named.filter(|(name, _)| name != CONTENT_LENGTH).collect();
    let md5 = HeaderValue::try_from(STANDARD.encode(md5)).expect("base64 is ASCII");
    headers.entry("content-md5").or_insert(md5);
    if location.native_url.starts_with("abfs") {
        // Azure takes no blob without its kind.
        headers.entry("x-ms-blob-type").or_insert(HeaderValue::from_static("BlockBlob"));
    }
    headers
}

/// Measures a file.
fn measured(path: &Path, name: String, root: String) -> Result<Outgoing, Error> {
    let failed = |error| unreadable(path, &error);
    let (mut file, _) = open_plain(path).map_err(failed)?;
    let (length, md5) = digest(&mut file).map_err(failed)?;
    let advice = "upload it yourself and write its address instead of the path";
    Ok(Outgoing { path: path.to_owned(), name, root, length, md5, advice })
}

fn digest(file: &mut File) -> io::Result<(u64, [u8; 16])> {
    let mut md5 = Md5::new();
    let mut piece = vec![0; 256 * 1024];
    let mut length = 0;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((length, md5.finalize().into()));
        }
        md5.update(&piece[..read]);
        length += read as u64;
    }
}

/// The folder for the files of a directory: a digest of their names and contents.
fn root(files: &[Outgoing]) -> String {
    let mut all = Md5::new();
    for file in files {
        all.update(file.name.as_bytes());
        all.update([0]);
        all.update(file.md5);
    }
    let digest: [u8; 16] = all.finalize().into();
    format!("{:032x}", u128::from_be_bytes(digest))
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::wrong(format!("`{}` can't be read: {error}; check the path", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    /// A request that a store got: its headers in lower case, and its body.
    #[derive(Debug)]
    struct Got {
        headers: BTreeMap<String, String>,
        body: Vec<u8>,
    }

    /// A store that gives these answers in turn. Returns its address, and what it got when all are given.
    fn store(answers: &'static [&'static str]) -> (String, thread::JoinHandle<Vec<Got>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let answer = move |status: &&str| {
            let (mut stream, _) = listener.accept().expect("a connection");
            let got = read(&stream);
            let text = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(text.as_bytes()).expect("an answer");
            got
        };
        (address, thread::spawn(move || answers.iter().map(answer).collect()))
    }

    fn read(stream: &TcpStream) -> Got {
        let mut reader = BufReader::new(stream);
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a line");
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.trim().split_once(": ") {
                headers.insert(name.to_lowercase(), value.to_owned());
            }
        }
        let length = headers.get("content-length").map_or(0, |length| length.parse().expect("a length"));
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("the body");
        Got { headers, body }
    }

    fn sent(answers: &'static [&'static str]) -> (Result<(), Error>, Vec<Got>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("data.csv");
        std::fs::write(&path, "a,b\n1,2\n").expect("a file");
        let file = measured(&path, "data.csv".into(), String::new()).expect("measured");
        let (address, got) = store(answers);
        let location = CreateUploadLocationResponse {
            signed_url: address + "/bucket/data.csv?X-Amz-Signature=secret",
            native_url: "s3://bucket/data.csv".into(),
            headers: [
                // As flyteadmin has it: the length of the text of the MD5.
                ("Content-Length".to_owned(), "24".to_owned()),
                ("Content-MD5".to_owned(), STANDARD.encode(file.md5)),
                ("x-amz-meta-flyteContentMD5".to_owned(), STANDARD.encode(file.md5)),
            ]
            .into(),
            ..CreateUploadLocationResponse::default()
        };
        let transfer = Arc::new(Transfer::begin("a test".into()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let done = runtime.block_on(put(
            &http(&HttpSettings::default()).expect("a client"),
            &file,
            &location,
            &transfer,
        ));
        (done, got.join().expect("what the store got"))
    }

    #[test]
    fn a_file_is_sent_with_its_own_length_and_md5() {
        let (done, got) = sent(&["200 OK"]);
        done.expect("sent");
        assert_eq!(got[0].body, b"a,b\n1,2\n");
        let header = |name: &str| got[0].headers[name].as_str();
        assert_eq!(header("content-length"), "8");
        let md5 = STANDARD.encode(Md5::digest(b"a,b\n1,2\n"));
        assert_eq!([header("content-md5"), header("x-amz-meta-flytecontentmd5")], [&md5, &md5]);
        assert!(!got[0].headers.contains_key("content-type"), "{got:?}");
    }

    #[test]
    fn what_passes_is_tried_again_with_the_whole_file() {
        let (done, got) = sent(&["503 Slow Down", "201 Created"]);
        done.expect("sent");
        assert_eq!(got.iter().map(|got| got.body.len()).collect::<Vec<_>>(), [8, 8]);
    }

    #[test]
    fn a_refusal_tells_the_place_and_no_signature() {
        let (done, got) = sent(&["403 Forbidden"]);
        let error = done.expect_err("refused").to_string();
        assert_eq!(got.len(), 1);
        assert!(error.contains("s3://bucket/data.csv") && error.contains("403"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn the_folder_of_a_directory_comes_from_names_and_contents() {
        let file = |name: &str, md5: u8| Outgoing {
            path: PathBuf::new(),
            name: name.into(),
            root: String::new(),
            length: 0,
            md5: [md5; 16],
            advice: "",
        };
        let one = root(&[file("a", 1), file("b", 2)]);
        assert_eq!((one.len(), &one), (32, &root(&[file("a", 1), file("b", 2)])));
        assert_ne!(one, root(&[file("a", 1), file("b", 3)]));
        assert_ne!(one, root(&[file("a", 1), file("c", 2)]));
    }

    #[test]
    fn only_what_is_on_this_machine_is_uploaded() {
        use crate::FlyteType;
        let literal = |place: &str| {
            crate::types::json::read(place.into(), &crate::File::<crate::data::Any>::literal_type())
        };
        let mut found = BTreeMap::new();
        for place in ["s3://bucket/key", "odd://bucket/key", "./data.csv", "file:///tmp/data.csv"] {
            let literal = literal(place).expect("a literal");
            collect(&literal, &crate::File::<crate::data::Any>::literal_type(), &mut found)
                .expect("its places");
        }
        assert_eq!(found.keys().collect::<Vec<_>>(), ["./data.csv", "file:///tmp/data.csv"]);
    }
}
