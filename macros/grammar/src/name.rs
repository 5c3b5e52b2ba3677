//! What Kubernetes, Flyte and a file system take as a name.
//!
//! ```
//! use aileron_grammar::name;
//!
//! assert!(name::label_key("example.com/team").is_ok());
//! let problem = name::label_key("example.com/my team").unwrap_err();
//! assert_eq!(problem.at, 14..15);
//! ```

use crate::scan::{edges, first_not, split};
use crate::{Problem, Rule};
use std::fmt;

/// The longest name of an entity: with its index and ending around it (`12_NAME_3.pb`), the name of a file in
/// a package stays within the 255 bytes that file systems allow.
const LONGEST_ENTITY: usize = 240;

/// What a name is the name of, for messages, and the rule that it has to obey.
#[derive(Clone, Copy)]
struct Noun<'t> {
    rule: Rule,
    text: &'t str,
}

impl<'t> Noun<'t> {
    const fn new(rule: Rule, text: &'t str) -> Self {
        Noun { rule, text }
    }
}

impl fmt::Display for Noun<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// Checks the key of a Kubernetes label: up to 63 letters, digits and inner `-`, `_`, `.`, behind an optional
/// DNS name and `/` (apimachinery `util/validation` `IsQualifiedName`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::label_key("app.kubernetes.io/part-of").is_ok());
/// assert!(name::label_key("-team").is_err());
/// ```
pub fn label_key(key: &str) -> Result<(), Problem> {
    qualified(key, Noun::new(Rule::LabelName, "label's key"))
}

/// Checks the value of a Kubernetes label: empty, or up to 63 letters, digits and inner `-`, `_`, `.`.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::label_value("").is_ok());
/// assert!(name::label_value("two words").is_err());
/// ```
pub fn label_value(value: &str) -> Result<(), Problem> {
    if value.is_empty() { Ok(()) } else { label(value, Noun::new(Rule::LabelName, "label's value")) }
}

/// Checks the key of a Kubernetes annotation: as a label's key, but the case of the DNS name is free. Its value
/// is any [`text`].
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::annotation_key("Example.com/owner").is_ok());
/// assert!(name::label_key("Example.com/owner").is_err());
/// ```
pub fn annotation_key(key: &str) -> Result<(), Problem> {
    qualified(&key.to_ascii_lowercase(), Noun::new(Rule::LabelName, "annotation's key"))
}

/// Takes the name of a secret apart: its group and its key, each of letters, digits, `-`, `_` and `.`, with `/` between
/// (apimachinery `util/validation` `IsConfigMapKey`).
///
/// ```
/// # use aileron_grammar::name;
/// assert_eq!(name::secret("db/password"), Ok(("db", "password")));
/// assert!(name::secret("password").is_err());
/// ```
///
/// # Errors
/// When one of the two is missing, since Kubernetes' secrets have both, or holds another character.
pub fn secret(text: &str) -> Result<(&str, &str), Problem> {
    let Some((group, key)) = text.split_once('/').filter(|(group, key)| !group.is_empty() && !key.is_empty())
    else {
        return Err(Problem::new(
            Rule::SecretName,
            0..text.len(),
            format!("`{text}` is not the name of a secret"),
        )
        .why("Kubernetes keeps a secret as a key of a group")
        .instead("write `group/key`"));
    };
    let start = group.len() + 1;
    for (part, at) in [(group, 0), (key, start)] {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if let Some((c, place)) = first_not(part, allowed) {
            return Err(Problem::new(
                Rule::SecretName,
                place,
                format!("`{c}` can't be in the name of a secret"),
            )
            .why("its group and its key are made of letters, digits, `-`, `_` and `.`")
            .instead("write `group/key`")
            .moved(at));
        }
    }
    Ok((group, key))
}

/// Checks the name of an environment variable: letters, digits, `_`, `-` and `.`, no digit first, and not
/// `.` or anything that starts with `..` (apimachinery `util/validation` `IsEnvVarName`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::env_var("RUST_LOG").is_ok());
/// assert_eq!(name::env_var("2ND").unwrap_err().at, 0..1);
/// ```
pub fn env_var(name: &str) -> Result<(), Problem> {
    let kind = Noun::new(Rule::VariableName, "environment variable's name");
    characters(name, kind, "._-")?;
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Problem::new(Rule::VariableName, 0..1, format!("`{name}` starts with a digit"))
            .why("Kubernetes takes no such name of an environment variable")
            .instead(format!("write `_{name}`")));
    }
    if name == "." || name.starts_with("..") {
        return Err(Problem::new(
            Rule::VariableName,
            0..name.len(),
            format!("`{name}` is not a valid {kind}"),
        )
        .why("it would read as a path"));
    }
    Ok(())
}

/// Checks the name of a task, workflow or launch plan: letters, digits and `_`, `-`, in segments joined by
/// `.`, no `-` first, 240 bytes at most.
///
/// Flyte itself takes any text; this is what is also safe as the name of a file in a package and as an
/// argument of a command.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::entity("my_crate.etl.word_count").is_ok());
/// assert_eq!(name::entity("my_crate..word_count").unwrap_err().at, 8..10);
/// ```
pub fn entity(name: &str) -> Result<(), Problem> {
    let kind = Noun::new(Rule::EntityName, "entity's name");
    characters(name, kind, "._-")?;
    if name.starts_with('-') {
        return Err(Problem::new(Rule::EntityName, 0..1, format!("`{name}` starts with `-`"))
            .why("a command would read it as an option"));
    }
    if let Some((start, _)) = split(name, '.').find(|(_, segment)| segment.is_empty()) {
        return Err(Problem::new(
            Rule::EntityName,
            start.saturating_sub(1)..(start + 1).min(name.len()),
            format!("`{name}` has an empty segment"),
        )
        .why("a `.` separates two segments of an entity's name")
        .instead("remove the `.`"));
    }
    longest(name, kind, LONGEST_ENTITY)
}

/// Checks the name of a Kubernetes pod template: a DNS name, lower-case letters, digits and inner `-` in
/// segments joined by `.`, 253 bytes at most (apimachinery `util/validation` `IsDNS1123Subdomain`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::pod_template("gpu-large").is_ok());
/// assert_eq!(name::pod_template("GPU").unwrap_err().at, 0..1);
/// ```
pub fn pod_template(name: &str) -> Result<(), Problem> {
    dns(name, Noun::new(Rule::KubernetesName, "pod template's name"))
}

/// Checks the id of a project: a DNS label, lower-case letters, digits and inner `-`, 63 bytes at most (flyteadmin
/// `pkg/manager/impl/validation/project_validator.go`). It may be empty or `{{ registration.project }}`, where flytectl
/// fills it in.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::project("flytesnacks").is_ok());
/// assert_eq!(name::project("My project").unwrap_err().at, 2..3);
/// ```
pub fn project(id: &str) -> Result<(), Problem> {
    if is_registrations(id, "project") {
        Ok(())
    } else {
        dns_label(id, Noun::new(Rule::KubernetesName, "project's id"))
    }
}

/// Checks the id of a domain: as a [project's](project), since both are parts of the name of the Kubernetes namespace.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::domain("development").is_ok());
/// assert_eq!(name::domain("the domain").unwrap_err().at, 3..4);
/// ```
pub fn domain(id: &str) -> Result<(), Problem> {
    if is_registrations(id, "domain") {
        Ok(())
    } else {
        dns_label(id, Noun::new(Rule::KubernetesName, "domain's id"))
    }
}

/// Checks the version of what is registered: letters, digits, `-`, `_`, `.` and `~`, which a URL takes as they are
/// (flyteadmin `pkg/manager/impl/validation/validation.go`, `ValidateVersion`). It may be empty or
/// `{{ registration.version }}`, where flytectl fills it in.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::version("v1.0.0-rc.1").is_ok());
/// let problem = name::version("1.0.0+g3f2a").unwrap_err();
/// assert_eq!(problem.at, 5..6);
/// assert!(problem.to_string().ends_with("write `1.0.0-g3f2a`"));
/// ```
pub fn version(version: &str) -> Result<(), Problem> {
    if is_registrations(version, "version") {
        return Ok(());
    }
    let is_kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    match first_not(version, is_kept) {
        Some((c, at)) => {
            let other: String = version.chars().map(|c| if is_kept(c) { c } else { '-' }).collect();
            Err(Problem::new(Rule::EntityName, at, format!("there is {c:?} in the version `{version}`"))
                .why(
                    "Flyte accepts only characters that a URL takes as they are: ASCII letters, digits and any of `-_.~`",
                )
                .instead(format!("write `{other}`")))
        }
        None => Ok(()),
    }
}

/// Whether whoever registers says it.
fn is_registrations(text: &str, part: &str) -> bool {
    let inner = text.strip_prefix("{{ registration.").and_then(|rest| rest.strip_suffix(" }}"));
    text.is_empty() || inner == Some(part)
}

/// Checks the name of a group of equal pods in a cluster, which becomes a label and a part of the names of its pods: a DNS
/// label, lower-case letters, digits and inner `-`, 63 bytes at most (`KubeRay` `controllers/ray/utils/validation.go`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::group("gpu-workers").is_ok());
/// assert_eq!(name::group("gpu_workers").unwrap_err().at, 3..4);
/// ```
pub fn group(name: &str) -> Result<(), Problem> {
    dns_label(name, Noun::new(Rule::KubernetesName, "group's name"))
}

/// Checks the name of a Kubernetes service account: a DNS name, as a [pod template's](pod_template) is.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::service_account("spark.reader").is_ok());
/// assert_eq!(name::service_account("Reader").unwrap_err().at, 0..1);
/// ```
pub fn service_account(name: &str) -> Result<(), Problem> {
    dns(name, Noun::new(Rule::KubernetesName, "service account's name"))
}

/// Checks the name of a container in a pod: lower-case letters, digits and inner `-`, 63 bytes at most (apimachinery
/// `util/validation` `IsDNS1123Label`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::container("cache-2").is_ok());
/// assert_eq!(name::container("cache.2").unwrap_err().at, 5..6);
/// ```
pub fn container(name: &str) -> Result<(), Problem> {
    dns_label(name, Noun::new(Rule::KubernetesName, "container's name"))
}

/// Checks the name of an input or output: letters, digits and `_`.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::variable("o0").is_ok());
/// assert_eq!(name::variable("-o0").unwrap_err().at, 0..1);
/// ```
pub fn variable(name: &str) -> Result<(), Problem> {
    characters(name, Noun::new(Rule::InterfaceName, "variable's name"), "_")
}

/// Checks the name of a configured image: letters, digits, `_` and `-` (flytekit
/// `core/python_auto_container.py`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::image("gpu-12").is_ok());
/// assert_eq!(name::image("gpu.12").unwrap_err().at, 3..4);
/// ```
pub fn image(name: &str) -> Result<(), Problem> {
    characters(name, Noun::new(Rule::ImageName, "image's name"), "_-")
}

/// Checks a folder that a volume is mounted at in a container: absolute, below the root, and with no `:` in it
/// (kubernetes `pkg/apis/core/validation` of a `mountPath`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::folder("/var/inputs").is_ok());
/// assert_eq!(name::folder("/var//inputs").unwrap_err().at, 4..6);
/// ```
pub fn folder(path: &str) -> Result<(), Problem> {
    absolute(path, "a folder in a container", "/var/inputs")?;
    match path.find(':') {
        Some(at) => Err(Problem::new(
            Rule::ContainerPath,
            at..at + 1,
            "a volume's folder can't have this character in its path",
        )),
        None => Ok(()),
    }
}

/// Checks the path of a program in an image: absolute, since who starts it decides in which folder, and with nothing in it
/// that Flyte or Kubernetes would replace.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::program("/usr/local/bin/app").is_ok());
/// assert_eq!(name::program("target/release/app").unwrap_err().at, 0..0);
/// ```
pub fn program(path: &str) -> Result<(), Problem> {
    absolute(path, "a program in an image", "/usr/local/bin/app")?;
    match ["{{", "$"].into_iter().find_map(|text| Some((text, path.find(text)?))) {
        Some((text, at)) => Err(Problem::new(
            Rule::ContainerPath,
            at..at + text.len(),
            format!("there is `{text}` in the path `{path}`"),
        )
        .why("Flyte or Kubernetes would replace it in the container's arguments")),
        None => Ok(()),
    }
}

/// Checks the path of a file or folder that is put into an image: absolute, or `/` itself. A folder may end in `/`.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::image_path("/opt/app/assets/").is_ok());
/// assert!(name::image_path("assets").is_err());
/// ```
pub fn image_path(path: &str) -> Result<(), Problem> {
    match path.strip_suffix('/') {
        Some("") => Ok(()),
        shorter => absolute(shorter.unwrap_or(path), "what is put into an image", "/opt/app/assets"),
    }
}

/// Checks the path of what is put into an image, where it is on this machine: below the folder of Cargo.toml, so that another clone
/// has it as well. A folder may end in `/`.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::packed_path("assets/").is_ok());
/// assert!(name::packed_path("../secrets").is_err());
/// assert!(name::packed_path("/etc/passwd").is_err());
/// ```
pub fn packed_path(path: &str) -> Result<(), Problem> {
    let wrong = |at, what: String| {
        Err(Problem::new(Rule::ImageBuild, at, what)
            .why("what is put into an image is in the folder of Cargo.toml or below it, so that every clone has it")
            .instead("write a path such as `assets/`"))
    };
    if path.starts_with('/') || path.contains('\\') {
        return wrong(0..path.len(), format!("`{path}` is not a relative path with `/` in it"));
    }
    let mut start = 0;
    let parts: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
    for part in &parts {
        let at = start..start + part.len();
        start = at.end + 1;
        // The folder itself is `.`, and that alone.
        if part.is_empty()
            || *part == ".."
            || (*part == "." && parts.len() > 1)
            || part.contains(['\0', '\n'])
        {
            return wrong(at, format!("`{part}` can't be a part of the path `{path}`"));
        }
    }
    Ok(())
}

/// Checks a platform of images: an operating system, which is Linux in every pod, an architecture in the words of Go, and its variant
/// (OCI image specification, `image-index.md`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::platform("linux/amd64").is_ok());
/// assert!(name::platform("linux/arm/v7").is_ok());
/// assert!(name::platform("linux/x86_64").unwrap_err().to_string().contains("did you mean `amd64`"));
/// ```
pub fn platform(text: &str) -> Result<(), Problem> {
    /// What Go calls them, and what others do.
    const ARCHITECTURES: [(&str, &[&str]); 9] = [
        ("amd64", &["x86_64", "x86-64", "x64"]),
        ("arm64", &["aarch64", "armv8"]),
        ("arm", &["armv7", "armhf", "armv6"]),
        ("386", &["i386", "i686", "x86"]),
        ("ppc64le", &["powerpc64le"]),
        ("s390x", &[]),
        ("riscv64", &["riscv64gc"]),
        ("loong64", &["loongarch64"]),
        ("mips64le", &["mips64el"]),
    ];
    let wrong = |at, what: String, instead: String| {
        Err(Problem::new(Rule::ImageBuild, at, what)
            .why("a platform is an operating system and an architecture, in the words of Go")
            .instead(instead))
    };
    let parts: Vec<&str> = text.split('/').collect();
    let ([os, architecture] | [os, architecture, _]) = *parts else {
        return wrong(0..text.len(), format!("`{text}` is not a platform"), "write `linux/amd64`".to_owned());
    };
    let at = os.len() + 1..os.len() + 1 + architecture.len();
    if os != "linux" {
        let what = format!("`{os}` is not the system of any pod");
        return wrong(0..os.len(), what, format!("write `linux/{architecture}`"));
    }
    if ARCHITECTURES.iter().all(|(name, _)| *name != architecture) {
        let named = ARCHITECTURES.iter().find(|(_, others)| others.contains(&architecture));
        let instead = match named {
            Some((name, _)) => format!("did you mean `{name}`?"),
            None => {
                format!("write {}", crate::suggest::any_of(ARCHITECTURES.map(|(name, _)| name).into_iter()))
            }
        };
        return wrong(at, format!("`{architecture}` is not an architecture"), instead);
    }
    let is_variant = |text: &str| {
        text.len() > 1 && text.starts_with('v') && text[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.get(2) {
        Some(variant) if !is_variant(variant) => {
            let what = format!("`{variant}` is not a variant of an architecture");
            wrong(at.end + 1..text.len(), what, "write one such as `v7`, or leave it out".to_owned())
        }
        _ => Ok(()),
    }
}

/// Checks the user of an image: a name or a number, and a group behind `:` (OCI image specification, `config.md`).
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::image_user("1000:1000").is_ok());
/// assert!(name::image_user("spark").is_ok());
/// assert!(name::image_user("a b").is_err());
/// ```
pub fn image_user(text: &str) -> Result<(), Problem> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (user, group) = text.split_once(':').map_or((text, None), |(user, group)| (user, Some(group)));
    let is_wrong = |part: &str| part.is_empty() || !part.chars().all(allowed);
    if is_wrong(user) || group.is_some_and(is_wrong) {
        return Err(Problem::new(
            Rule::ImageBuild,
            0..text.len(),
            format!("`{text}` is not a user of an image"),
        )
        .why("it is a name or a number, and a group behind a `:`")
        .instead("write `1000` or `1000:1000`"));
    }
    Ok(())
}

/// An absolute path, below the root, that is written in one way.
fn absolute(path: &str, what: &str, such_as: &str) -> Result<(), Problem> {
    let Some(below) = path.strip_prefix('/') else {
        return Err(Problem::new(Rule::ContainerPath, 0..0, format!("{what} has an absolute path"))
            .instead(format!("write one such as `{such_as}`")));
    };
    if let Some(at) = path.find(['\0', '\n']) {
        return Err(Problem::new(Rule::ContainerPath, at..at + 1, "a path can't have this character in it"));
    }
    let mut start = 1;
    for part in below.split('/') {
        let at = start..start + part.len();
        match part {
            "" => {
                let at = start - 1..(start + 1).min(path.len());
                return Err(Problem::new(Rule::ContainerPath, at, "a part of this path is empty")
                    .instead("drop the `/` too many"));
            }
            "." | ".." => {
                return Err(Problem::new(
                    Rule::ContainerPath,
                    at,
                    format!("`{part}` can't be a part of this path"),
                )
                .instead("write the path that it leads to"));
            }
            _ => start = at.end + 1,
        }
    }
    Ok(())
}

/// Checks a text that Kubernetes or a program gets as it is: any but one with the character NUL.
///
/// ```
/// # use aileron_grammar::name;
/// assert!(name::text("any other\n").is_ok());
/// assert_eq!(name::text("a\0b").unwrap_err().at, 1..2);
/// ```
pub fn text(text: &str) -> Result<(), Problem> {
    match text.find('\0') {
        Some(at) => Err(Problem::new(Rule::NulCharacter, at..at + 1, "the character NUL can't be in a text")
            .why("Kubernetes and the operating system end a text there")
            .instead("leave it out")),
        None => Ok(()),
    }
}

/// Checks that there are characters, and only letters, digits and `marks`.
fn characters(name: &str, kind: Noun<'_>, marks: &str) -> Result<(), Problem> {
    if name.is_empty() {
        return Err(Problem::new(kind.rule, 0..0, format!("the {kind} is empty")));
    }
    match first_not(name, |c| c.is_ascii_alphanumeric() || marks.contains(c)) {
        Some((c, at)) => Err(Problem::new(kind.rule, at, format!("there is {c:?} in the {kind} `{name}`"))
            .why(format!("it holds only ASCII letters, digits and any of `{marks}`"))),
        None => Ok(()),
    }
}

fn longest(name: &str, kind: Noun<'_>, limit: usize) -> Result<(), Problem> {
    // The names have passed `characters`, so every byte is a character.
    if name.len() <= limit {
        return Ok(());
    }
    Err(Problem::new(kind.rule, limit..name.len(), format!("the {kind} has {} characters", name.len()))
        .why(format!("it has at most {limit}")))
}

fn alphanumeric_edges(name: &str, kind: Noun<'_>) -> Result<(), Problem> {
    match edges(name).find(|(c, _)| !c.is_ascii_alphanumeric()) {
        Some((c, at)) => {
            Err(Problem::new(kind.rule, at, format!("the {kind} `{name}` starts or ends with `{c}`"))
                .why("it starts and ends with a letter or digit"))
        }
        None => Ok(()),
    }
}

fn label(text: &str, kind: Noun<'_>) -> Result<(), Problem> {
    characters(text, kind, "._-")?;
    alphanumeric_edges(text, kind)?;
    longest(text, kind, 63)
}

fn qualified(key: &str, kind: Noun<'_>) -> Result<(), Problem> {
    let Some((prefix, name)) = key.split_once('/') else { return label(key, kind) };
    if let Some(second) = name.find('/') {
        let second = prefix.len() + 1 + second;
        return Err(Problem::new(
            kind.rule,
            second..second + 1,
            format!("the {kind} `{key}` has a second `/`"),
        )
        .why("it is a name, or a DNS name, `/` and a name"));
    }
    dns(prefix, Noun { text: &format!("DNS name before the {kind}"), ..kind })?;
    label(name, kind).map_err(|problem| problem.moved(prefix.len() + 1))
}

/// A segment of a DNS name (apimachinery `util/validation` `IsDNS1123Label`).
fn dns_label(name: &str, kind: Noun<'_>) -> Result<(), Problem> {
    if let Some(at) = name.find('.') {
        return Err(Problem::new(kind.rule, at..at + 1, format!("there is a `.` in the {kind} `{name}`"))
            .why("it holds only lower-case letters, digits and `-`"));
    }
    characters(name, kind, "-")?;
    dns(name, kind)?;
    longest(name, kind, 63)
}

fn dns(name: &str, kind: Noun<'_>) -> Result<(), Problem> {
    characters(name, kind, ".-")?;
    if let Some((_, at)) = first_not(name, |c| !c.is_ascii_uppercase()) {
        return Err(Problem::new(kind.rule, at, format!("the {kind} `{name}` has upper-case letters"))
            .why("it is lower case")
            .instead(format!("write `{}`", name.to_ascii_lowercase())));
    }
    for (start, segment) in split(name, '.') {
        if segment.is_empty() {
            return Err(Problem::new(
                kind.rule,
                start.saturating_sub(1)..(start + 1).min(name.len()),
                format!("the {kind} `{name}` has an empty segment"),
            )
            .why("a `.` separates two segments"));
        }
        alphanumeric_edges(segment, kind).map_err(|problem| problem.moved(start))?;
    }
    longest(name, kind, 253)
}
