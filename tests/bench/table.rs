//! Every stage alone, on one thread and on two.

use crate::child::{Measured, measure};
use crate::stage::Stage;

pub fn run(count: usize) {
    println!("{count} comments; rates per CPU-second; peak memory of the whole process\n");
    println!("| stage | records/s | MB/s | of the roof | peak MB | wall s, 1 thread | 2 threads |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let mut raw = None;
    let mut own = None;
    for stage in Stage::ALL {
        let (one, two) = (measure(stage, count, 1), measure(stage, count, 2));
        println!("{}", row(stage, one, two));
        if stage == Stage::Index {
            own = Some(one.cpu);
        } else if stage == Stage::RawIndex {
            raw = Some(one.cpu);
        }
    }
    if let (Some(own), Some(raw)) = (own, raw) {
        println!("\nindexing takes {:.2} times the CPU time of the bare index", own / raw);
    }
}

fn row(stage: Stage, one: Measured, two: Measured) -> String {
    let rate = one.bytes / one.cpu;
    let share = stage.roof().map_or(String::new(), |roof| format!("{:.0} %", 100.0 * rate / roof));
    format!(
        "| {} | {} | {:.1} | {share} | {:.0} | {:.2} | {:.2} |",
        stage.name(),
        thousands(one.records / one.cpu),
        rate / 1e6,
        one.peak,
        one.wall,
        two.wall,
    )
}

/// 1234567 → 1 234 567.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}
