//! Settings in two steps: what was written (`Config`), then what will happen (`Settings`).
