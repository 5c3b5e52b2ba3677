//! Tasks whose images have no version.

use aileron::prelude::*;
use aileron_plugins::Pods;
use aileron_plugins::dask::Dask;

#[task(container_image = "ghcr.io/acme/app")]
fn one() {}

#[task(container_image = "ghcr.io/acme/app")]
fn other() {}

#[container_task(image = "localhost:5000/tools", command = ["area"])]
fn outside();

#[task(container_image = "app:1", plugin = Dask::new().worker_pods(Pods::new().image("ghcr.io/acme/dask")))]
fn cluster() {}

#[task(container_image = "app@sha256:0123456789012345678901234567890123456789012345678901234567890123")]
fn digest() {}

aileron::main!();
