//! Places for boxes of given sizes, and routes for the arrows between them: in layers, each box below those it follows.
//!
//! A long arrow gets a narrow box of its own in each layer that it crosses, so that it runs between the others. If that
//! took too many, the longest arrows run behind the boxes, so the time stays linear in the number of boxes.

use rust_sugiyama::configure::{Config, CrossingMinimization, RankingType};
use rust_sugiyama::from_vertices_and_edges;
use std::ops::Range;

/// The space between two boxes, and between two layers, in pixels.
const GAP: f64 = 34.0;
/// The space between parts that no arrow connects.
const APART: f64 = 28.0;
/// The width of an arrow that crosses a layer.
const LANE: f64 = 6.0;
/// How many lanes there may be for each box.
const LANES: usize = 4;
/// Parts that no arrow connects are put into rows about as wide as this many times their height.
const RATIO: f64 = 1.6;

/// A width and a height, or a point, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pair {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where all is.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) size: Pair,
    /// The upper left corner of each box.
    pub(super) corners: Vec<Pair>,
    /// For each arrow, the points through which it goes: from the lower edge of a box to the upper edge of another.
    pub(super) routes: Vec<Vec<Pair>>,
}

/// Places boxes of these sizes. The arrows must have no circle.
pub(super) fn layout(sizes: &[Pair], arrows: &[(usize, usize)]) -> Layout {
    let lanes = Lanes::new(sizes, arrows);
    let mut layout = Layout { corners: vec![Pair::default(); sizes.len()], ..Layout::default() };
    let centers = lanes.place(&mut layout.size);
    for (corner, (center, size)) in layout.corners.iter_mut().zip(centers.iter().zip(sizes)) {
        *corner = Pair { x: center.x - size.x / 2.0, y: center.y - size.y / 2.0 };
    }
    let point = |index: usize, down: f64| Pair { x: centers[index].x, y: centers[index].y + down };
    for (&(from, to), lane) in arrows.iter().zip(&lanes.of_arrows) {
        let first = point(from, sizes[from].y / 2.0);
        let last = point(to, -sizes[to].y / 2.0);
        // It crosses the whole height of a layer beside the boxes, not only where they are widest.
        let crossing = lane
            .clone()
            .flat_map(|lane| [-1.0, 1.0].map(|side| point(lane, side * lanes.height(lane) / 2.0)));
        layout.routes.push([first].into_iter().chain(crossing).chain([last]).collect());
    }
    layout
}

/// The boxes and the lanes of long arrows, which are boxes as well.
struct Lanes {
    sizes: Vec<Pair>,
    /// From each layer to the next.
    steps: Vec<(usize, usize)>,
    /// The lanes of each arrow, by their indices.
    of_arrows: Vec<Range<usize>>,
    /// The layer of each box, then of each lane.
    layers: Vec<usize>,
    /// The height of the highest box of each layer.
    heights: Vec<f64>,
}

impl Lanes {
    fn new(sizes: &[Pair], arrows: &[(usize, usize)]) -> Self {
        let layers = layers(sizes.len(), arrows);
        let mut heights = vec![0.0_f64; layers.iter().max().map_or(0, |last| last + 1)];
        for (layer, size) in layers.iter().zip(sizes) {
            heights[*layer] = heights[*layer].max(size.y);
        }
        let mut lanes = Lanes {
            sizes: sizes.to_vec(),
            steps: Vec::new(),
            of_arrows: vec![0..0; arrows.len()],
            layers,
            heights,
        };
        let crossed = |lanes: &Lanes, (from, to): (usize, usize)| {
            (lanes.layers[to] - lanes.layers[from]).saturating_sub(1)
        };
        let mut short_first: Vec<usize> = (0..arrows.len()).collect();
        short_first.sort_by_key(|arrow| crossed(&lanes, arrows[*arrow]));
        let mut left = LANES * sizes.len();
        for arrow in short_first {
            let (from, to) = arrows[arrow];
            let count = crossed(&lanes, (from, to));
            if count > left {
                continue;
            }
            left -= count;
            let first = lanes.sizes.len();
            lanes.sizes.extend(std::iter::repeat_n(Pair { x: LANE, y: 0.0 }, count));
            let above = lanes.layers[from];
            lanes.layers.extend((1..=count).map(|down| above + down));
            lanes.of_arrows[arrow] = first..first + count;
            let stops: Vec<usize> = [from].into_iter().chain(first..first + count).chain([to]).collect();
            lanes.steps.extend(stops.windows(2).map(|two| (two[0], two[1])));
        }
        lanes
    }

    /// The height of the layer of a lane.
    fn height(&self, lane: usize) -> f64 {
        self.heights[self.layers[lane]]
    }

    /// The center of each box and lane.
    fn place(&self, size: &mut Pair) -> Vec<Pair> {
        let parts: Vec<Part> = self.parts().into_iter().map(|part| self.part(&part)).collect();
        let mut centers = vec![Pair::default(); self.sizes.len()];
        *size = rows(&parts, &mut centers);
        centers
    }

    /// The boxes and lanes that steps connect, and those steps, in the order of their first boxes.
    fn parts(&self) -> Vec<Connected> {
        let mut near = vec![Vec::new(); self.sizes.len()];
        for (index, (from, to)) in self.steps.iter().enumerate() {
            near[*from].push((*to, Some(index)));
            near[*to].push((*from, None));
        }
        let mut is_seen = vec![false; self.sizes.len()];
        let mut parts = Vec::new();
        for first in 0..self.sizes.len() {
            let mut part = Connected::default();
            let mut open = vec![first];
            while let Some(one) = open.pop() {
                if std::mem::replace(&mut is_seen[one], true) {
                    continue;
                }
                part.members.push(one);
                part.steps.extend(near[one].iter().filter_map(|(_, step)| *step));
                open.extend(near[one].iter().map(|(other, _)| *other));
            }
            if !part.members.is_empty() {
                part.members.sort_unstable();
                part.steps.sort_unstable();
                parts.push(part);
            }
        }
        parts
    }

    fn part(&self, Connected { members, steps }: &Connected) -> Part {
        let [_, _, ..] = &members[..] else {
            return Part::new(members.iter().map(|one| (*one, Pair::default())).collect(), &self.sizes);
        };
        let place =
            |index: usize| members.binary_search(&index).ok().and_then(|place| u32::try_from(place).ok());
        let boxes: Vec<_> =
            (0..).zip(members.iter().map(|one| (self.sizes[*one].x, self.sizes[*one].y))).collect();
        let steps: Vec<_> = steps.iter().map(|step| self.steps[*step]).collect();
        let steps: Vec<_> =
            steps.into_iter().filter_map(|(from, to)| Some((place(from)?, place(to)?))).collect();
        let config = Config {
            vertex_spacing: GAP,
            ranking_type: RankingType::Up,
            c_minimization: CrossingMinimization::Barycenter,
            transpose: false,
            ..Config::default()
        };
        let places =
            from_vertices_and_edges(&boxes, &steps, &config).into_iter().flat_map(|(places, ..)| places);
        Part::new(places.map(|(place, (x, y))| (members[place], Pair { x, y })).collect(), &self.sizes)
    }
}

/// The indices of boxes and lanes, sorted, and of the steps between them.
#[derive(Default)]
struct Connected {
    members: Vec<usize>,
    steps: Vec<usize>,
}

/// Boxes that arrows connect.
struct Part {
    /// The center of each box.
    centers: Vec<(usize, Pair)>,
    size: Pair,
}

impl Part {
    fn new(places: Vec<(usize, Pair)>, sizes: &[Pair]) -> Self {
        let mut start = Pair { x: f64::INFINITY, y: f64::INFINITY };
        let mut end = Pair { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        for (index, center) in &places {
            let half = Pair { x: sizes[*index].x / 2.0, y: sizes[*index].y / 2.0 };
            start = Pair { x: start.x.min(center.x - half.x), y: start.y.min(center.y - half.y) };
            end = Pair { x: end.x.max(center.x + half.x), y: end.y.max(center.y + half.y) };
        }
        let moved = |center: Pair| Pair { x: center.x - start.x, y: center.y - start.y };
        Part {
            centers: places.into_iter().map(|(index, center)| (index, moved(center))).collect(),
            size: Pair { x: end.x - start.x, y: end.y - start.y },
        }
    }
}

/// Puts the parts into rows. Returns the size of all.
fn rows(parts: &[Part], centers: &mut [Pair]) -> Pair {
    let area: f64 = parts.iter().map(|part| (part.size.x + APART) * (part.size.y + APART)).sum();
    let widest = parts.iter().map(|part| part.size.x).fold(0.0, f64::max);
    let edge = widest.max((area * RATIO).sqrt());
    let (mut corner, mut row, mut all) = (Pair::default(), 0.0_f64, Pair::default());
    for part in parts {
        if corner.x > 0.0 && corner.x + part.size.x > edge {
            corner = Pair { x: 0.0, y: corner.y + row + APART };
            row = 0.0;
        }
        for (index, center) in &part.centers {
            centers[*index] = Pair { x: center.x + corner.x, y: center.y + corner.y };
        }
        row = row.max(part.size.y);
        all = Pair { x: all.x.max(corner.x + part.size.x), y: all.y.max(corner.y + part.size.y) };
        corner.x += part.size.x + APART;
    }
    all
}

/// The layer of each box: one below the lowest of those that it follows.
fn layers(boxes: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut followers = vec![Vec::new(); boxes];
    let mut waits = vec![0_usize; boxes];
    for (from, to) in arrows {
        followers[*from].push(*to);
        waits[*to] += 1;
    }
    let mut layers = vec![0; boxes];
    let mut open: Vec<usize> = (0..boxes).filter(|index| waits[*index] == 0).collect();
    while let Some(from) = open.pop() {
        for to in &followers[from] {
            layers[*to] = layers[*to].max(layers[from] + 1);
            waits[*to] -= 1;
            if waits[*to] == 0 {
                open.push(*to);
            }
        }
    }
    layers
}
