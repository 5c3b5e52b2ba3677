//! An S3 server: prints its address and its folder, and ends when nobody holds its stdin any more.

use std::io::Read;
use store_tests::minio::Minio;

fn main() {
    let minio = Minio::start();
    println!("{}\n{}", minio.endpoint, minio.folder.display());
    // Whatever ends it.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}
