//! A library of tasks and workflows. Its tests are crates of their own that drive it.

use aileron::prelude::*;

/// A place in the plane.
#[derive(FlyteType)]
struct Point {
    x: f64,
    y: f64,
}

/// How to measure.
#[derive(FlyteType)]
enum Metric {
    Straight,
    Blocks,
}

/// Measures how far a point is from the origin.
#[task(container_image = "{{.image.geo.fqn}}:{{.image.default.version}}")]
fn distance(point: Point, metric: Metric) -> f64 {
    match metric {
        Metric::Straight => point.x.hypot(point.y),
        Metric::Blocks => point.x.abs() + point.y.abs(),
    }
}

/// Halves a length, if it has one.
#[task(retries = 1)]
fn half(x: f64) -> Result<f64, Recoverable> {
    if x == 0.0 { Err(Recoverable("there is nothing to halve")) } else { Ok(x / 2.0) }
}

/// Goes half of the way.
#[workflow]
fn halfway(point: Point, #[default(Metric::Straight)] metric: Metric) -> Result<f64, Recoverable> {
    half(distance(point, metric))
}

/// Goes half of the way each morning.
#[launch_plan(schedule = "0 6 * * *")]
fn daily() -> Result<f64, Recoverable> {
    halfway(Point { x: 3.0, y: 4.0 }, Metric::Blocks)
}

/// Asks before it goes.
#[workflow]
fn asked(x: f64) -> Result<f64, Recoverable> {
    let x = gate::approve("far", x);
    let by = gate::wait_for::<f64>("by");
    half(sum(x, by))
}

#[task]
fn sum(x: f64, y: f64) -> f64 {
    x + y
}
