//! Other programs on the same comments, where they are installed: nobody does the whole job, so
//! each stands beside the stage it compares with.

use std::fs;
use std::process::Command;

use crate::child::measure;
use crate::comments;
use crate::stage::Stage;

/// (what it is, the stage beside it, Python that reads a comment a line from `sys.argv[1]`).
const PEERS: [(&str, Stage, &str); 4] = [
    (
        "SQLite FTS5, by Python",
        Stage::Index,
        "import sqlite3,sys
c=sqlite3.connect(sys.argv[1]+'.db')
c.execute('create virtual table t using fts5(x)')
c.executemany('insert into t values(?)',((l,) for l in open(sys.argv[1],encoding='utf-8')))
c.commit()",
    ),
    (
        "VADER, by Python",
        Stage::Score,
        "import sys
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
a=SentimentIntensityAnalyzer()
for l in open(sys.argv[1],encoding='utf-8'): a.polarity_scores(l)",
    ),
    (
        "TF-IDF + MiniBatchKMeans, by scikit-learn",
        Stage::FindThemes,
        "import sys
from sklearn.cluster import MiniBatchKMeans
from sklearn.feature_extraction.text import TfidfVectorizer
x=TfidfVectorizer(max_features=20000).fit_transform(open(sys.argv[1],encoding='utf-8'))
MiniBatchKMeans(40,random_state=1,n_init=1).fit(x)",
    ),
    (
        "simplemma, by Python",
        Stage::Words,
        "import sys,simplemma
for w in {w for l in open(sys.argv[1],encoding='utf-8') for w in l.lower().split()}:
    simplemma.lemmatize(w,lang='fi')",
    ),
];

pub fn run(count: usize) {
    println!("{count} comments, CPU-seconds on one thread\n");
    println!("| program | CPU s | stage of ours | CPU s |");
    println!("|---|---:|---|---:|");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("comments.txt");
    fs::write(&file, comments::sample(count).join("\n")).unwrap();
    for (name, stage, program) in PEERS {
        let python = |code: &str| {
            let mut python = Command::new("python3");
            python.args(["-c", &format!("import time\n{code}\nprint(time.process_time())")]);
            python.arg(&file).env("OMP_NUM_THREADS", "1").output()
        };
        let done = match python(program) {
            Ok(done) if done.status.success() => done,
            Ok(_) | Err(_) => {
                println!("| {name} | skipped: not installed | {} | |", stage.name());
                continue;
            }
        };
        let cpu = String::from_utf8_lossy(&done.stdout);
        let own = measure(stage, count, 1).cpu;
        println!("| {name} | {} | {} | {own:.2} |", cpu.trim(), stage.name());
    }
}
