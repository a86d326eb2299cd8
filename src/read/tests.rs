use std::fmt::Write as _;

use encoding_rs::{UTF_16LE, WINDOWS_1252};
use proptest::prelude::*;

use super::*;
use crate::config::Decimal;
use crate::progress::Silent;
use crate::record::Source;

fn reading(bytes: impl Into<Vec<u8>>, settings: &str) -> Result<Reading, ReadError> {
    let config = Config::parse(settings, "kuiske.toml").unwrap();
    read(&Input::Stdin(bytes.into()), &config, &Silent)
}

/// Roles as `role=column` in the order of the settings, texts of all records, rejected rows.
fn check(bytes: impl Into<Vec<u8>>, roles: &str, texts: &[&str], rejected: &[&str]) {
    let reading = reading(bytes, "").unwrap();
    let found: Vec<String> = reading
        .columns
        .guesses
        .iter()
        .map(|guess| format!("{}={}", guess.role.name(), guess.column))
        .collect();
    assert_eq!(found.join(" "), roles);
    let comments = reading.records.all().unwrap().into_iter().flat_map(|record| record.comments);
    assert_eq!(comments.map(|comment| comment.text.into_string()).collect::<Vec<_>>(), texts);
    let refused = reading.rejected.iter().map(|row| {
        format!("{}:{}:{}: {}", row.row, row.line, row.column.as_deref().unwrap_or(""), row.reason)
    });
    assert_eq!(refused.collect::<Vec<_>>(), rejected);
}

#[test]
fn a_finnish_spreadsheet_export() {
    let text = "vastaus_id;pvm;arvosana;palaute;eurot\r\n\
        1;21.11.2026 14:05;9;Nopea toimitus, kiitos;1 250,50\r\n\
        2;22.11.2026;0;\"Jonotin \"\"vain\"\" tunnin\r\nja puhelu katkesi\";\r\n\
        3;23.11.2026;10;;12,0\r\n\
        4;24.11.2026;7;puuttuu loppu\r\n\
        5;32.11.2026;7;väärä päivä;1\r\n";
    let expected = [
        "4:6:: 4 cells where the header has 5",
        "5:7:pvm: \"32.11.2026\" is not a date; 21.11.2026 14:05 and 2026-11-21 are",
    ];
    let texts = ["Nopea toimitus, kiitos", "Jonotin \"vain\" tunnin\r\nja puhelu katkesi", ""];
    let roles = "key=vastaus_id text=palaute date=pvm score=arvosana value=eurot";
    check(text, roles, &texts, &expected);
    check(Charset(WINDOWS_1252).encode(text), roles, &texts, &expected);
    check(Charset(UTF_16LE).encode(&format!("\u{feff}{text}")), roles, &texts, &expected);
    check(Charset(UTF_16LE).encode(text), roles, &texts, &expected);
    let read = reading(text, "").unwrap();
    let first = &read.records.all().unwrap()[0];
    assert_eq!(first.date.unwrap().to_string(), "2026-11-21T14:05:00");
    assert_eq!((first.score, first.value, read.scale), (Some(9.0), Some(1250.5), Some(Scale::NPS)));
    assert_eq!((read.source.decimal, read.source.rows), (Decimal::Comma, 5));
    assert_eq!(
        first.fields.as_ref(),
        r#"{"vastaus_id":"1","pvm":"21.11.2026 14:05","arvosana":"9","palaute":"Nopea toimitus, kiitos","eurot":"1 250,50"}"#
    );
}

#[test]
fn json_lines_with_nested_members() {
    let text = r#"{"id": "a1", "text": "Ihana paikka", "user": {"screen_name": "kissa"}, "created_at": "2026-11-21T14:05:59Z", "likes": 3, "retweets": 0}

{"id": "a2", "text": null, "user": {"screen_name": "koira"}, "created_at": "2026-11-22T14:05:59Z", "likes": 1, "retweets": 0}
{"id": "a3", "text": "rikki
[1]
{"id": "a4", "text": "En löytänyt hyllyä", "created_at": "2026-11-23T14:05:59Z"}
"#;
    let roles = "key=id text=text date=created_at author=user.screen_name";
    let rejected = [
        "3:4:: not a JSON object: EOF while parsing a string at line 1 column 27",
        "4:5:: not a JSON object: another value",
    ];
    check(text, roles, &["Ihana paikka", "", "En löytänyt hyllyä"], &rejected);
    let read = reading(text, "").unwrap();
    assert!(read.records.all().unwrap().iter().all(|record| record.source == Source::Social));
    assert_eq!(read.records.all().unwrap()[0].author.as_deref(), Some("kissa"));
}

#[test]
fn several_open_questions_and_several_headers() {
    check(
        "Response ID,How likely are you to recommend us?,Why did you give this score?,What could we do better?\n\
         r1,10,Friendly people at the desk,Open on Sundays\nr2,0,Nobody answered my call,Answer the phone\n",
        "key=Response ID text=Why did you give this score? text=What could we do better? score=How likely are you to recommend us?",
        &[
            "Friendly people at the desk",
            "Open on Sundays",
            "Nobody answered my call",
            "Answer the phone",
        ],
        &[],
    );
    check(
        "RecordedDate,ResponseId,UserLanguage,Q1,Q2_TEXT\n\
         Recorded Date,Response ID,User Language,How likely are you to recommend us?,\"Why?\nTell us more\"\n\
         \"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"userLanguage\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n\
         2026-11-21 14:05:59,R_1,FI,9,Palvelu toimi hyvin\n2026-11-22 14:05:59,R_2,EN,0,The queue was endless\n",
        "key=ResponseId text=Q2_TEXT date=RecordedDate score=Q1 language=UserLanguage",
        &["Palvelu toimi hyvin", "The queue was endless"],
        &[],
    );
    check(
        "kommentti 1\tkommentti 2\nhyvä palvelu\tkallis hinta\n",
        "text=kommentti 1 text=kommentti 2",
        &["hyvä palvelu", "kallis hinta"],
        &[],
    );
    check(
        "Tuli kylmänä perille koko tilaus taas kerran tänään\nkiitos nopeasta avusta\n",
        "text=column 1",
        &["Tuli kylmänä perille koko tilaus taas kerran tänään", "kiitos nopeasta avusta"],
        &[],
    );
}

#[test]
fn what_the_survey_program_calls_open_is_the_question() {
    let text = "Respondent ID,Collector ID,Why this shop?,What did you come for?,Anything you would like to say\n\
        ,,Other (please specify),Response,Open-Ended Response\n\
        1,7,near my home,milk and bread,the staff at the till were quick and kind on a busy day\n\
        2,7,good parking space,bread,n/a\n\
        3,7,it is cheap,only some milk,long queues again and nobody came to open another till\n";
    let texts = [
        "the staff at the till were quick and kind on a busy day",
        "n/a",
        "long queues again and nobody came to open another till",
    ];
    check(text, "key=Respondent ID text=Anything you would like to say", &texts, &[]);
    let notes = reading(text, "").unwrap().notes;
    assert!(notes.iter().any(|note| note.en.contains("\"Why this shop?\"")), "{notes:?}");
}

#[test]
fn prose_beats_a_header_that_only_looks_like_a_question() {
    let text = "id,Which one was it?,Box 4\n\
        1,a red one,the courier left the parcel in the rain and did not ring the bell\n\
        2,some blue ones,we waited for the installer all day and nobody told us why\n\
        3,a green one,everything worked at once and the manual was short and clear\n";
    let read = reading(text, "").unwrap();
    let texts: Vec<&str> = read.columns.texts().map(|guess| guess.column.as_str()).collect();
    assert_eq!(texts, ["Box 4"]);
    assert!(read.notes.iter().any(|note| note.en.contains("\"Which one was it?\"")));
}

#[test]
fn what_cannot_be_decided_is_asked() {
    for (text, settings, expected) in [
        (
            "id,shop comment,driver comment\n1,a b c d,e f g h\n",
            "",
            "-: \"shop comment\", \"driver comment\" could all be the text\nhint: choose with columns.text = [\"shop comment\"]",
        ),
        (
            "comment,score,rating\nfine thing,1,2\nok then,3,3\n",
            "",
            "-: \"score\", \"rating\" could all be the main score\nhint: choose with columns.score = \"score\"",
        ),
        (
            "comment,date\nfine,1/2/2026\nok,3/4/2026\n",
            "",
            "-, row 1, column \"date\": 1/2/2026 could be day/month or month/day\nhint: choose with input.date_order",
        ),
        (
            "comment,date\nfine,2026-01-01\n",
            "[columns]\ntext = \"coment\"",
            "-: no column \"coment\" (columns.text)\nhint: did you mean \"comment\"? the columns are \"comment\", \"date\"",
        ),
        ("a,b\n1,2\n", "", "-: no column with open answers found\nhint: name it with columns.text"),
        ("comment,date\n", "", "-: no rows\nhint: there is a header"),
        ("{\"text\": 1\n", "", "-: no column with open answers found"),
        (
            "[{\"text\": \"a\"}]",
            "[input]\nformat = \"jsonl\"",
            "-: no column with open answers found",
        ),
        (
            "comment,date\nfine,soon\n",
            "[columns]\ndate = \"date\"",
            "-: none of 1 rows can be read; row 1: \"soon\" is not a date",
        ),
    ] {
        let error = reading(text, settings).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    assert!(matches!(
        read(&Input::File("/no/such/file".into()), &Config::default(), &Silent),
        Err(ReadError::NotFound { .. })
    ));
}

#[test]
fn bad_rows_are_rejected_and_good_ones_go_on() {
    let long = "x".repeat(MAX_CELL);
    let text = format!(
        "id,comment,nps\n1,good thing,9\n2,{long},9\n3,off,11\n1,other thing,9\n1,good thing,9\n4,much,too,many\n5,\"open,1\n6,extra blank,0,,\n"
    );
    let read = reading(text, "[score]\nscale = \"nps\"\n[columns]\nkey = \"id\"").unwrap();
    let rejected: Vec<String> =
        read.rejected.iter().map(|row| format!("{} {}", row.row, row.reason)).collect();
    assert_eq!(
        rejected,
        [
            "2 a cell of 1000000 bytes; 1000000 is too long",
            "3 score 11 is outside 0 to 10; set score.scale if the scale is another",
            "4 key \"1\" is that of row 1 too, with other content",
            "6 4 cells where the header has 3; a cell with the delimiter in it needs quotes",
            "7 a quote opens a cell and is not closed",
        ]
    );
    assert_eq!(read.repeats, [Repeat { row: 5, first: 1 }]);
    assert_eq!(keys(&read), ["1", "6"]);
    let broken =
        reading(b"id,comment\n1,p\xC3\xA4iv\xC3\xA4\n2,p\xE4iv\xE4\n".to_vec(), "").unwrap();
    let row = broken.rejected.first().unwrap();
    assert_eq!((row.row, row.line, row.column.as_deref()), (2, 3, Some("comment")));
}

#[test]
fn kinds_of_voice_come_from_values_settings_or_the_file() {
    let voices = |text: &str, settings: &str| -> Vec<Source> {
        reading(text, settings).unwrap().records.each(|record| record.source).unwrap()
    };
    let text = "comment;lähde\nfine thing;NPS-kysely\nodd thing;Facebook\nsad thing;vuoromuistio\n";
    assert_eq!(voices(text, ""), [Source::Survey, Source::Social, Source::Staff]);
    let text = "comment;source\nfine thing;K1\nodd thing;K2\n";
    let settings = "[columns]\nsource = \"source\"\nsource_values = { k2 = \"staff\" }\nsource_default = \"social\"";
    assert_eq!(voices(text, settings), [Source::Social, Source::Staff]);
    // A source that names no kind of voice is a channel.
    let read = reading("comment;source\nfine thing;Google\nodd thing;Google\n", "").unwrap();
    assert_eq!(read.columns.one(Role::Channel).unwrap().column, "source");
}

fn keys(reading: &Reading) -> Vec<String> {
    reading.records.each(|record| record.key.0.to_string()).unwrap()
}

#[test]
fn a_guessed_key_that_comes_twice_is_no_key() {
    let read = reading("id,comment\n1,a b c\n2,d e f\n1,g h i\n1,a b c\n", "").unwrap();
    assert!(read.columns.one(Role::Key).is_none() && read.rejected.is_empty());
    let keys = keys(&read);
    let (first, last) = (keys.first().unwrap(), keys.last().unwrap());
    assert_eq!(first.strip_suffix("-1"), last.strip_suffix("-2"));
}

#[test]
fn content_keys_do_not_change_with_quoting_encoding_or_own_columns() {
    let keys = |bytes: Vec<u8>| {
        reading(bytes, "").unwrap().records.each(|record| record.key.clone()).unwrap()
    };
    let plain = keys("comment;shop\nhyvä päivä;A\nhuono;B\n".into());
    assert_eq!(
        plain,
        keys(Charset(WINDOWS_1252).encode("comment;shop\nhyvä päivä;A\nhuono;B\n").into_owned())
    );
    assert_eq!(
        plain,
        keys("comment,shop,kuiske_theme\r\n\"hyvä päivä\",A,7\r\nhuono,\"B\",8\r\n".into())
    );
}

#[test]
fn guesses_pin_the_next_reading() {
    let text = "id;pvm;nps;palaute;kanava\n1;1.2.2026;0;hyvä asia;kioski\n2;2.2.2026;9;huono asia;kioski\n";
    let read = reading(text, "").unwrap();
    let again = reading(text, &read.guessed().to_toml()).unwrap();
    assert_eq!(read.records.all().unwrap(), again.records.all().unwrap());
    assert!(again.columns.guesses.iter().all(|guess| guess.why.en == "as set"));
    let slashed =
        reading("comment,date\nfine,1/2/2026\nok,13/4/2026\n", "").unwrap().guessed().to_toml();
    let week = reading("comment,date\nfine,1/2/2026\n", &slashed).unwrap();
    assert_eq!(week.records.all().unwrap()[0].date.unwrap().month(), 2);
    let seen = inspect(&Input::Stdin(text.into()), &Config::default()).unwrap();
    assert_eq!((seen.records, seen.answers, seen.views.len()), (2, 2, 5));
    assert!(seen.weak.iter().any(|said| said.en.starts_with("few answers (2)")));
}

proptest! {
    #[test]
    fn every_row_is_read_rejected_or_repeated(rows in prop::collection::vec(("[a-cä\", \n]{0,12}", "[0-9x]{0,2}"), 1..40)) {
        let mut text = "comment,nps\n".to_owned();
        for (comment, score) in &rows {
            writeln!(text, "\"{}\",{score}", comment.replace('"', "\"\"")).unwrap();
        }
        let settings = "[columns]\ntext = \"comment\"\nscore = \"nps\"\n[score]\nscale = \"nps\"\n[input]\nheader = true";
        let read = match reading(text, settings) {
            Err(ReadError::NoGoodRow { rows: found, .. }) => {
                prop_assert_eq!(found, rows.len() as u64);
                return Ok(());
            }
            other => other.unwrap(),
        };
        prop_assert_eq!(read.records.len() + read.rejected.len() + read.repeats.len(), rows.len());
        for record in &read.records.all().unwrap() {
            let (comment, _) = rows.get(record.row as usize - 1).unwrap();
            prop_assert_eq!(record.comments.first().unwrap().text.as_ref(), comment.as_str());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = reading(bytes, "");
    }
}
