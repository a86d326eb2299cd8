//! What the fuzzing found, given to its target again.

#[allow(dead_code, reason = "the program that looks for more uses the rest")]
#[path = "fuzz/targets.rs"]
mod targets;

use std::fs;

use crate::tidy::{files, root};

/// `found/TARGET-….bin` is an input that once did harm.
#[test]
fn found_inputs_do_no_harm() {
    for path in files(&root().join("tests/fuzz/found"), "bin") {
        let target = path.file_name().unwrap().to_str().unwrap().split('-').next().unwrap();
        assert!(targets::ALL.contains(&target), "{}", path.display());
        targets::run(target, &fs::read(&path).unwrap());
    }
    // What is good does none either, and is not refused by all: the targets themselves work.
    for target in targets::ALL {
        targets::run(target, b"id,palaute\n1,jono\n");
    }
}
