//! Tokens that are kept in a file.

use super::*;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// A person whose tokens are kept in a folder.
fn keeping(folder: &Path, admin: &Admin, person: &Person) -> SignIn {
    let store = TokenStore::Folder(folder.to_owned());
    user(SignInSettings { store, ..settings(Flow::Pkce, person) }, &admin.endpoints)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn only_file(folder: &Path) -> PathBuf {
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

#[test]
fn the_next_command_needs_no_sign_in() {
    let (base, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    let folder = base.path().join("a/tokens");
    let first = Person::willing();
    run(keeping(&folder, &admin, &first).token()).unwrap();
    let file = only_file(&folder);
    assert_eq!((mode(&folder), mode(&base.path().join("a")), mode(&file)), (0o700, 0o700, 0o600));
    assert!(file.file_name().unwrap().to_str().unwrap().starts_with("flyte.example.com_443-"), "{file:?}");

    let second = keeping(&folder, &admin, &Person::absent());
    run(async {
        let kept = second.token().await.unwrap();
        assert_eq!((kept.header(), kept.expose()), ("flyte-authorization", "Bearer access-1"));
        // It was revoked since.
        second.refused(&kept).await;
        assert_eq!(second.token().await.unwrap().expose(), "Bearer access-2");
    });
    assert_eq!(run(keeping(&folder, &admin, &Person::absent()).token()).unwrap().expose(), "Bearer access-2");
    assert_eq!((first.said().lines().count(), admin.asked("refresh_token")), (2, 1));
}

#[test]
fn what_another_process_has_renewed_is_taken() {
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    let one = keeping(folder.path(), &admin, &Person::willing());
    let other = keeping(folder.path(), &admin, &Person::absent());
    run(async {
        let used = one.token().await.unwrap();
        assert_eq!(other.token().await.unwrap().expose(), used.expose());
        std::thread::sleep(std::time::Duration::from_millis(5));
        other.refused(&used).await;
        other.token().await.unwrap();
        one.refused(&used).await;
        assert_eq!(one.token().await.unwrap().expose(), "Bearer access-2");
    });
    assert_eq!(admin.asked("refresh_token"), 1);
}

#[test]
fn tokens_of_another_client_scope_or_address_are_left_alone() {
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    run(keeping(folder.path(), &admin, &Person::willing()).token()).unwrap();
    let changes: [&dyn Fn(&mut SignIn); 3] = [
        &|user| user.settings.scopes = vec!["all".to_owned()],
        &|user| user.settings.endpoint = "other.example.com".to_owned(),
        // Who answers in the place of this address gets no refresh token.
        &|user| user.endpoints.token_endpoint += "?",
    ];
    for change in changes {
        let person = Person::willing();
        let mut user = keeping(folder.path(), &admin, &person);
        change(&mut user);
        run(user.token()).unwrap();
        assert_eq!(person.opened(), 1);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_damaged_file_is_replaced() {
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    run(keeping(folder.path(), &admin, &Person::willing()).token()).unwrap();
    let file = only_file(folder.path());
    let whole = fs::read(&file).unwrap();
    for content in [&b""[..], b"{}", b"[1]", b"\xff\x00", &whole[..whole.len() / 2], br#"{"accessToken": 1}"#]
    {
        fs::write(&file, content).unwrap();
        let person = Person::willing();
        run(keeping(folder.path(), &admin, &person).token()).unwrap();
        assert_eq!((person.opened(), mode(&file)), (1, 0o600), "{content:?}");
        run(keeping(folder.path(), &admin, &Person::absent()).token()).unwrap();
    }
}

#[test]
fn a_file_that_others_can_read_is_mended() {
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    run(keeping(folder.path(), &admin, &Person::willing()).token()).unwrap();
    let file = only_file(folder.path());
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    let person = Person::absent();
    let user = keeping(folder.path(), &admin, &person);
    run(async {
        let kept = user.token().await.unwrap();
        assert!(
            person.said().starts_with(&format!("Others could read the tokens in `{}`", file.display())),
            "{}",
            person.said()
        );
        user.refused(&kept).await;
        user.token().await.unwrap();
    });
    assert_eq!((mode(&file), mode(folder.path())), (0o600, 0o700));
    assert_eq!(person.said().lines().count(), 1);
}

#[test]
fn a_link_is_not_followed() {
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    let elsewhere = tempfile::tempdir().unwrap();
    run(keeping(folder.path(), &admin, &Person::willing()).token()).unwrap();
    let (file, target) = (only_file(folder.path()), elsewhere.path().join("tokens"));
    fs::rename(&file, &target).unwrap();
    symlink(&target, &file).unwrap();
    let person = Person::willing();
    run(keeping(folder.path(), &admin, &person).token()).unwrap();
    assert!(person.said().contains("are left alone") && person.opened() == 1, "{}", person.said());
    assert!(!file.is_symlink() && fs::read_to_string(&target).unwrap().contains("access-1"));
}

#[test]
fn a_folder_that_can_t_be_had_is_told_and_no_failure() {
    let (base, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    let folder = base.path().join("file");
    fs::write(&folder, "").unwrap();
    let person = Person::willing();
    let user = keeping(&folder, &admin, &person);
    assert_eq!(run(user.token()).unwrap().expose(), "Bearer access-1");
    assert!(person.said().contains("set `AILERON_TOKENS` to another folder."), "{}", person.said());
    assert_eq!(run(user.token()).unwrap().expose(), "Bearer access-1");
}

#[test]
fn programs_keep_nothing() {
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    let store = TokenStore::Folder(folder.path().to_owned());
    let settings = SignInSettings { store, ..settings(client(admin::SECRET), &Person::absent()) };
    run(user(settings, &admin.endpoints).token()).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A test that runs itself where there is no keyring, so that it never writes into that of a developer.
#[cfg(feature = "keyring")]
#[test]
fn without_a_keyring_the_file_is_taken() {
    const NAME: &str = "sign_in::tests::files::without_a_keyring_the_file_is_taken";
    const NOWHERE: (&str, &str) = ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    if cfg!(not(target_os = "linux")) {
        return;
    }
    if std::env::var(NOWHERE.0).as_deref() != Ok(NOWHERE.1) {
        let own = std::env::current_exe().unwrap();
        let mut again = std::process::Command::new(own);
        let again = again.args(["--exact", NAME]).env(NOWHERE.0, NOWHERE.1).output().unwrap();
        let shown = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && shown.contains("1 passed"), "{shown}");
        return;
    }
    let (folder, admin) = (tempfile::tempdir().unwrap(), Admin::start());
    let keeping = |person: &Person| {
        let store = TokenStore::Keyring(folder.path().to_owned());
        user(SignInSettings { store, ..settings(Flow::Pkce, person) }, &admin.endpoints)
    };
    run(keeping(&Person::willing()).token()).unwrap();
    assert_eq!(mode(&only_file(folder.path())), 0o600);
    assert_eq!(run(keeping(&Person::absent()).token()).unwrap().expose(), "Bearer access-1");
}
