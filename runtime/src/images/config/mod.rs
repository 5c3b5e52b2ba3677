//! Finds Flyte's configuration file and reads its images.

mod broken;
mod ini;
mod yaml;

use super::ImageError;
use aileron_grammar::Images;
use broken::{Broken, LARGEST};
use std::env;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The variable that flytectl's instructions tell users to set.
const VARIABLE: &str = "FLYTECTL_CONFIG";

/// What to do about a file that can't be read.
const FIX: &str = "fix it, or name another file with `--config FILE`";

/// Reads the images of `file`, or else of the file that [`find`] finds; none if there is no file.
///
/// # Errors
/// Fails if the file can't be read or an image in it is invalid.
pub(super) fn images(file: Option<&Path>) -> Result<Images, ImageError> {
    let path = match file {
        Some(path) => Some(path.to_owned()),
        None => find(env::var_os(VARIABLE).map(PathBuf::from), env::home_dir(), Path::new(""))?,
    };
    path.map_or_else(|| Ok(Images::default()), |path| read(&path))
}

/// The configuration file if the user names none. It is the first of these, in flytekit's order
/// (`configuration/file.py`): the variable's file, a file in the current folder, the old one in the home folder, the
/// new one there.
fn find(
    variable: Option<PathBuf>,
    home: Option<PathBuf>,
    current: &Path,
) -> Result<Option<PathBuf>, ImageError> {
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
                Err(ImageError::Config {
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

fn unreadable(path: &Path, error: io::Error) -> ImageError {
    ImageError::Config {
        place: path.display().to_string(),
        message: format!("this configuration file can't be read: {error}; {FIX}"),
        cause: Some(error),
    }
}

/// Reads the images of a file: YAML if its name says so, else the older form with sections (flytekit
/// `configuration/file.py`).
fn read(path: &Path) -> Result<Images, ImageError> {
    let failed = |(position, message): Broken| ImageError::Config {
        place: match position {
            Some((line, column)) => format!("{}:{line}:{column}", path.display()),
            None => path.display().to_string(),
        },
        message,
        cause: None,
    };
    let text = text(path).map_err(|error| unreadable(path, error))?;
    let is_yaml = path.to_str().is_some_and(|path| path.ends_with("yaml") || path.ends_with("yml"));
    parse(&text, is_yaml).map_err(failed)
}

fn text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        return Err(io::Error::other(format!("it is larger than {LARGEST} bytes")));
    }
    String::from_utf8(bytes).map_err(io::Error::other)
}

pub(crate) fn parse(text: &str, is_yaml: bool) -> Result<Images, Broken> {
    let pairs = if is_yaml { yaml::images(text) } else { ini::images(text) }?;
    let mut images = Images::default();
    for (name, reference) in pairs {
        images.declare(&name, &reference).map_err(|problem| {
            let message = format!("the image `{name}` under `images`: {problem}");
            (None, problem.rule().end(message))
        })?;
    }
    Ok(images)
}

#[cfg(test)]
mod tests {
    use super::{ImageError, find, read};
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

    fn message(error: &ImageError) -> String {
        error.to_string()
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
        let images = read(&yaml).unwrap();
        assert_eq!(images, read(&ini).unwrap());
        assert_eq!(images.get("gpu").map(ToString::to_string).as_deref(), Some("r.io/gpu:1"));
        assert_eq!(images.default_image().map(ToString::to_string).as_deref(), Some("r.io/app"));
    }

    #[test]
    fn a_broken_file_is_reported_with_its_place() {
        let folder = Folder::new("broken");
        let yaml = folder.write("a.yaml", "images:\n  gpu: [1\n");
        assert!(
            message(&read(&yaml).unwrap_err()).contains("a.yaml:3:1: "),
            "{}",
            message(&read(&yaml).unwrap_err())
        );
        let ini = folder.write("a.config", "[images]\nnonsense\n");
        assert!(message(&read(&ini).unwrap_err()).contains("a.config:2:1: "));
        let bad = folder.write("b.yaml", "images:\n  gpu: r.io/GPU:1\n");
        assert!(message(&read(&bad).unwrap_err()).contains("the image `gpu` under `images`: "));
        assert!(message(&read(&folder.0.join("absent")).unwrap_err()).contains("can't be read"));
        let large = folder.write("large", &"#".repeat(super::LARGEST + 1));
        assert!(message(&read(&large).unwrap_err()).contains("it is larger than 1048576 bytes"));
    }
}
