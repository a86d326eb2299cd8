//! How good is it? Accuracy against labelled data, as one JSON object.

pub mod language;
