//! The figures people report, as pure functions with the source of each formula.
