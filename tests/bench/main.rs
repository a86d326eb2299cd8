//! How fast is it, and how much memory does it take?
//!
//! `cargo bench --bench speed -- table` (each stage alone, on one and two threads), `instructions` (per comment,
//! by callgrind: the same on every run, so two commits can be compared), `growth` (the whole job
//! against the number of comments, and a picture of it), `peers` (other programs on the same
//! comments, where they are installed), `signals DIR…` (what is found of signals planted in made
//! corpora, and how fast). `KUISKE_BENCH_TEXTS=FILE` takes the comments from a text
//! file or JSON Lines with `text`; else they come from `corpora/`.
//!
//! Every stage runs in a process of its own, which measures its own CPU time and peak memory: wall
//! times say little on a machine that others use.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    reason = "a bench may stop at once and speaks to its reader"
)]

mod child;
mod comments;
mod growth;
mod instructions;
mod peers;
mod signals;
mod stage;
mod table;

use stage::Stage;

const USAGE: &str = "usage: cargo bench --bench speed -- table [COMMENTS] | instructions [STAGE…] | \
                     growth [COMMENTS…] [--svg FILE] | peers [COMMENTS] | signals DIR…";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["table", rest @ ..] => table::run(rest.first().map_or(50_000, |n| number(n))),
        ["instructions", rest @ ..] => instructions::run(rest),
        ["growth", rest @ ..] => growth::run(rest),
        ["peers", rest @ ..] => peers::run(rest.first().map_or(100_000, |n| number(n))),
        ["signals", folders @ ..] => signals::run(folders),
        ["child", stage, count] => child::run(Stage::named(stage), number(count)),
        _ => println!("{USAGE}"),
    }
}

fn number(text: &str) -> usize {
    text.replace('_', "").parse().expect("a number of comments")
}
