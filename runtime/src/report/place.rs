//! Where each box, frame and arrow of a scene is drawn.

use super::layout::{Pair, layout};
use super::scene::{Arrow, Drawn, Figure, Scene};
use crate::graph::draw::Shape;
use std::fmt::Write;

/// The width of a character of a title and of a note, in pixels: those of usual fonts are narrower.
const TITLE: f64 = 7.6;
const NOTE: f64 = 6.4;
/// The space around the text of a box.
const AROUND: Pair = Pair { x: 16.0, y: 10.0 };
const LINE: f64 = 18.0;
const NARROWEST: f64 = 92.0;
/// The space around scenes in a frame, and between them.
const MARGIN: f64 = 16.0;
/// The height of the heading of an arm.
const HEADING: f64 = 24.0;
/// The space around the whole drawing.
const PAPER: f64 = 20.0;
/// From so many boxes on, inputs and outputs have no arrows: they would cover all else.
const MANY: usize = 40;

/// All that is drawn, in the order in which it is drawn.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) size: Pair,
    pub(super) boxes: Vec<PlacedBox>,
    pub(super) lines: Vec<Line>,
}

/// A box, or a frame with others in it.
#[derive(Debug)]
pub(super) struct PlacedBox {
    pub(super) key: String,
    pub(super) class: &'static str,
    pub(super) is_frame: bool,
    pub(super) corner: Pair,
    pub(super) size: Pair,
    /// Where its texts are.
    pub(super) texts: Vec<Text>,
    pub(super) tip: String,
    /// The outline, if it is no rectangle.
    pub(super) outline: String,
}

/// A line of text: its middle, or its beginning if it stands in a frame.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) class: &'static str,
    pub(super) at: Pair,
    pub(super) words: String,
}

/// The line of an arrow.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) class: &'static str,
    pub(super) path: String,
    pub(super) tip: String,
}

/// To a tenth of a pixel: more is noise in the file.
fn round(pair: Pair) -> Pair {
    let round = |length: f64| (length * 10.0).round() / 10.0;
    Pair { x: round(pair.x), y: round(pair.y) }
}

/// Places a scene on paper.
pub(super) fn place(scene: &Scene) -> Placed {
    let sketch = Sketch::of(scene);
    let size = Pair { x: sketch.size.x + 2.0 * PAPER, y: sketch.size.y + 2.0 * PAPER };
    let mut placed = Placed { size: round(size), ..Placed::default() };
    sketch.draw(scene, Pair { x: PAPER, y: PAPER }, &mut placed);
    placed
}

/// A scene with places relative to its own corner.
struct Sketch<'s> {
    size: Pair,
    /// The upper left corner of each box.
    corners: Vec<Pair>,
    sizes: Vec<Pair>,
    inside: Vec<Vec<Inside<'s>>>,
    /// The arrows that are drawn, with their routes.
    arrows: Vec<(&'s Arrow, Vec<Pair>)>,
}

/// A scene in a frame, with its heading.
struct Inside<'s> {
    heading: &'s str,
    scene: &'s Scene,
    sketch: Sketch<'s>,
    /// The corner of the scene, relative to that of the frame.
    at: Pair,
}

impl<'s> Sketch<'s> {
    fn of(scene: &'s Scene) -> Self {
        let mut inside: Vec<Vec<Inside<'_>>> = Vec::with_capacity(scene.boxes.len());
        let mut sizes = Vec::with_capacity(scene.boxes.len());
        for drawn in &scene.boxes {
            let (size, within) = measured(drawn);
            sizes.push(size);
            inside.push(within);
        }
        let is_many = scene.boxes.len() > MANY;
        let is_end = |index: usize| scene.boxes[index].figure == Figure::Shape(Shape::Ends);
        let shown = |arrow: &&Arrow| !is_many || !(is_end(arrow.from) || is_end(arrow.to));
        let arrows: Vec<&Arrow> = scene.arrows.iter().filter(shown).collect();
        let ends: Vec<_> = arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
        let layout = layout(&sizes, &ends);
        Sketch {
            size: layout.size,
            corners: layout.corners,
            sizes,
            inside,
            arrows: arrows.into_iter().zip(layout.routes).collect(),
        }
    }

    fn draw(&self, scene: &Scene, corner: Pair, placed: &mut Placed) {
        let at = |point: &Pair| Pair { x: point.x + corner.x, y: point.y + corner.y };
        for (arrow, route) in &self.arrows {
            let route: Vec<Pair> = route.iter().map(at).collect();
            placed.lines.push(Line {
                class: if arrow.values.is_empty() { "order" } else { "value" },
                path: curve(&route),
                tip: if arrow.values.is_empty() { "waits".to_owned() } else { arrow.values.join("\n") },
            });
        }
        for ((drawn, size), (own, inside)) in
            scene.boxes.iter().zip(&self.sizes).zip(self.corners.iter().zip(&self.inside))
        {
            let own = at(own);
            placed.boxes.push(on_paper(drawn, own, *size, inside));
            for one in inside {
                one.sketch.draw(one.scene, Pair { x: own.x + one.at.x, y: own.y + one.at.y }, placed);
            }
        }
    }
}

fn on_paper(drawn: &Drawn, corner: Pair, size: Pair, inside: &[Inside<'_>]) -> PlacedBox {
    let is_frame = !inside.is_empty();
    let mut texts = Vec::new();
    let lines = [("title", &drawn.title), ("note", &drawn.note)];
    let lines: Vec<_> = lines.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    if is_frame && !lines.is_empty() {
        let text = lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" · ");
        texts.push(Text {
            class: "heading",
            at: round(Pair { x: corner.x + AROUND.x, y: corner.y + LINE }),
            words: text,
        });
    } else if !is_frame {
        #[expect(clippy::cast_precision_loss, reason = "there are two lines at most")]
        let first = corner.y + size.y / 2.0 - LINE * (lines.len() - 1) as f64 / 2.0;
        for ((class, text), y) in lines.into_iter().zip([first, first + LINE]) {
            texts.push(Text {
                class,
                at: round(Pair { x: corner.x + size.x / 2.0, y }),
                words: text.clone(),
            });
        }
    }
    texts.extend(inside.iter().filter(|one| !one.heading.is_empty()).map(|one| Text {
        class: "arm",
        at: round(Pair { x: corner.x + one.at.x, y: corner.y + one.at.y - HEADING / 2.0 }),
        words: one.heading.to_owned(),
    }));
    PlacedBox {
        key: drawn.key.clone(),
        class: drawn.figure.class(),
        is_frame,
        corner: round(corner),
        size: round(size),
        texts,
        tip: drawn.tip.clone(),
        outline: if drawn.figure == Figure::Shape(Shape::Gate) {
            hexagon(corner, size)
        } else {
            String::new()
        },
    }
}

/// The size of a box, and the places of the scenes in it, one beside the other.
fn measured(drawn: &Drawn) -> (Pair, Vec<Inside<'_>>) {
    let text = wide(&drawn.title, TITLE).max(wide(&drawn.note, NOTE));
    if drawn.inside.is_empty() {
        let lines = if drawn.note.is_empty() { 1.0 } else { 2.0 };
        let size = Pair { x: (text + 2.0 * AROUND.x).max(NARROWEST), y: lines * LINE + 2.0 * AROUND.y };
        return (size, Vec::new());
    }
    let heading = if drawn.inside.iter().any(|(heading, _)| !heading.is_empty()) { HEADING } else { 0.0 };
    let title = if drawn.title.is_empty() { 0.0 } else { LINE };
    let top = AROUND.y + title + heading;
    let mut corner = Pair { x: MARGIN, y: top };
    let mut inside = Vec::with_capacity(drawn.inside.len());
    let mut height = 0.0_f64;
    for (heading, scene) in &drawn.inside {
        let sketch = Sketch::of(scene);
        let width = sketch.size.x.max(wide(heading, NOTE));
        height = height.max(sketch.size.y);
        inside.push(Inside { heading, scene, sketch, at: corner });
        corner.x += width + 2.0 * MARGIN;
    }
    let all = wide(&drawn.title, TITLE) + wide(&drawn.note, TITLE) + 3.0 * AROUND.x;
    (Pair { x: (corner.x - MARGIN).max(all), y: top + height + MARGIN }, inside)
}

fn wide(text: &str, character: f64) -> f64 {
    // What is not of Latin script is about as wide as two characters.
    let characters: f64 = text.chars().map(|c| if u32::from(c) < 0x1100 { 1.0 } else { 2.0 }).sum();
    characters * character
}

/// A curve through the points that begins and ends downwards.
fn curve(points: &[Pair]) -> String {
    let mut path = String::new();
    let mut before: Option<Pair> = None;
    for point in points {
        // Writing to a string can't fail.
        let _ = match before {
            None => write!(path, "M{:.1} {:.1}", point.x, point.y),
            Some(from) => {
                let middle = f64::midpoint(from.y, point.y);
                write!(
                    path,
                    "C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}",
                    from.x, point.x, point.x, point.y
                )
            }
        };
        before = Some(*point);
    }
    path
}

fn hexagon(corner: Pair, size: Pair) -> String {
    let (x, y, tip) = (corner.x, corner.y, AROUND.x * 0.75);
    let points = [
        (x + tip, y),
        (x + size.x - tip, y),
        (x + size.x, y + size.y / 2.0),
        (x + size.x - tip, y + size.y),
        (x + tip, y + size.y),
        (x, y + size.y / 2.0),
    ];
    points.map(|(x, y)| format!("{x:.1},{y:.1}")).join(" ")
}
