//! Flyte's configuration file: found, read and parsed.

use super::LARGEST;
use super::error::{Broken, ConfigError};
use super::sections::Sections;
use super::yaml::{self, Node};
use std::env;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The variable that flytectl's instructions tell users to set.
const VARIABLE: &str = "FLYTECTL_CONFIG";

/// What to do about a file that can't be read.
const FIX: &str = "fix it, or name another file with `--config FILE`";

/// A configuration file that can be parsed.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(super) path: PathBuf,
    pub(crate) content: Content,
}

/// What a configuration file holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// YAML, unless it is empty.
    Yaml(Option<Rc<Node>>),
    /// The older form.
    Sections(Sections),
}

impl ConfigFile {
    /// Opens `file`, or else the file that [`find`] finds, if there is one.
    ///
    /// # Errors
    /// Fails if the file can't be read or parsed.
    pub(crate) fn open(file: Option<&Path>) -> Result<Option<ConfigFile>, ConfigError> {
        let path = match file {
            Some(path) => Some(path.to_owned()),
            None => find(env::var_os(VARIABLE).map(PathBuf::from), env::home_dir(), Path::new(""))?,
        };
        path.map(ConfigFile::read).transpose()
    }

    /// Reads a file: YAML if its name says so, else the older form with sections (flytekit `configuration/file.py`).
    fn read(path: PathBuf) -> Result<ConfigFile, ConfigError> {
        let text = text(&path).map_err(|error| unreadable(&path, error))?;
        let is_yaml = path.to_str().is_some_and(|path| path.ends_with("yaml") || path.ends_with("yml"));
        match Content::parse(&text, is_yaml) {
            Ok(content) => Ok(ConfigFile { path, content }),
            Err(broken) => Err(broken_in(&path, broken)),
        }
    }

    /// The error of something in the file.
    pub(crate) fn broken(&self, what: Broken) -> ConfigError {
        broken_in(&self.path, what)
    }
}

impl Content {
    /// Parses the text of a file.
    pub(crate) fn parse(text: &str, is_yaml: bool) -> Result<Content, Broken> {
        if is_yaml {
            yaml::parse(text).map(Content::Yaml)
        } else {
            Sections::parse(text).map(Content::Sections)
        }
    }
}

fn broken_in(path: &Path, (at, message): Broken) -> ConfigError {
    let place = match at {
        Some((line, column)) => format!("{}:{line}:{column}", path.display()),
        None => path.display().to_string(),
    };
    ConfigError { place, message, cause: None }
}

/// The configuration file if the user names none. It is the first of these, in flytekit's order
/// (`configuration/file.py`): the variable's file, a file in the current folder, the old one in the home folder, the
/// new one there.
fn find(
    variable: Option<PathBuf>,
    home: Option<PathBuf>,
    current: &Path,
) -> Result<Option<PathBuf>, ConfigError> {
    if let Some(path) = variable.filter(|path| !path.as_os_str().is_empty()) {
        return match fs::metadata(&path) {
            Ok(_) => Ok(Some(path)),
            Err(error) => {
                let why = if is_absent(&error) {
                    "does not exist".to_owned()
                } else {
                    format!("can't be read: {error}")
                };
                let what = format!("the environment variable `{VARIABLE}` names this file, which {why}");
                Err(ConfigError {
                    place: path.display().to_string(),
                    message: format!("{what}; correct or unset it"),
                    cause: Some(error),
                })
            }
        };
    }
    let home = home.map(|home| home.join(".flyte"));
    let in_home = home.into_iter().flat_map(|home| [home.join("config"), home.join("config.yaml")]);
    for path in [current.join("flytekit.config")].into_iter().chain(in_home) {
        match fs::metadata(&path) {
            Ok(found) if found.is_file() => return Ok(Some(path)),
            // The file may exist, so the next one must not be used instead.
            Err(error) if !is_absent(&error) => return Err(unreadable(&path, error)),
            _ => {}
        }
    }
    Ok(None)
}

/// Whether the file, or a folder that it is in, does not exist.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn unreadable(path: &Path, error: io::Error) -> ConfigError {
    ConfigError {
        place: path.display().to_string(),
        message: format!("this configuration file can't be read: {error}; {FIX}"),
        cause: Some(error),
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        return Err(io::Error::other(format!("it is larger than {LARGEST} bytes")));
    }
    String::from_utf8(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::{ConfigFile, find};
    use std::fs;
    use std::path::PathBuf;

    /// A folder for one test, which is removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("aileron-config-{name}-{}", std::process::id()));
            fs::create_dir_all(path.join(".flyte")).unwrap();
            Folder(path)
        }
        fn write(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).unwrap();
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn files_are_searched_in_flytekits_order() {
        let folder = Folder::new("order");
        let home = || Some(folder.0.clone());
        assert_eq!(find(None, home(), &folder.0).unwrap(), None);
        let new = folder.write(".flyte/config.yaml", "");
        assert_eq!(find(None, home(), &folder.0).unwrap(), Some(new));
        let old = folder.write(".flyte/config", "");
        assert_eq!(find(None, home(), &folder.0).unwrap(), Some(old));
        let local = folder.write("flytekit.config", "");
        assert_eq!(find(None, home(), &folder.0).unwrap(), Some(local));
        let named = folder.write("named.yaml", "");
        assert_eq!(find(Some(named.clone()), home(), &folder.0).unwrap(), Some(named));
        assert!(find(Some(folder.0.join("absent")), home(), &folder.0).is_err());
    }

    #[test]
    fn both_forms_have_the_same_images() {
        let folder = Folder::new("forms");
        let yaml = folder
            .write("a.yaml", "admin:\n  endpoint: x\nimages:\n  gpu: r.io/gpu:1\n  default: r.io/app\n");
        let ini =
            folder.write("a.config", "[platform]\nurl=x\n[images]\ngpu=r.io/gpu:1\ndefault: r.io/app\n");
        for path in [yaml, ini] {
            let images = ConfigFile::read(path).unwrap().content.images().unwrap();
            let images: Vec<_> = images.iter().map(|image| (&*image.name, &*image.reference)).collect();
            assert_eq!(images, [("gpu", "r.io/gpu:1"), ("default", "r.io/app")]);
        }
    }

    #[test]
    fn a_broken_file_is_reported_with_its_place() {
        let folder = Folder::new("broken");
        let message = |path: PathBuf| ConfigFile::read(path).unwrap_err().to_string();
        let yaml = message(folder.write("a.yaml", "images:\n  gpu: [1\n"));
        assert!(yaml.contains("a.yaml:3:1: "), "{yaml}");
        let sections = message(folder.write("a.config", "[images]\n\n[nonsense\n"));
        assert!(sections.contains("a.config:3:1: "), "{sections}");
        assert!(message(folder.0.join("absent")).contains("can't be read"));
        let large = message(folder.write("large", &"#".repeat(super::LARGEST + 1)));
        assert!(large.contains("it is larger than 1048576 bytes"), "{large}");
    }
}
