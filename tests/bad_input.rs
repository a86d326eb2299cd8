//! What is wrong is named with file, row, column and a way out; nothing half-written stays; an
//! archive survives whatever happens to the program.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::{TempDir, tempdir};

use crate::support::{Said, command, comments, contents, kuiske};
use crate::tidy::root;

const GOOD: &str = "id,date,score,text\n\
    1,2026-11-02,9,The clerk helped me at once\n\
    2,2026-11-03,2,The lift is broken again\n\
    3,2026-11-04,7,Jono oli pitkä mutta eteni\n";

/// A folder with a good file and an archive of it.
fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("good.csv"), GOOD).unwrap();
    let said = kuiske(folder.path(), &["run", "good.csv", "-a", "a.kuiske", "--quiet"]);
    assert_eq!(said.code, 0, "{}", said.err);
    folder
}

/// A folder with an archive of three comments and a file of 71 more.
fn weekly() -> TempDir {
    let folder = tempdir().unwrap();
    let weekly = root().join("corpora/weekly");
    let year = fs::read_to_string(weekly.join("input.csv")).unwrap();
    let first: Vec<&str> = year.lines().take(4).collect();
    fs::write(folder.path().join("first.csv"), first.join("\n") + "\n").unwrap();
    fs::copy(weekly.join("next-week.csv"), folder.path().join("more.csv")).unwrap();
    let said = kuiske(folder.path(), &["run", "first.csv", "-a", "a.kuiske", "--quiet"]);
    assert_eq!(said.code, 0, "{}", said.err);
    folder
}

/// A command that fails: it says all of these, and leaves every file as it was.
fn fails(folder: &Path, args: &[&str], words: &[&str]) {
    let before = contents(folder);
    let said = kuiske(folder, args);
    assert_eq!(said.code, 2, "{args:?}\n{}\n{}", said.out, said.err);
    says(&said, words);
    assert!(said.err.contains("\nhint: "), "{args:?} gives no hint: {}", said.err);
    let after = contents(folder);
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        files.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&before), names(&after), "{args:?}");
    assert!(before == after, "{args:?} changed a file");
}

fn says(said: &Said, words: &[&str]) {
    for word in words {
        assert!(said.err.contains(word), "`{word}` is not said: {}", said.err);
    }
    for line in said.err.lines().filter(|line| line.starts_with("error: ")) {
        assert!(!line.ends_with('.'), "{line}");
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = folder();
    let noise: Vec<u8> =
        (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let cases: &[(&str, &[u8], &[&str], &[&str])] = &[
        ("missing.csv", GOOD.as_bytes(), &["--text", "comment"], &["missing.csv", "\"comment\""]),
        ("empty.csv", b"", &[], &["empty.csv: no rows"]),
        ("header.csv", b"id,text\n", &[], &["header.csv: no rows"]),
        ("noise.csv", &noise, &[], &["noise.csv: not a text file"]),
        ("book.xlsx", b"PK\x03\x04abc", &[], &["book.xlsx", "zip archive"]),
        ("list.json", b"[1, 2]", &[], &["list.json: no column"]),
        ("bad.jsonl", b"{\"text\": 1\n{\"text\":\n", &[], &["bad.jsonl"]),
        ("scale.csv", GOOD.as_bytes(), &["--scale", "huge"], &["score.scale", "huge"]),
        ("dates.csv", GOOD.as_bytes(), &["--period", "marraskuu"], &["`marraskuu` is no period"]),
        ("colon.csv", GOOD.as_bytes(), &["--delimiter", "::"], &["input.delimiter"]),
        ("code.csv", GOOD.as_bytes(), &["--encoding", "klingon"], &["input.encoding"]),
    ];
    for (name, bytes, flags, words) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        let args = [&["run", name, "-a", "new.kuiske"], *flags].concat();
        fails(folder.path(), &args, words);
        let args = [&["run", name, "-a", "a.kuiske"], *flags].concat();
        fails(folder.path(), &args, words);
    }
    fails(folder.path(), &["run", "nowhere.csv"], &["nowhere.csv: no such file"]);
    fails(folder.path(), &["run", "a.kuiske"], &["a.kuiske"]);
    fails(folder.path(), &["run", "good.csv", "--config", "no.toml"], &["no.toml"]);
    fs::write(folder.path().join("bad.toml"), "[columns]\ntxt = \"text\"\n").unwrap();
    let words = ["bad.toml, line 2", "\"txt\"", "\"text\""];
    fails(folder.path(), &["run", "good.csv", "--config", "bad.toml"], &words);
    fails(folder.path(), &["init", "good.csv", "-o", "bad.toml"], &["bad.toml is there already"]);
    fails(folder.path(), &["evaluate", "themes", "good.csv"], &["good.csv, line 1"]);
}

#[test]
fn a_guess_that_is_not_clear_names_the_columns_and_the_option() {
    let folder = tempdir().unwrap();
    let rows = "id,remark,story\n1,The clerk was very kind to me,The lift did not work at all\n\
                2,I waited for a long time in the rain,Nobody told us why the doors were shut\n";
    fs::write(folder.path().join("two.csv"), rows).unwrap();
    fails(
        folder.path(),
        &["run", "two.csv"],
        &["two.csv", "\"remark\"", "\"story\"", "columns.text"],
    );
    let slashes = "date,text\n1/2/2026,The lift is broken\n3/4/2026,The clerk was kind\n";
    fs::write(folder.path().join("dates.csv"), slashes).unwrap();
    fails(folder.path(), &["run", "dates.csv"], &["dates.csv, row 1", "\"date\"", "1/2/2026"]);
}

#[test]
fn bad_rows_are_listed_and_good_ones_go_on() {
    let folder = tempdir().unwrap();
    let huge = "a ".repeat(600_000);
    let mut bytes = format!(
        "id,date,score,text\n\
         1,2026-11-02,9,The clerk helped me at once\n\
         2,2026-11-03\n\
         3,soon,5,The lift is broken again\n\
         4,2026-11-04,11,Out of this world\n\
         5,2026-11-04,many,A lot\n\
         6,2026-11-05,3,{huge}\n\
         7,2026-11-05,3,b,c\n\
         1,2026-11-06,4,Another with the same key\n\
         8,2026-11-06,0,The queue was long\n"
    )
    .into_bytes();
    bytes.extend(b"9,2026-11-07,5,broken \xff\xfe here\n10,2026-11-07,5,\"open quote\n");
    fs::write(folder.path().join("bad.csv"), &bytes).unwrap();
    let args = [
        "run",
        "bad.csv",
        "-a",
        "b.kuiske",
        "--scale",
        "nps",
        "--encoding",
        "utf-8",
        "--key",
        "id",
    ];
    let said = kuiske(folder.path(), &args);
    assert_eq!(said.code, 3, "{}", said.err);
    says(&said, &["bad.csv, row 2 (line 3)", "column \"date\": \"soon\" is not a date"]);
    assert_eq!(comments(folder.path(), "b.kuiske"), 2);
    let run = folder.path().join("b.kuiske/runs/2026-W45");
    let listed = fs::read_to_string(run.join("rejected.csv")).unwrap();
    for row in [
        "bad.csv,2,3,,2 cells where the header has 4",
        "bad.csv,3,4,date,",
        "bad.csv,4,5,score,",
        "bad.csv,5,6,score,",
        "bad.csv,6,7,text,a cell of 1200000 bytes",
        "bad.csv,7,8,,5 cells where the header has 4",
        "bad.csv,8,9,id,",
        "bad.csv,10,11,",
        "bad.csv,11,12,",
    ] {
        assert!(listed.contains(&format!("\n{row}")), "`{row}` is not listed:\n{listed}");
    }
    let tagged = fs::read(run.join("tagged.csv")).unwrap();
    assert_eq!(tagged.split(|b| *b == b'\n').count(), bytes.split(|b| *b == b'\n').count());
}

#[test]
fn queries_and_filters_that_make_no_sense_are_explained() {
    let folder = folder();
    for (args, words) in [
        (vec!["langg:fi"], vec!["no field `langg`", "did you mean `lang`?"]),
        (vec!["score:high"], vec!["`high`", "`score`"]),
        (vec!["(jono"], vec!["query, character"]),
        (vec!["jono", "--lang", "klingon"], vec!["--lang", "klingon"]),
        (vec!["jono", "--source", "radio"], vec!["--source", "survey, social or staff"]),
        (vec!["jono", "--theme", "Kuu"], vec!["--theme", "`Kuu`"]),
        (vec!["jono", "--since", "2026-13-01"], vec!["--since", "2026-11-21"]),
    ] {
        let args = [vec!["search", "-a", "a.kuiske"], args].concat();
        fails(folder.path(), &args, &words);
    }
}

#[test]
fn an_archive_that_cannot_be_used_says_why() {
    let folder = folder();
    let path = folder.path();
    let run = ["run", "good.csv", "-a", "a.kuiske"];

    let lock = File::options().write(true).open(path.join("a.kuiske/lock")).unwrap();
    lock.try_lock().unwrap();
    fails(path, &run, &["a.kuiske", "is being written by another process"]);
    assert_eq!(kuiske(path, &["search", "lift", "-a", "a.kuiske"]).code, 0);
    drop(lock);

    fs::create_dir(path.join("photos")).unwrap();
    fs::write(path.join("photos/cat.jpg"), "meow").unwrap();
    fails(path, &["run", "good.csv", "-a", "photos"], &["`photos` is not a kuiske archive"]);
    fails(path, &["search", "lift", "-a", "good.csv"], &["`good.csv` is not a kuiske archive"]);
    fails(path, &["search", "lift", "-a", "none.kuiske"], &["no archive at `none.kuiske`"]);
    fails(&path.join("photos"), &["search", "lift"], &["no archive here", "kuiske run FILE"]);

    let identity = path.join("a.kuiske/gen-000001/kuiske.json");
    let as_it_is = fs::read_to_string(&identity).unwrap();
    fs::write(&identity, as_it_is.replace("\"format\": 2", "\"format\": 99")).unwrap();
    fails(path, &run, &["newer kuiske", "format 99"]);
    fails(path, &["archive", "rebuild", "-a", "a.kuiske"], &["newer kuiske"]);
    fs::write(&identity, &as_it_is).unwrap();

    fs::write(path.join("a.kuiske/codebook.toml"), "themes = 3").unwrap();
    fails(path, &run, &["codebook.toml"]);
}

#[test]
fn an_archive_of_another_analyser_is_rebuilt_on_request() {
    let folder = folder();
    let path = folder.path();
    let themes = |path: &Path| {
        let args = ["search", "-a", "a.kuiske", "--csv", "--sort", "oldest"];
        kuiske(path, &args).out
    };
    let (before, codebook) = (themes(path), fs::read(path.join("a.kuiske/codebook.toml")).unwrap());
    let identity = path.join("a.kuiske/gen-000001/kuiske.json");
    let text = fs::read_to_string(&identity).unwrap();
    let start = text.find("\"analyser\": \"").unwrap() + 13;
    fs::write(&identity, format!("{}old-{}", &text[..start], &text[start..])).unwrap();
    for args in [&["run", "good.csv", "-a", "a.kuiske"][..], &["search", "lift", "-a", "a.kuiske"]]
    {
        fails(path, args, &["a.kuiske", "analysed by `old-", "archive rebuild -a a.kuiske"]);
    }
    let said = kuiske(path, &["archive", "rebuild", "-a", "a.kuiske"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(comments(path, "a.kuiske"), 3);
    assert_eq!(themes(path), before);
    assert_eq!(fs::read(path.join("a.kuiske/codebook.toml")).unwrap(), codebook);
    let said = kuiske(path, &["run", "good.csv", "-a", "a.kuiske"]);
    assert!(said.out.contains("0 new comments, 3 known already"), "{}", said.out);
}

#[test]
fn damage_is_seen_and_repaired_where_it_can_be() {
    let folder = folder();
    let path = folder.path();
    fs::remove_file(path.join("a.kuiske/CURRENT")).unwrap();
    fails(path, &["search", "lift", "-a", "a.kuiske"], &["is damaged", "archive repair -a"]);
    assert_eq!(kuiske(path, &["archive", "repair", "-a", "a.kuiske"]).code, 0);
    assert_eq!(comments(path, "a.kuiske"), 3);
}

/// With less and less room for a file, as on a disk that fills up.
#[cfg(unix)]
/// A codebook that does not know the themes of the comments is not fed from, nor called sound.
#[test]
fn a_codebook_without_the_themes_in_use_is_refused() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("a.kuiske/codebook.toml"), "version = 1\n").unwrap();
    let words = ["codebook.toml lacks T0001", "archive rebuild"];
    fails(path, &["archive", "check", "-a", "a.kuiske"], &words);
    fails(path, &["feed", "-a", "a.kuiske", "--to", "fed.csv"], &words);
    fs::remove_file(path.join("a.kuiske/codebook.toml")).unwrap();
    assert_eq!(kuiske(path, &["archive", "rebuild", "-a", "a.kuiske", "--quiet"]).code, 0);
    assert_eq!(kuiske(path, &["archive", "check", "-a", "a.kuiske"]).code, 0);
}

/// Of several files the later one counts where both have a record; without a key a later file brings none.
#[test]
fn what_a_later_file_says_counts() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let week =
        |text: &str| format!("id,date,text\nk1,2026-11-02,{text}\nk2,2026-11-03,Jono oli pitkä\n");
    fs::write(path.join("w1.csv"), week("The lift is broken")).unwrap();
    fs::write(path.join("w2.csv"), week("The elevator works again")).unwrap();
    let said = kuiske(path, &["run", "w1.csv", "w2.csv", "-a", "a.kuiske", "--key", "id"]);
    assert!(said.err.contains("1 row says something else in a later file"), "{}", said.err);
    assert_eq!(comments(path, "a.kuiske"), 2);
    assert!(kuiske(path, &["search", "elevator", "-a", "a.kuiske"]).out.contains("works again"));

    let double =
        "id,date,text\n1,2026-11-02,Fine\n1,2026-11-03,Jono oli pitkä\n2,2026-11-04,Good\n";
    fs::write(path.join("a.csv"), double).unwrap();
    fs::write(path.join("b.csv"), double.replace("\n1,2026-11-03", "\n3,2026-11-03")).unwrap();
    assert_eq!(kuiske(path, &["run", "a.csv", "-a", "b.kuiske"]).code, 0);
    assert_eq!(kuiske(path, &["run", "b.csv", "-a", "b.kuiske"]).code, 0);
    // The row whose number was mended is another record; the others are known.
    assert_eq!(comments(path, "b.kuiske"), 4);
}

#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let folder = weekly();
    let path = folder.path();
    let settled = contents(&path.join("a.kuiske"));
    for blocks in [1, 8, 20, 40] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut full = Command::new("sh");
        full.args([
            "-c",
            &script,
            env!("CARGO_BIN_EXE_kuiske"),
            "run",
            "more.csv",
            "-a",
            "a.kuiske",
        ]);
        let said = Said::from(full.current_dir(path).output().unwrap());
        assert_eq!(said.code, 2, "{blocks}: {}", said.err);
        says(&said, &["hint: ", "room"]);
        let after = contents(&path.join("a.kuiske"));
        let half =
            after.keys().find(|name| name.contains(".kuiske-") || name.contains(".CURRENT-"));
        assert_eq!(half, None, "{blocks}");
        for (name, bytes) in settled.iter().filter(|(name, _)| name.starts_with("runs/")) {
            assert_eq!(after.get(name), Some(bytes), "{blocks}: {name}");
        }
        assert!([3, 74].contains(&comments(path, "a.kuiske")), "{blocks}");
    }
    let said = kuiske(path, &["run", "more.csv", "-a", "a.kuiske"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(comments(path, "a.kuiske"), 74);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(closed.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    fails(folder.path(), &["run", "good.csv", "-a", "closed/a.kuiske"], &["closed/a.kuiske"]);
    fails(folder.path(), &["init", "good.csv", "-o", "closed/k.toml"], &["closed/k.toml"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let folder = folder();
    for command in
        ["search -a a.kuiske", "explain yes", "search --json -a a.kuiske", "run good.csv"]
    {
        let script = format!("{{ \"$0\" {command}; echo $? > code; }} | true");
        let mut pipe = Command::new("sh");
        pipe.args(["-c", &script, env!("CARGO_BIN_EXE_kuiske")]).current_dir(folder.path());
        let said = Said::from(pipe.output().unwrap());
        assert_eq!(fs::read_to_string(folder.path().join("code")).unwrap(), "0\n", "{}", said.err);
        assert!(!said.err.contains("error"), "{command}: {}", said.err);
    }
}

/// Stops a run after a while by a signal; the exit code, if it had one.
#[cfg(unix)]
fn stopped(folder: &Path, signal: &str, after: Duration) -> (Option<i32>, String) {
    let mut run = command(folder);
    run.args(["run", "more.csv", "-a", "a.kuiske"]).stderr(std::process::Stdio::piped());
    let child = run.stdout(std::process::Stdio::null()).spawn().unwrap();
    sleep(after);
    let id = child.id().to_string();
    Command::new("kill").args([signal, &id]).output().unwrap();
    let done = child.wait_with_output().unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_130_and_the_archive_is_whole() {
    let folder = weekly();
    let path = folder.path();
    let mut codes = Vec::new();
    for millis in [20, 60, 150, 300, 600] {
        let (code, said) = stopped(path, "-INT", Duration::from_millis(millis));
        assert!(!said.contains("panicked"), "{said}");
        codes.push(code.unwrap_or(-1));
        assert!([3, 74].contains(&comments(path, "a.kuiske")));
    }
    assert!(codes.contains(&130), "{codes:?}");
    // Before the handler stands, the system ends the program itself.
    assert!(codes.iter().all(|code| [130, 0, -1].contains(code)), "{codes:?}");
}

#[cfg(unix)]
#[test]
fn a_killed_run_doubles_no_comment() {
    let folder = weekly();
    let path = folder.path();
    let archive = path.join("a.kuiske");
    let settled = contents(&archive);
    let start = Instant::now();
    kuiske(path, &["run", "more.csv", "-a", "probe.kuiske", "--quiet"]);
    let whole = start.elapsed();
    const INSTANTS: u32 = 24;
    for i in 0..INSTANTS {
        // Every kill meets the archive as it was first.
        fs::remove_dir_all(&archive).unwrap();
        for (name, bytes) in &settled {
            let file = archive.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        stopped(path, "-KILL", whole * (i + 1) / INSTANTS);
        let n = comments(path, "a.kuiske");
        assert!(n == 3 || n == 74, "{n} comments after kill {i}");
    }
    for _ in 0..2 {
        let said = kuiske(path, &["run", "more.csv", "-a", "a.kuiske"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert_eq!(comments(path, "a.kuiske"), 74);
    }
}
