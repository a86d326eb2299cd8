//! finnish
