use super::layout::{Pair, layout};
use super::place::{Placed, PlacedBox, place};
use super::scene::{Figure, scene};
use super::svg;
use super::svg::SvgError;
use crate::entity::{id, of_function};
use crate::graph::draw::Shape;
use crate::graph::{Constants, Nest};
use crate::prelude::*;

#[task]
fn load(x: i64) -> i64 {
    x
}

#[task]
fn join(x: i64, y: i64) -> i64 {
    x + y
}

#[task]
fn sum(all: Vec<i64>) -> i64 {
    all.iter().sum()
}

#[workflow]
fn part(x: i64) -> i64 {
    let a = load(x);
    let b = load(a);
    join(a, b)
}

#[workflow]
fn each_construct(x: i64) -> i64 {
    let first = part(x);
    let many = map(load, vec![1, 2]);
    let approved = gate::approve("fine", first);
    if approved < 3 {
        part(approved)
    } else if approved < 5 {
        first
    } else {
        join(many[0], approved)
    }
}

#[workflow]
fn wide(x: i64) -> i64 {
    let mut all = Vec::new();
    for _ in 0..50 {
        all.push(load(load(x)));
    }
    sum(all)
}

#[workflow]
fn guarded(x: i64) -> Result<i64, String> {
    let a = load(x);
    if a < 0 {
        return Err("it is <negative> & so on".into());
    }
    Ok(load(a))
}

fn nest<F: Copy + 'static>(workflow: F) -> Nest {
    let entity = of_function(id(workflow)).expect("a workflow");
    Nest::trace([entity], Constants::Anywhere).expect("a graph")
}

fn placed(nest: &Nest) -> Placed {
    place(&scene(&nest.member(0).graph, nest))
}

fn drawn(nest: &Nest) -> String {
    let first = nest.member(0);
    svg(&first.graph, nest, first.nodes()).expect("a drawing")
}

fn is_in(inner: &PlacedBox, outer: &PlacedBox) -> bool {
    let far = |one: &PlacedBox| Pair { x: one.corner.x + one.size.x, y: one.corner.y + one.size.y };
    let (inner_far, outer_far) = (far(inner), far(outer));
    outer.corner.x <= inner.corner.x
        && outer.corner.y <= inner.corner.y
        && inner_far.x <= outer_far.x
        && inner_far.y <= outer_far.y
}

fn is_apart(one: &PlacedBox, other: &PlacedBox) -> bool {
    let beside = |a: f64, a_size: f64, b: f64| a + a_size <= b;
    beside(one.corner.x, one.size.x, other.corner.x)
        || beside(other.corner.x, other.size.x, one.corner.x)
        || beside(one.corner.y, one.size.y, other.corner.y)
        || beside(other.corner.y, other.size.y, one.corner.y)
}

#[test]
fn boxes_are_apart_or_one_is_in_the_other() {
    for nest in [nest(each_construct), nest(wide), nest(guarded)] {
        let placed = placed(&nest);
        for (index, one) in placed.boxes.iter().enumerate() {
            for other in &placed.boxes[index + 1..] {
                let nested = (one.is_frame && is_in(other, one)) || (other.is_frame && is_in(one, other));
                assert!(nested || is_apart(one, other), "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn a_branch_holds_its_arms_and_a_workflow_its_nodes() {
    let nest = nest(each_construct);
    let scene = scene(&nest.member(0).graph, &nest);
    let branch =
        scene.boxes.iter().find(|drawn| drawn.figure == Figure::Shape(Shape::Branch)).expect("a branch");
    let arms: Vec<_> = branch
        .inside
        .iter()
        .map(|(heading, scene)| {
            (heading.as_str(), scene.boxes[0].title.as_str(), scene.boxes[0].key.as_str())
        })
        .collect();
    let gate = "approve fine";
    assert_eq!(
        arms,
        [
            (format!("{gate} < 3").as_str(), "part", "n3:0/n0"),
            (format!("{gate} < 5").as_str(), "hands values on", ""),
            ("else", "join", "n3:2/n0")
        ]
    );
    let [(_, inner)] = &scene.boxes[0].inside[..] else { panic!("a workflow") };
    let keys: Vec<_> = inner.boxes.iter().map(|drawn| drawn.key.as_str()).collect();
    assert_eq!(keys, ["n0/n0", "n0/n1", "n0/n2"]);
}

#[test]
fn what_leads_to_one_box_by_many_arrows_is_a_bundle_with_rows() {
    let nest = nest(wide);
    let scene = scene(&nest.member(0).graph, &nest);
    let figures: Vec<_> = scene.boxes.iter().map(|drawn| drawn.figure).collect();
    let [task, ends] = [Shape::Task, Shape::Ends].map(Figure::Shape);
    assert_eq!(figures, [Figure::Bundle, task, ends, ends]);
    assert_eq!(scene.boxes[0].inside[0].1.boxes.len(), 100);
    let size = placed(&nest).size;
    assert!(size.x < 3.0 * size.y && size.y < 3.0 * size.x, "{size:?}");
}

#[test]
fn a_long_arrow_runs_beside_the_boxes_that_it_passes() {
    let sizes = [Pair { x: 100.0, y: 40.0 }; 4];
    let arrows = [(0, 1), (1, 2), (2, 3), (0, 3)];
    let layout = layout(&sizes, &arrows);
    let long = &layout.routes[3];
    for (corner, size) in layout.corners.iter().zip(sizes).take(3).skip(1) {
        let inside = |point: &&Pair| {
            corner.x < point.x
                && point.x < corner.x + size.x
                && corner.y <= point.y
                && point.y <= corner.y + size.y
        };
        assert_eq!(long.iter().find(inside), None, "{layout:?}");
    }
    let ends = |index: usize, down: f64| Pair {
        x: layout.corners[index].x + 50.0,
        y: layout.corners[index].y + down,
    };
    assert_eq!((long[0], long[long.len() - 1]), (ends(0, 40.0), ends(3, 0.0)));
}

#[test]
fn many_long_arrows_take_no_more_lanes_than_there_are_boxes_for() {
    // Each box leads to the last: with a lane for each layer, that would be half a million.
    let boxes = 1_000;
    let arrows: Vec<_> = (0..boxes - 1).flat_map(|from| [(from, from + 1), (from, boxes - 1)]).collect();
    let layout = layout(&vec![Pair { x: 90.0, y: 40.0 }; boxes], &arrows);
    let points: usize = layout.routes.iter().map(Vec::len).sum();
    assert!(points <= 2 * arrows.len() + 2 * 4 * boxes, "{points}");
}

#[test]
fn texts_are_escaped_and_two_drawings_are_the_same_bytes() {
    let text = drawn(&nest(guarded));
    assert!(text.contains("fails: it is &#60;negative&#62; &#38; so on<"), "{text}");
    assert!(!text.contains("<negative"), "{text}");
    assert_eq!(text, drawn(&nest(guarded)));
    let each = nest(each_construct);
    assert_eq!(drawn(&each), drawn(&nest(each_construct)));
}

#[test]
fn a_graph_that_is_too_large_is_refused() {
    let nest = nest(part);
    let error = svg(&nest.member(0).graph, &nest, 20_001).expect_err("too large");
    assert!(matches!(error, SvgError::TooLarge { nodes: 20_001, .. }), "{error}");
    assert!(error.to_string().contains("no more than 20000"), "{error}");
}
