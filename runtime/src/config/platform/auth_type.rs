//! How a user signs in.

use aileron_grammar::suggest::nearest;

/// How a user signs in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AuthType {
    Pkce,
    DeviceFlow,
    ClientSecret,
    ExternalCommand,
}

/// flytekit's names (`configuration/__init__.py`, `AuthType`), the preferred ones first. Case is free.
const NAMES: [(&str, AuthType); 8] = [
    ("Pkce", AuthType::Pkce),
    ("DeviceFlow", AuthType::DeviceFlow),
    ("ClientSecret", AuthType::ClientSecret),
    ("ExternalCommand", AuthType::ExternalCommand),
    ("standard", AuthType::Pkce),
    ("basic", AuthType::ClientSecret),
    ("client_credentials", AuthType::ClientSecret),
    ("external_process", AuthType::ExternalCommand),
];

impl AuthType {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let found = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        found.map(|(_, auth_type)| *auth_type).ok_or_else(|| {
            let near = nearest(text, NAMES.iter().map(|(name, _)| *name));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let known = "write `Pkce`, `DeviceFlow`, `ClientSecret` or `ExternalCommand`";
            let end = if near.is_empty() { format!("; {known}") } else { near };
            format!("`{text}` is no way to sign in{end}")
        })
    }
}
