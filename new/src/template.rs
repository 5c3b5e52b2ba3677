//! The files of a project, and how their placeholders are filled in.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        /// Path and text. A file whose name ends with `.liquid` loses this ending, by cargo-generate's rule: a folder with a
        /// Cargo.toml would not be part of this package.
        pub(crate) const FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../template/", $path)))),*];
    };
}

files!(
    ".github/workflows/ci.yml",
    ".gitignore",
    "Cargo.toml.liquid",
    "README.md",
    "bacon.toml",
    "src/main.rs",
);

/// The text, with a value for each `{{placeholder}}`. Between `{% raw %}` and `{% endraw %}` nothing is one.
///
/// # Panics
///
/// If the template has a placeholder without a value.
pub(crate) fn render(text: &str, values: &[(&str, &str)]) -> String {
    let mut rendered = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{% raw %}")).min() {
        rendered.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(raw) = rest.strip_prefix("{% raw %}") {
            let (raw, after) = raw.split_once("{% endraw %}").expect("the end of what is raw");
            rendered.push_str(raw);
            rest = after;
        } else {
            let (name, after) = rest[2..].split_once("}}").expect("the end of a placeholder");
            let (_, value) =
                values.iter().find(|(known, _)| *known == name.trim()).expect("a known placeholder");
            rendered.push_str(value);
            rest = after;
        }
    }
    rendered + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                let root = concat!(env!("CARGO_MANIFEST_DIR"), "/template");
                found.push(path.strip_prefix(root).expect("inside").to_str().expect("text").to_owned());
            }
        }
    }

    #[test]
    fn every_file_of_the_template_is_part_of_the_program() {
        let mut found = Vec::new();
        walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/template")), &mut found);
        // It is cargo-generate's own.
        found.retain(|file| file != "cargo-generate.toml");
        found.sort();
        assert_eq!(found, FILES.iter().map(|(path, _)| *path).collect::<Vec<_>>());
    }

    #[test]
    fn cargo_generate_knows_the_placeholders_and_the_version() {
        let settings = include_str!("../template/cargo-generate.toml");
        assert!(settings.contains("[placeholders.aileron]"));
        assert!(
            settings.contains(concat!("default = \"\\\"", env!("CARGO_PKG_VERSION"), "\\\"\"")),
            "{settings}"
        );
        for (path, text) in FILES {
            // Liquid would read them; a test of the whole project sees what is left.
            assert_eq!(text.matches("{%").count(), 2 * text.matches("{% raw %}").count(), "{path}");
            render(text, &[("project-name", "x"), ("aileron", "\"1\"")]);
        }
    }

    #[test]
    fn a_value_is_not_read_as_a_template() {
        let values = [("project-name", "{{aileron}}"), ("aileron", "no")];
        assert_eq!(
            render("a {{ project-name }} {% raw %}{{x}}{% endraw %} z", &values),
            "a {{aileron}} {{x}} z"
        );
    }
}
