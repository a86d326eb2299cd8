//! What came in? One file per format, column roles, encodings; rows that cannot be read are
//! rejected with a reason, never dropped in silence.
