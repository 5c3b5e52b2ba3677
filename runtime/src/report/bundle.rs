//! Bundles: what leads to a box with many arrows, or follows one, is drawn in a frame with a single arrow.
//!
//! In a frame, parts that no arrow connects stand in rows. Side by side, a hundred of them would be wider than any screen.

use super::scene::{Arrow, Drawn, Figure, Scene};
use crate::graph::draw::Shape;
use std::collections::BTreeMap;

/// So many arrows at one side of a box are too many.
const MANY: usize = 12;

/// The scene with bundles in place of too many arrows.
pub(super) fn bundled(mut scene: Scene) -> Scene {
    while let Some(members) = found(&scene) {
        scene = wrapped(scene, &members);
    }
    scene
}

/// Which boxes are the next bundle.
fn found(scene: &Scene) -> Option<Vec<bool>> {
    let (before, behind) = (
        neighbours(scene, |arrow| (arrow.to, arrow.from)),
        neighbours(scene, |arrow| (arrow.from, arrow.to)),
    );
    // The last box first: what leads to it may hold others.
    let leading = (0..scene.boxes.len()).rev().filter(|hub| before[*hub].len() > MANY);
    let leading = leading.map(|hub| only(scene, hub, &before, &behind));
    let following = (0..scene.boxes.len()).filter(|hub| behind[*hub].len() > MANY);
    let following = following.map(|hub| only(scene, hub, &behind, &before));
    let is_one = |members: &Vec<bool>| {
        let count = members.iter().filter(|is_member| **is_member).count();
        count > MANY && count + 1 < scene.boxes.len()
    };
    leading.chain(following).find(is_one)
}

/// For each box, those at the other ends of its arrows, each once.
fn neighbours(scene: &Scene, ends: impl Fn(&Arrow) -> (usize, usize)) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); scene.boxes.len()];
    for (own, other) in scene.arrows.iter().map(ends) {
        all[own].push(other);
    }
    for one in &mut all {
        one.sort_unstable();
        one.dedup();
    }
    all
}

/// The boxes that reach the hub, and from which all ways lead to it. Inputs and outputs stay outside.
fn only(scene: &Scene, hub: usize, before: &[Vec<usize>], behind: &[Vec<usize>]) -> Vec<bool> {
    let mut is_member = vec![false; before.len()];
    let mut missing: Vec<usize> = behind.iter().map(Vec::len).collect();
    let mut open = vec![hub];
    while let Some(one) = open.pop() {
        for near in &before[one] {
            missing[*near] -= 1;
            if missing[*near] == 0 && scene.boxes[*near].figure != Figure::Shape(Shape::Ends) {
                is_member[*near] = true;
                open.push(*near);
            }
        }
    }
    is_member
}

/// The scene with these boxes in a frame, at the place of the first.
fn wrapped(scene: Scene, is_member: &[bool]) -> Scene {
    let mut places = Vec::with_capacity(is_member.len());
    let (mut inner, mut outer) = (Scene::default(), Scene::default());
    let mut frame = None;
    for (drawn, is_member) in scene.boxes.into_iter().zip(is_member) {
        if *is_member {
            frame.get_or_insert_with(|| {
                outer.boxes.push(empty());
                outer.boxes.len() - 1
            });
            places.push(inner.boxes.len());
            inner.boxes.push(drawn);
        } else {
            places.push(outer.boxes.len());
            outer.boxes.push(drawn);
        }
    }
    let frame = frame.unwrap_or_default();
    let mut joined: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for arrow in scene.arrows {
        let place = |index: usize| if is_member[index] { frame } else { places[index] };
        if is_member[arrow.from] && is_member[arrow.to] {
            inner.arrows.push(Arrow { from: places[arrow.from], to: places[arrow.to], ..arrow });
        } else {
            let values = joined.entry((place(arrow.from), place(arrow.to))).or_default();
            values.extend(arrow.values.into_iter().take(MANY.saturating_sub(values.len())));
        }
    }
    outer.arrows = joined.into_iter().map(|((from, to), values)| Arrow { from, to, values }).collect();
    outer.boxes[frame].inside.push((String::new(), bundled(inner)));
    outer
}

fn empty() -> Drawn {
    Drawn {
        key: String::new(),
        figure: Figure::Bundle,
        title: String::new(),
        note: String::new(),
        tip: "one arrow stands for all that lead to, or come from, what is in here".to_owned(),
        inside: Vec::new(),
    }
}
