//! The page, over a socket: what it shows, what it refuses, what it changes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::{TempDir, tempdir};

use crate::support::{command, kuiske};
use crate::tidy::root;

/// A served archive; ends with the test.
struct Served {
    child: Child,
    host: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
#[derive(Debug)]
struct Came {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Came {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        let own = |line: &&str| line.to_lowercase().starts_with(&format!("{name}:"));
        let line = self.head.lines().find(own).unwrap_or("");
        line.split_once(':').map_or("", |(_, value)| value.trim())
    }
}

impl Served {
    fn start(folder: &Path, archive: &str) -> Self {
        let mut child = command(folder)
            .args(["serve", "-a", archive, "--port", "0", "--ui", "en"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.split("http://").nth(1).unwrap_or_else(|| panic!("{line}"));
        let host = host.split('/').next().unwrap().to_owned();
        Self { child, host }
    }

    fn send(&self, request: &str) -> Came {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("no header");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Came { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Came {
        let host = &self.host;
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    /// A page that must be there.
    fn page(&self, path: &str) -> String {
        let came = self.get(path);
        assert_eq!(came.status, 200, "{path}\n{}", came.text());
        came.text()
    }

    fn post_from(&self, origin: &str, path: &str, form: &str) -> Came {
        let (host, n) = (&self.host, form.len());
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {n}\r\n\r\n{form}"
        ))
    }

    /// A change by one of our own forms; gives where it leads.
    fn change(&self, path: &str, form: &str) -> String {
        let form = format!("{form}&token={}", self.token());
        let came = self.post_from(&format!("http://{}", self.host), path, &form);
        assert_eq!(came.status, 303, "{path}\n{}", came.text());
        came.header("location").to_owned()
    }

    /// A change of the themes, done to the end: tags may come after the page.
    fn made(&self, path: &str, form: &str) {
        let led = self.change(path, form);
        if led.contains("done=going") {
            std::thread::sleep(Duration::from_secs(30));
        }
    }

    fn token(&self) -> String {
        between(&self.page("/"), "name=\"token\" value=\"", "\"").to_owned()
    }

    /// Comments found, as the page says it.
    fn count(&self, path: &str) -> u64 {
        let page = self.page(path);
        let said = between(&page, "<h2>", " comment");
        said.replace(',', "").parse().unwrap_or_else(|_| panic!("{path}: {said}"))
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before}\n{text}")).1;
    rest.split_once(after).unwrap().0
}

/// A small archive whose texts try to be markup.
fn small() -> (TempDir, Served) {
    let folder = tempdir().unwrap();
    let mut rows = String::from("id;pvm;kanava;nps;palaute\n");
    let texts = [
        "Toimitus oli myöhässä ja jono kassalla kesti liian kauan.",
        "<script>alert(1)</script> Palvelu oli ystävällistä, kiitos!",
        "The delivery was late again & nobody \"answered\".",
        "Jonotin puoli tuntia, mutta henkilökunta oli mukavaa.",
        "Everything worked well, great service.",
    ];
    for at in 0..60 {
        let (day, text) = (1 + at % 28, texts[at % texts.len()].replace('"', "\"\""));
        let channel = ["chat", "<b>app</b>", "sähköposti"][at % 3];
        rows += &format!("k{at};2026-11-{day:02};{channel};{};\"{text}\"\n", at % 11);
    }
    fs::write(folder.path().join("p.csv"), rows).unwrap();
    let said = kuiske(folder.path(), &["run", "-q", "p.csv", "-a", "p.kuiske"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let served = Served::start(folder.path(), "p.kuiske");
    (folder, served)
}

#[test]
fn pages_show_what_the_archive_holds() {
    let (folder, served) = small();
    assert_eq!(served.count("/"), 60);
    for (path, query) in [
        ("/?q=toimitus", "toimitus"),
        ("/?q=jono&sentiment=negative", "jono sentiment:negative"),
        ("/?lang=fi&channel=chat", "lang:fi channel:chat"),
        ("/?from=2026-11-05&to=9.11.2026&min=3", "date:[2026-11-05 TO 2026-11-09] score:>=3"),
        ("/?q=delivery&view=kwic", "delivery"),
        ("/?month=2026-11&view=time", "date:2026-11"),
        ("/?emotion=gratitude", "emotion:gratitude"),
    ] {
        let said = kuiske(folder.path(), &["search", "-a", "p.kuiske", "-n", "0", query]);
        let expected: u64 = said.out.split(' ').next().unwrap().parse().unwrap();
        assert!(expected > 0, "{query}");
        assert_eq!(served.count(path), expected, "{path}");
    }
    // Pages of one search add up, and no text is markup.
    let pages: Vec<String> = (1..=3).map(|n| served.page(&format!("/?page={n}"))).collect();
    let comments: usize = pages.iter().map(|page| page.matches("<article>").count()).sum();
    assert_eq!(comments, 60);
    for page in &pages {
        assert!(!page.contains("<script") && !page.contains("<b>app"), "{page}");
    }
    assert!(pages.concat().contains("&#60;script&#62;"));
    assert!(served.page("/?q=delivery").contains("<mark>delivery</mark>"));
    let comment = served.page("/comment/1?q=palvelu&ui=fi");
    for part in ["<html lang=\"fi\">", "<mark>Palvelu</mark>", "Perustelut", "Tunnesävy", "k1"] {
        assert!(comment.contains(part), "{part}\n{comment}");
    }
    let time = served.page("/?view=time");
    assert!(time.contains("<svg class=\"chart\"") && time.contains("<th scope=\"row\">"));
    for path in ["/themes", "/signals", "/reports", "/saved", "/?q=xyzzyx", "/?ui=fi&view=kwic"] {
        served.page(path);
    }
    assert_eq!(served.get("/?q=a&from=&min=").header("location"), "/?q=a");
    let wrong = served.get("/?q=%22ei&ui=fi");
    assert!(wrong.status == 400 && wrong.text().contains("Hakua ei voi lukea"));
}

#[test]
fn what_is_not_ours_is_refused() {
    let (folder, served) = small();
    fs::write(folder.path().join("secret.json"), "secret").unwrap();
    let page = served.get("/");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe") && page.header("x-content-type-options") == "nosniff");
    assert_eq!(page.header("cache-control"), "no-store");
    for path in [
        "/runs/..%2F..%2F/secret.json",
        "/runs/2026-W45--2026-W48/..%2F..%2F..%2Fsecret.json",
        "/runs/%2e%2e/codebook.toml",
        "/../../etc/passwd",
        "/themes/T9999",
        "/themes/x",
        "/comment/999999",
        "/comment/-1",
        "/export.exe",
        "/nothing",
    ] {
        let came = served.get(path);
        assert_eq!(came.status, 404, "{path}");
        assert!(!came.text().contains("secret\n"), "{path}");
    }
    let get = |head: &str| served.send(&format!("{head}Connection: close\r\n\r\n")).status;
    assert_eq!(get("GET / HTTP/1.1\r\nHost: evil.example\r\n"), 421);
    assert_eq!(get(&format!("DELETE / HTTP/1.1\r\nHost: {}\r\n", served.host)), 405);
    let (token, own) = (served.token(), format!("http://{}", served.host));
    let (path, form) = ("/saved/add", format!("name=a&state=q%3Da&token={token}"));
    assert_eq!(served.post_from("http://evil.example", path, &form).status, 403);
    assert_eq!(served.post_from("null", path, &form).status, 403);
    assert_eq!(served.post_from(&own, path, "name=a&state=q%3Da").status, 403);
    assert_eq!(served.post_from(&own, path, &"a".repeat(70_000)).status, 413);
    assert!(!folder.path().join("p.kuiske/searches.json").exists());
    assert_eq!(served.post_from(&own, path, &form).status, 303);
    assert!(folder.path().join("p.kuiske/searches.json").exists());
}

#[test]
fn a_damaged_list_of_signals_is_told_not_left_out() {
    let (folder, served) = small();
    drop(served);
    fs::write(folder.path().join("p.kuiske/signals.json"), "[{").unwrap();
    let mut ask = command(folder.path());
    let ended = ask.args(["serve", "-a", "p.kuiske", "--port", "0"]).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success() && said.contains("signals.json"), "{said}");
}

#[test]
fn results_are_taken_along_and_searches_kept() {
    let (_folder, served) = small();
    let n = served.count("/?q=toimitus");
    let csv = served.get("/export.csv?q=toimitus");
    assert!(csv.header("content-disposition").contains("kuiske-export.csv"));
    let text = csv.text();
    let rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
        .into_records()
        .map(Result::unwrap)
        .count();
    assert_eq!(rows as u64, n);
    let json: Vec<serde_json::Value> =
        serde_json::from_slice(&served.get("/export.json?q=toimitus").body).unwrap();
    assert_eq!(json.len() as u64, n);
    assert!(json[0]["record"]["palaute"].as_str().unwrap().contains("Toimitus"));
    assert!(served.get("/export.xlsx?q=toimitus").body.starts_with(b"PK"));

    let led = served.change("/saved/add", "name=My+%3Cb%3E&state=q%3Dtoimitus%26page%3D2&ui=fi");
    assert_eq!(led, "/saved?done=saved&ui=fi");
    let page = served.page("/saved");
    assert!(page.contains("href=\"/?q=toimitus\">My &#60;b&#62;</a>"), "{page}");
    served.change("/saved/forget", "name=My+%3Cb%3E");
    assert!(!served.page("/saved").contains("toimitus"));
}

#[test]
fn themes_are_edited_by_one_writer_at_a_time() {
    let (folder, served) = small();
    let ids = |page: &str| -> Vec<String> {
        page.split("<span class=\"id\">").skip(1).map(|rest| rest[..5].to_owned()).collect()
    };
    let themes = ids(&served.page("/themes"));
    assert!(themes.len() >= 2, "{themes:?}");
    let (one, two) = (&themes[0], &themes[1]);
    let led =
        served.change(&format!("/themes/{one}/rename"), "label_fi=Uusi+nimi&label_en=New+%3Ci%3E");
    assert_eq!(led, format!("/themes/{one}?done=renamed"));
    assert!(served.page(&led).contains("<h1>New &#60;i&#62;"));
    assert!(served.page(&format!("/themes/{one}?ui=fi")).contains("<h1>Uusi nimi"));

    let either = served.count(&format!("/?theme={one}&theme={two}"));
    let book = || fs::read_to_string(folder.path().join("p.kuiske/codebook.toml")).unwrap();
    let lock = fs::File::create(folder.path().join("p.kuiske/lock")).unwrap();
    lock.try_lock().unwrap();
    let (before, form) = (book(), format!("into={two}&token={}", served.token()));
    let path = format!("/themes/{one}/merge");
    let came = served.post_from(&format!("http://{}", served.host), &path, &form);
    assert!(came.status == 409 && came.text().contains("being written"), "{came:?}");
    assert_eq!(book(), before);
    drop(lock);

    served.made(&path, &format!("into={two}"));
    let merged = served.count(&format!("/?theme={two}"));
    assert!(merged > 0 && merged <= either, "{merged} of {either}");
    let list = served.page("/themes");
    assert!(!ids(&list).contains(one), "{list}");
    assert_eq!(served.get(&format!("/themes/{one}")).header("location"), format!("/themes/{two}"));
    served.made("/undo", "");
    let undone = ids(&served.page("/themes"));
    assert!(undone.contains(one) && undone.contains(two), "{undone:?}");
    assert!(served.count(&format!("/?theme={one}")) > 0);

    served.made(&format!("/themes/{one}/pin"), "");
    assert!(served.page(&format!("/themes/{one}")).contains("Unpin the theme"));
    served.made("/record/k4/move", &format!("into={two}"));
    let comment = served.page("/record/k4?ui=fi");
    assert!(comment.contains(&format!("theme={two}")), "{comment}");
    // A label that another theme has, and a theme merged with itself.
    for (path, form) in [("rename", "label_fi=&label_en=x"), ("merge", &format!("into={two}"))] {
        let form = format!("{form}&token={}", served.token());
        let path = format!("/themes/{two}/{path}");
        assert_eq!(served.post_from(&format!("http://{}", served.host), &path, &form).status, 422);
    }
}

/// The year that comes with the program, as an archive, and the week after it.
fn weekly() -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    for name in ["input.csv", "next-week.csv"] {
        fs::copy(root().join("corpora/weekly").join(name), folder.path().join(name)).unwrap();
    }
    let said = kuiske(folder.path(), &["run", "-q", "input.csv", "-a", "w.kuiske"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let next = folder.path().join("next-week.csv");
    (folder, next)
}

#[test]
fn fifty_read_while_a_run_writes() {
    const READERS: usize = 50;
    let (folder, _) = weekly();
    let served = Served::start(folder.path(), "w.kuiske");
    let before = served.count("/");
    let done = AtomicBool::new(false);
    let paths = [
        "/",
        "/?q=jono&view=kwic",
        "/?theme=T0001",
        "/themes",
        "/comment/7",
        "/?view=time",
        "/signals",
    ];
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|at| {
                let (served, done) = (&served, &done);
                scope.spawn(move || {
                    let mut read = 0;
                    while read < 2 || !done.load(Ordering::Relaxed) {
                        served.page(paths[(at + read) % paths.len()]);
                        read += 1;
                    }
                    read
                })
            })
            .collect();
        let said = kuiske(folder.path(), &["run", "-q", "next-week.csv", "-a", "w.kuiske"]);
        done.store(true, Ordering::Relaxed);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(
            readers.into_iter().map(|reader| reader.join().unwrap()).sum::<usize>() >= 2 * READERS
        );
    });
    assert!(served.count("/") > before);
    assert!(served.page("/reports").contains("2026-W47"));
    verdicts_stay(&served);
}

fn verdicts_stay(served: &Served) {
    let list = served.page("/signals");
    let Some((_, rest)) = list.split_once("<h3><a href=\"/signals/") else {
        return;
    };
    let path = format!("/signals/{}", rest.split_once('"').unwrap().0);
    let led = served.change(&format!("{path}/verdict"), "verdict=noise");
    let form = format!("verdict=nonsense&token={}", served.token());
    let host = format!("http://{}", served.host);
    assert_eq!(served.post_from(&host, &format!("{path}/verdict"), &form).status, 422);
    assert_eq!(led, format!("{path}?done=judged"));
    assert!(served.page(&path).contains("value=\"noise\" checked"));
    assert!(served.page("/signals").contains("<span class=\"flag\">noise</span>"));
}
