//! An S3 server: prints its address and its folder, and ends when its stdin is closed.

use std::io::Read;
use store_tests::minio::Minio;

fn main() {
    let minio = Minio::start();
    println!("{}\n{}", minio.endpoint, minio.folder.display());
    // Its end doesn't matter.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}
