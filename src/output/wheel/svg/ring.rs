//! Where everything is: cards on a ring, what is in every stage in its middle, curves between them,
//! and a label on each curve. Labels touch nothing; where there is no room for that, the ring grows.

use std::f64::consts::TAU;

use super::super::Picture;
use super::card::Card;
use super::label::Label;
use super::letters::width;
use super::route::{Routes, route};
use super::shapes::{Curve, Point, Rect};
use crate::output::words::number;
use crate::tools::wheel::{Arrow, Origin, Way};

/// How much wider than high the ring is.
const WIDER: f64 = 1.25;

/// How far cards are apart at least.
const GAP: f64 = 34.0;

/// How often a ring grows to make room for labels.
const GROWS: usize = 24;

/// How far the rim of the wheel goes beyond the middles of cards.
const RIM: f64 = 13.0;

/// How high a label is, and the size of its text.
pub(super) const LABEL: f64 = 20.0;
pub(super) const LABEL_SIZE: f64 = 12.0;

/// A card in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub card: Card,
    pub place: Rect,
}

/// A curve with its label in its place.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub curve: Curve,
    pub label: Label,
    pub place: Rect,
    pub class: &'static str,
}

/// The ring with everything in its place. Its middle is at 0, 0.
#[derive(Clone, Debug)]
pub(super) struct Ring {
    pub cards: Vec<Placed>,
    pub anywhere: Option<Placed>,
    /// In the order of the arrows of the wheel.
    pub arrows: Vec<Drawn>,
    /// Half of its width and height, where cards have their middles.
    pub radii: (f64, f64),
}

impl Ring {
    pub(super) fn of(picture: Picture<'_>) -> Ring {
        let cards: Vec<Card> =
            (0..picture.wheel.nodes.len()).map(|stage| Card::of(picture, stage)).collect();
        let hub = picture.wheel.anywhere.as_ref().map(Card::anywhere);
        let mut radius = smallest(&cards, hub.as_ref());
        // Labels find room sooner or later, because curves grow and labels do not. In a crowd that
        // nobody could read anyway, they overlap in the end.
        for _ in 0..GROWS {
            match Ring::sized(picture, &cards, hub.as_ref(), radius, Crowd::Refused) {
                Some(ring) => return ring,
                None => radius *= 1.1,
            }
        }
        let crowded = Ring::sized(picture, &cards, hub.as_ref(), radius, Crowd::Accepted);
        crowded.unwrap_or_else(|| Ring {
            cards: Vec::new(),
            anywhere: None,
            arrows: Vec::new(),
            radii: (0.0, 0.0),
        })
    }

    /// A ring of this size, if all labels have room.
    fn sized(
        picture: Picture<'_>,
        cards: &[Card],
        hub: Option<&Card>,
        radius: f64,
        crowd: Crowd,
    ) -> Option<Ring> {
        let radii = (radius * WIDER, radius);
        let cards = placed(cards, radii);
        let middle = Point { x: 0.0, y: 0.0 };
        let anywhere = hub.map(|card| {
            let place = Rect::around(middle, card.width, card.height);
            Placed { card: card.clone(), place }
        });
        let boxes: Vec<Rect> = cards.iter().chain(&anywhere).map(|placed| placed.place).collect();
        let mut routes = Routes::new(boxes);
        for arrow in &picture.wheel.arrows {
            let from = match arrow.from {
                Origin::Stage(stage) => stage,
                Origin::AnyStage => cards.len(),
            };
            route(&mut routes, from, arrow.to);
        }
        let mut arrows = Vec::new();
        let labels = picture.wheel.arrows.iter().enumerate();
        for ((place, arrow), curve) in labels.zip(routes.curves.clone()) {
            let label = Label { number: place + 1, count: picture.along(arrow).map(number) };
            let wide = label.wide(|text, bold| width(text, LABEL_SIZE, bold));
            let free = match (routes.place(place, (wide, LABEL)), crowd) {
                (None, Crowd::Accepted) => Rect::around(curve.at(0.5), wide, LABEL),
                (free, _) => free?,
            };
            let class = class(picture, arrow);
            arrows.push(Drawn { curve, label, place: free, class });
        }
        Some(Ring { cards, anywhere, arrows, radii })
    }

    /// Everything that is in it.
    pub(super) fn boxes(&self) -> impl Iterator<Item = &Rect> {
        let cards = self.cards.iter().chain(&self.anywhere).map(|placed| &placed.place);
        cards.chain(self.arrows.iter().map(|arrow| &arrow.place))
    }

    /// The box around everything that is in it.
    pub(super) fn around(&self) -> Rect {
        let points = self.boxes().flat_map(|place| {
            [Point { x: place.left, y: place.top }, Point { x: place.right(), y: place.bottom() }]
        });
        let curves = self.arrows.iter().flat_map(|arrow| arrow.curve.points(20));
        let (wide, high) = (self.radii.0 + RIM, self.radii.1 + RIM);
        let rim = [Point { x: -wide, y: -high }, Point { x: wide, y: high }];
        let all: Vec<Point> = points.chain(curves).chain(rim).collect();
        Rect::of(&all)
    }
}

/// What becomes of labels that have no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Crowd {
    Refused,
    Accepted,
}

/// The look of an arrow.
fn class(picture: Picture<'_>, arrow: &Arrow) -> &'static str {
    let next = |stage: usize| (stage + 1) % picture.wheel.nodes.len().max(1);
    match (arrow.way, arrow.from) {
        (Way::Refers, _) => "refers",
        (Way::MakesRoom, _) => "room",
        (Way::Rules, Origin::AnyStage) => "anyway",
        (Way::Rules, Origin::Stage(stage)) if next(stage) == arrow.to => "on",
        (Way::Rules, Origin::Stage(stage)) if stage < arrow.to => "ahead",
        (Way::Rules, Origin::Stage(_)) => "back",
    }
}

/// The cards on a ring, the first at the top, and then clockwise.
fn placed(cards: &[Card], (wide, high): (f64, f64)) -> Vec<Placed> {
    let count = cards.len() as f64;
    let place = |(index, card): (usize, &Card)| {
        let turn = TAU * index as f64 / count;
        let center = Point { x: wide * turn.sin(), y: -high * turn.cos() };
        Placed { card: card.clone(), place: Rect::around(center, card.width, card.height) }
    };
    cards.iter().enumerate().map(place).collect()
}

/// The smallest radius at which cards are apart from each other and from the one in the middle.
fn smallest(cards: &[Card], hub: Option<&Card>) -> f64 {
    let mut radius = 150.0;
    loop {
        let placed = placed(cards, (radius * WIDER, radius));
        let middle = Point { x: 0.0, y: 0.0 };
        let hub = hub.map(|card| Rect::around(middle, card.width, card.height).wider(GAP));
        let boxes: Vec<Rect> = placed.iter().map(|card| card.place.wider(GAP / 2.0)).collect();
        let mut pairs = boxes.iter().enumerate();
        let apart = pairs.all(|(at, one)| boxes[at + 1..].iter().all(|other| !one.overlaps(other)));
        if apart && hub.is_none_or(|hub| boxes.iter().all(|card| !card.overlaps(&hub))) {
            return radius;
        }
        radius *= 1.04;
    }
}
