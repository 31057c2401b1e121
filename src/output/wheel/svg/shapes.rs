//! Points, boxes and curves.

/// A place in a picture: x goes right, y goes down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    /// The place that is so far of the way to another.
    pub(super) fn toward(self, other: Point, part: f64) -> Point {
        Point { x: self.x + (other.x - self.x) * part, y: self.y + (other.y - self.y) * part }
    }

    pub(super) fn distance(self, other: Point) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        (x * x + y * y).sqrt()
    }
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub(super) fn around(center: Point, width: f64, height: f64) -> Rect {
        Rect { left: center.x - width / 2.0, top: center.y - height / 2.0, width, height }
    }

    /// The box around some points.
    pub(super) fn of(points: &[Point]) -> Rect {
        let first = points.first().copied().unwrap_or(Point { x: 0.0, y: 0.0 });
        let (low, high) = points.iter().fold((first, first), |(low, high), point| {
            let low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            (low, Point { x: high.x.max(point.x), y: high.y.max(point.y) })
        });
        Rect { left: low.x, top: low.y, width: high.x - low.x, height: high.y - low.y }
    }

    pub(super) fn center(&self) -> Point {
        Point { x: self.left + self.width / 2.0, y: self.top + self.height / 2.0 }
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The same with so much more on each side.
    pub(super) fn wider(&self, by: f64) -> Rect {
        Rect::around(self.center(), self.width + 2.0 * by, self.height + 2.0 * by)
    }

    pub(super) fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    pub(super) fn has(&self, point: Point) -> bool {
        (self.left..self.right()).contains(&point.x) && (self.top..self.bottom()).contains(&point.y)
    }
}

/// A curve from one point to another, drawn to a third.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    pub from: Point,
    pub bend: Point,
    pub to: Point,
}

impl Curve {
    /// The curve whose middle is off the straight line by a part of its length, to the left as one
    /// goes along it.
    pub(super) fn bent(from: Point, to: Point, part: f64) -> Curve {
        let middle = from.toward(to, 0.5);
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let bend = Point { x: middle.x + dy * part, y: middle.y - dx * part };
        Curve { from, bend, to }
    }

    pub(super) fn at(&self, part: f64) -> Point {
        let one = self.from.toward(self.bend, part);
        let other = self.bend.toward(self.to, part);
        one.toward(other, part)
    }

    /// What is between two places of it.
    pub(super) fn between(&self, from: f64, to: f64) -> Curve {
        let bend = self.from.toward(self.bend, from).toward(self.bend.toward(self.to, from), to);
        Curve { from: self.at(from), bend, to: self.at(to) }
    }

    /// What is outside of the box where it begins and the one where it ends.
    pub(super) fn outside(&self, first: &Rect, last: &Rect) -> Curve {
        const STEPS: u32 = 200;
        let part = |step: u32| f64::from(step) / f64::from(STEPS);
        let leaves = (0..=STEPS).rev().find(|step| first.has(self.at(part(*step))));
        let enters = (0..=STEPS).find(|step| last.has(self.at(part(*step))));
        let (leaves, enters) = (part(leaves.unwrap_or(0)), part(enters.unwrap_or(STEPS)));
        if leaves < enters { self.between(leaves, enters) } else { *self }
    }

    /// Points along it.
    pub(super) fn points(&self, steps: u32) -> impl Iterator<Item = Point> {
        let curve = *self;
        (0..=steps).map(move |step| curve.at(f64::from(step) / f64::from(steps)))
    }
}
