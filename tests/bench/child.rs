//! One stage in a process of its own.

use std::process::Command;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::comments;
use crate::stage::{Stage, Work};

/// What a child has measured.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub records: f64,
    pub bytes: f64,
    /// CPU time of all threads, in seconds.
    pub cpu: f64,
    pub wall: f64,
    /// Peak memory of the whole process, what was made ready included, in megabytes.
    pub peak: f64,
}

/// Runs the stage and prints what it took.
pub fn run(stage: Stage, count: usize) {
    if std::env::var("RAYON_NUM_THREADS").is_ok_and(|threads| threads == "1") {
        // On this thread, so that its instructions can be counted.
        rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    }
    let texts = comments::sample(count);
    let folder = tempfile::tempdir().unwrap();
    stage.go(&texts, folder.path(), |work| {
        let (before, start) = (cpu(), Instant::now());
        let Work { records, bytes } = measured_work(work);
        let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu() - before);
        let peak = getrusage(UsageWho::RUSAGE_SELF).unwrap().max_rss() as f64 / 1e3;
        println!("{records} {bytes} {cpu} {wall} {peak}");
    });
}

/// A name for callgrind to look for.
#[inline(never)]
fn measured_work(work: &mut dyn FnMut() -> Work) -> Work {
    work()
}

fn cpu() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}

/// Runs the stage in a child on so many threads.
pub fn measure(stage: Stage, count: usize, threads: usize) -> Measured {
    let count = count.to_string();
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["child", stage.name(), &count])
        .env("RAYON_NUM_THREADS", threads.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    let numbers: Vec<f64> = said.split_whitespace().map(|n| n.parse().unwrap()).collect();
    let [records, bytes, cpu, wall, peak] = numbers[..] else { panic!("{said}") };
    Measured { records, bytes, cpu, wall, peak }
}
