//! The word lists: parsed, compiled in, overlaid by the user's own. Knows entries, not texts.
