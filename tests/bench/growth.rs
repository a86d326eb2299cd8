//! The whole job against the number of comments: time, memory, and a picture of both.

use std::fs;
use std::process::Command;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::comments;

/// Comments of the weekly append.
const WEEK: usize = 5_000;

/// What one run of the program took.
#[derive(Clone, Copy, Debug)]
struct Taken {
    cpu: f64,
    /// Peak memory of the largest run so far, in megabytes.
    peak: f64,
}

pub fn run(args: &[&str]) {
    let svg = args.iter().position(|arg| *arg == "--svg");
    let sizes = args[..svg.unwrap_or(args.len())].iter().map(|n| crate::number(n));
    let mut sizes: Vec<usize> = sizes.collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    sizes.sort_unstable(); // memory is that of the largest run so far
    println!("{}\n", machine());
    println!("| comments | job | wall s | CPU s | peak MB |");
    println!("|---:|---|---:|---:|---:|");
    let mut points = Vec::new();
    for size in sizes {
        points.push((size, measure(size)));
    }
    if let Some(file) = svg.and_then(|at| args.get(at + 1)) {
        fs::write(file, picture(&points, &machine())).unwrap();
    }
}

fn measure(size: usize) -> Taken {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let texts = comments::sample(size + WEEK);
    let csv = comments::csv(&texts);
    let rows = csv.lines().take(size + 1).map(|line| line.to_owned() + "\n");
    fs::write(path("all.csv"), rows.collect::<String>()).unwrap();
    let head = csv.lines().next().unwrap_or_default().to_owned() + "\n";
    let week = csv.lines().skip(size + 1).map(|line| line.to_owned() + "\n");
    fs::write(path("week.csv"), head + &week.collect::<String>()).unwrap();
    drop((texts, csv));
    let archive = path("bench.kuiske");
    let first = job(size, "first run", &["run", &path("all.csv"), "-a", &archive, "--quiet"]);
    job(size, "one more week", &["run", &path("week.csv"), "-a", &archive, "--quiet"]);
    job(size, "search, one word", &["search", "palvelu", "-a", &archive]);
    job(size, "search, three words", &["search", "palvelu OR hinta OR delivery", "-a", &archive]);
    job(size, "count by theme", &["search", "", "-a", &archive, "--count-by", "theme", "-n", "0"]);
    first
}

fn job(size: usize, name: &str, args: &[&str]) -> Taken {
    let used = || {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
        let cpu = usage.user_time() + usage.system_time();
        (cpu.num_milliseconds() as f64 / 1e3, usage.max_rss() as f64 / 1e3)
    };
    let (before, start) = (used().0, Instant::now());
    let done = Command::new(env!("CARGO_BIN_EXE_kuiske")).args(args).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let (wall, (cpu, peak)) = (start.elapsed().as_secs_f64(), used());
    let taken = Taken { cpu: cpu - before, peak };
    println!("| {size} | {name} | {wall:.2} | {:.2} | {peak:.0} |", taken.cpu);
    taken
}

fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} cores of {}", model.unwrap_or("an unnamed processor"))
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const MARGIN: f64 = 60.0;

/// CPU time and memory against the number of comments, all on logarithmic axes.
fn picture(points: &[(usize, Taken)], machine: &str) -> String {
    let log = |n: f64| n.max(1e-3).log10();
    let (left, right) = (3.5, 7.5);
    let (low, high) = (-1.0, 4.5);
    let x = |n: usize| MARGIN + (log(n as f64) - left) / (right - left) * (WIDTH - 2.0 * MARGIN);
    let y = |v: f64| HEIGHT - MARGIN - (log(v) - low) / (high - low) * (HEIGHT - 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>CPU time and memory against the \
         number of comments</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\">First run: CPU seconds (blue), \
         peak megabytes (orange); {machine}</text>\n"
    );
    for (n, label) in
        [(10_000, "10 k"), (100_000, "100 k"), (1_000_000, "1 M"), (10_000_000, "10 M")]
    {
        let (x, bottom) = (x(n), HEIGHT - MARGIN);
        out.push_str(&format!(
            "<line x1=\"{x:.0}\" x2=\"{x:.0}\" y1=\"{MARGIN}\" y2=\"{bottom}\" stroke=\"#ddd\"/>\
             <text x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{label}</text>\n",
            bottom + 18.0
        ));
    }
    for (value, label) in [(1.0, "1"), (10.0, "10"), (100.0, "100"), (1e3, "1000"), (1e4, "10000")]
    {
        let y = y(value);
        out.push_str(&format!(
            "<line x1=\"{MARGIN}\" x2=\"{:.0}\" y1=\"{y:.0}\" y2=\"{y:.0}\" stroke=\"#ddd\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{label}</text>\n",
            WIDTH - MARGIN,
            MARGIN - 8.0,
            y + 4.0
        ));
    }
    for (colour, of) in [("#1f77b4", (|t| t.cpu) as fn(&Taken) -> f64), ("#ff7f0e", |t| t.peak)] {
        let at: Vec<(f64, f64)> = points.iter().map(|(n, taken)| (x(*n), y(of(taken)))).collect();
        let line: Vec<String> = at.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect();
        out.push_str(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n",
            line.join(" ")
        ));
        for ((x, y), (_, taken)) in at.iter().zip(points) {
            out.push_str(&format!(
                "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"4\" fill=\"{colour}\"/>\
                 <text x=\"{:.0}\" y=\"{:.0}\">{:.1}</text>\n",
                x + 7.0,
                y - 7.0,
                of(taken)
            ));
        }
    }
    out + "</svg>\n"
}
