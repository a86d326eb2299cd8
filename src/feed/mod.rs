//! How do the tags get back? The source's own bytes kept, new columns beside them.
