//! Curves that go around cards and keep apart, and places on them where a label touches nothing.

use super::shapes::{Curve, Point, Rect};

/// How far a curve may be off the straight line: what is tried, the best first. To the left of the
/// way comes first, so that two stages that lead to each other have a curve on each side.
const BENDS: [f64; 12] =
    [0.16, 0.26, 0.08, 0.38, -0.1, -0.22, 0.52, -0.36, 0.68, -0.52, 0.9, -0.75];

/// How far a curve keeps off cards, and what else is drawn.
const CLEAR: f64 = 12.0;

/// So many curves keep apart from each other.
const FEW: usize = 150;

/// How close two curves are when they are too close.
const NEAR: f64 = 11.0;

/// How many points of a curve are looked at.
const STEPS: u32 = 48;

/// The curves so far, and what they go around.
pub(super) struct Routes {
    boxes: Vec<Rect>,
    pub curves: Vec<Curve>,
    /// Points along each curve, and the box around them.
    traces: Vec<(Vec<Point>, Rect)>,
    labels: Vec<Rect>,
}

impl Routes {
    pub(super) fn new(boxes: Vec<Rect>) -> Routes {
        Routes { boxes, curves: Vec::new(), traces: Vec::new(), labels: Vec::new() }
    }

    /// A place on a curve for a label of this size, which then belongs to it.
    pub(super) fn place(&mut self, curve: usize, (wide, high): (f64, f64)) -> Option<Rect> {
        // From a bit before the middle outward, so that one sees where the arrow comes from.
        const PLACES: [f64; 25] = [
            0.44, 0.48, 0.4, 0.52, 0.36, 0.56, 0.32, 0.6, 0.28, 0.64, 0.24, 0.68, 0.2, 0.72, 0.5,
            0.46, 0.42, 0.38, 0.34, 0.3, 0.26, 0.22, 0.76, 0.16, 0.8,
        ];
        let places =
            PLACES.iter().map(|part| Rect::around(self.curves[curve].at(*part), wide, high));
        let free = |place: &Rect| {
            let around = place.wider(3.0);
            !self.boxes.iter().chain(&self.labels).any(|other| other.overlaps(&around))
        };
        let best = places.filter(free).min_by_key(|place| self.crossings(curve, place))?;
        self.labels.push(best);
        Some(best)
    }

    /// How much of other curves goes through a label.
    fn crossings(&self, own: usize, place: &Rect) -> usize {
        let around = place.wider(2.0);
        let others = self.traces.iter().enumerate().filter(|(curve, _)| *curve != own);
        let others = others.filter(|(_, (_, bounds))| bounds.overlaps(&around));
        others.map(|(_, (points, _))| points.iter().filter(|at| around.has(**at)).count()).sum()
    }

    /// How bad a curve is: what it goes through counts most, then what it comes near to.
    fn cost(&self, curve: &Curve, from: usize, to: usize, bend: f64) -> f64 {
        let others = self.boxes.iter().enumerate().filter(|(at, _)| *at != from && *at != to);
        let others: Vec<Rect> = others.map(|(_, card)| card.wider(CLEAR)).collect();
        let through = curve.points(STEPS).filter(|at| others.iter().any(|card| card.has(*at)));
        let near = |at: &Point| {
            self.traces.iter().any(|(points, bounds)| {
                bounds.wider(NEAR).has(*at) && points.iter().any(|one| one.distance(*at) < NEAR)
            })
        };
        // Among many, there is no way to keep apart, and no time to look for it.
        let few = self.curves.len() < FEW;
        let near = if few { curve.points(STEPS).filter(near).count() } else { 0 };
        through.count() as f64 * 40.0
            + near as f64 * 1.5
            + bend.abs() * 12.0
            + if bend < 0.0 { 4.0 } else { 0.0 }
    }
}

/// Adds the best curve from one card to another.
pub(super) fn route(routes: &mut Routes, from: usize, to: usize) {
    let (first, last) = (routes.boxes[from], routes.boxes[to]);
    let curves = BENDS.map(|bend| {
        let whole = Curve::bent(first.center(), last.center(), bend);
        let curve = whole.outside(&first.wider(3.0), &last.wider(9.0));
        (curve, routes.cost(&curve, from, to, bend))
    });
    let best = curves.iter().min_by(|one, other| one.1.total_cmp(&other.1));
    if let Some((curve, _)) = best {
        let points: Vec<Point> = curve.points(STEPS).collect();
        let bounds = Rect::of(&points);
        routes.traces.push((points, bounds));
        routes.curves.push(*curve);
    }
}
