//! The files with settings of Amazon's own tools: `~/.aws/credentials` and `~/.aws/config`.

use super::bucket_settings::text;
use crate::ini::{Line, lines};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// The settings of one section.
pub(super) type Profile = BTreeMap<String, String>;

/// The profile that the environment names; otherwise the one named `default`, which may be missing.
pub(super) fn chosen() -> Result<Profile, String> {
    let named = text("AWS_PROFILE").or_else(|| text("AWS_DEFAULT_PROFILE"));
    let name = named.as_deref().unwrap_or("default");
    let read = |variable, usual| file(variable, usual).and_then(|path| fs::read_to_string(path).ok());
    let config = read("AWS_CONFIG_FILE", "config").unwrap_or_default();
    let credentials = read("AWS_SHARED_CREDENTIALS_FILE", "credentials").unwrap_or_default();
    let sections = [section(&config, &format!("profile {name}")), section(&config, name)];
    let sections = sections.into_iter().chain([section(&credentials, name)]);
    // The file of credentials takes precedence.
    let found: Vec<_> = sections.flatten().collect();
    match named {
        Some(name) if found.is_empty() => Err(format!(
            "the environment's AWS_PROFILE is `{name}`, but neither `~/.aws/config` nor `~/.aws/credentials` has this \
             profile"
        )),
        _ => Ok(found.into_iter().flatten().collect()),
    }
}

fn file(variable: &str, usual: &str) -> Option<PathBuf> {
    let home = || text("HOME").map(|home| PathBuf::from(home).join(".aws").join(usual));
    text(variable).map(PathBuf::from).or_else(home)
}

/// The settings below `[name]`; `None` if there is no such section.
fn section(text: &str, name: &str) -> Option<Profile> {
    let mut found = None;
    let mut is_wanted = false;
    for (_, line) in lines(text, &['=']) {
        match line {
            Ok(Line::Section(section)) => {
                is_wanted = section == name;
                if is_wanted {
                    found.get_or_insert_default();
                }
            }
            Ok(Line::Setting(key, value)) if is_wanted => {
                found.get_or_insert_with(Profile::new).insert(key.to_owned(), value.to_owned());
            }
            // Amazon's tools check these files; lines that can't be read are skipped here, and so are nested settings.
            Ok(Line::Setting(..) | Line::More(_)) | Err(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let text = "[default]\nregion = a\n\n[profile x] # mine\nregion= b=c\ns3 =\n  region = d\n# region = e\n[y]\n";
        let region = |name| section(text, name)?.get("region").cloned();
        assert_eq!(region("default").as_deref(), Some("a"));
        assert_eq!(region("profile x").as_deref(), Some("b=c"));
        assert_eq!((section(text, "y"), section(text, "x")), (Some(Profile::new()), None));
    }
}
