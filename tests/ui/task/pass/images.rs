#![allow(unused)]

use aileron::prelude::*;

#[task(container_image = "{{.image.default}}")]
fn whole() {}

#[task(container_image = "ghcr.io/org/app:{{.image.default.version}}")]
fn version_only() {}

#[task(container_image = "localhost:5000/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
fn digest() {}

#[task(container_image = "ubuntu")]
fn short() {}

#[task(container_image = "{{ .images.default.fqn }}:v1")]
fn as_flytekit_takes_it() {}

#[task(container_image = "{{.image.default}}-spark")]
fn text_behind() {}

fn main() {}
