//! Writing and reading back.

use std::fs;

use super::super::{Appended, Archive, ArchiveError, Entry, check, content_hash, key_hash, repair};
use super::{Batch, Fresh, batch};
use crate::analyse::Words;
use crate::analyse::corpus::Analyser;
use crate::record::{Comment, Record, RecordKey, Source, Week};
use crate::score::{Cue, Emotion, Hot, Reference, Scored};
use crate::theme::ThemeId;

fn texts(archive: &Archive) -> Vec<String> {
    let seqs = archive.history().unwrap().seq;
    archive.fetch(&seqs).unwrap().into_iter().map(|comment| comment.text.into()).collect()
}

#[test]
fn what_goes_in_comes_out_in_order() {
    let mut given = Batch::default();
    let themes = [(3, 0.5), (3, 0.25), (12, 1.0)];
    let record =
        given.tagged("A-1", "Hyvä palvelu!", Some(0.75), &[Cue::Wish, Cue::Retell], &themes);
    record.date = Some("2026-11-21T14:05:00".parse().unwrap());
    record.source = Source::Staff;
    record.channel = Some("chat".into());
    record.score = Some(9.5);
    record.value = Some(120.25);
    record.author = Some("Piia".into());
    let expected = record.clone();
    let scored = given.scored();
    (scored.hot, scored.expectation, scored.reference) =
        (Some(Hot::Need), Some(-1), Some(Reference::Past));
    scored.emotions.insert(Emotion::Trust);
    given.add("A-2", "").channel = Some("app".into());
    given.add("A-3", "the app crashes");
    let fresh = Fresh::new();
    let appended = fresh.append(&given);
    assert_eq!(appended, Appended { added: 3, ..Appended::default() });

    let archive = fresh.open();
    let history = archive.history().unwrap();
    assert_eq!(history.len(), 3);
    assert_eq!(history.channel.names, ["app".into(), "chat".into()]);
    let channels = [Some("chat"), Some("app"), None];
    assert_eq!([0, 1, 2].map(|at| history.channel.get(at)), channels);
    assert_eq!(history.week, [Some(Week::of("2026-11-21".parse().unwrap())), None, None]);
    assert_eq!(history.score, [Some(9.5), None, None]);
    assert_eq!(history.sentiment, [Some(0.75), None, None]);
    assert_eq!(history.cues.first().unwrap().iter().collect::<Vec<_>>(), [Cue::Wish, Cue::Retell]);
    let members: Vec<_> = history.members(0).iter().map(|m| (m.theme.0, m.degree)).collect();
    assert_eq!(members, themes);
    assert!(history.members(2).is_empty());
    assert_eq!(history.polarities(0), vec![Some(0.75); themes.len()]);
    assert_eq!((history.hot[0], history.expectation[0]), (Some(Hot::Need), Some(-1)));
    assert_eq!(history.emotions[0].iter().collect::<Vec<_>>(), [Emotion::Trust]);
    assert_eq!((history.reference[0], history.hot[2]), (Some(Reference::Past), None));
    assert_eq!(history.voice.get(1), Some(&0));

    let comments = archive.fetch(&history.seq).unwrap();
    let keys: Vec<_> = comments.iter().map(|comment| comment.key.to_string()).collect();
    assert_eq!(keys, ["A-1", "A-2", "A-3"]);
    let first = comments.into_iter().next().unwrap();
    assert_eq!(first.themes.last().map(|member| member.theme), Some(ThemeId(12)));
    assert_eq!(first.polarities, history.polarities(0));
    assert_eq!((first.hot, first.expectation), (Some(Hot::Need), Some(-1)));
    assert_eq!((first.emotions, first.reference), (history.emotions[0], Some(Reference::Past)));
    assert_eq!(first.into_record(), expected);
}

#[test]
fn the_same_again_changes_nothing_and_an_edit_replaces() {
    let first = batch(&[("1", "yksi"), ("2", "kaksi"), ("3", "kolme")]);
    let fresh = Fresh::with(&first);
    let again = fresh.append(&first);
    assert_eq!(again, Appended { unchanged: 3, ..Appended::default() });

    let second = batch(&[("2", "kaksi, ei kun viisi"), ("4", "neljä"), ("4", "toinen neljä")]);
    let appended = fresh.append(&second);
    assert_eq!(appended, Appended { added: 1, updated: 1, repeated: 1, unchanged: 0 });
    let archive = fresh.open();
    assert_eq!(texts(&archive), ["yksi", "kolme", "kaksi, ei kun viisi", "neljä"]);
    let known = archive.known_keys().unwrap();
    assert_eq!(known.len(), 4);
    let two = second.entries().next().unwrap().record;
    assert_eq!(known.get(&key_hash(&two.key)).unwrap().content, content_hash(two));

    assert_eq!(fresh.append(&second).unchanged, 2);
    fresh.writer().remove(std::iter::once(key_hash(&RecordKey("1".into()))).collect()).unwrap();
    assert_eq!(texts(&fresh.open()), ["kolme", "kaksi, ei kun viisi", "neljä"]);
    assert!(check(&fresh.path).unwrap().is_sound());
}

#[test]
fn many_comments_keep_their_order_over_threads_and_segments() {
    let mut many = Batch::default();
    let keys: Vec<String> = (0..25_000).map(|number| format!("k{number}")).collect();
    for key in &keys {
        many.add(key, "toimitus on myöhässä taas kerran");
    }
    let fresh = Fresh::with(&many);
    let archive = fresh.open();
    let history = archive.history().unwrap();
    assert!(history.seq.iter().enumerate().all(|(at, seq)| at as u64 == *seq));
    let hashes: Vec<_> = keys.iter().map(|key| key_hash(&RecordKey(key.as_str().into()))).collect();
    assert_eq!(history.key, hashes);
}

#[test]
fn records_come_back_whole() {
    let mut words = Words::default();
    let comments = ["ensin", "sitten", ""].iter().enumerate();
    let comments: Vec<Comment> = comments
        .map(|(question, text)| Comment { question: question as u16, text: (*text).into() })
        .collect();
    let key = |key: &str| RecordKey(key.into());
    let records = ["a", "b"].map(|name| Record {
        key: key(name),
        comments: comments.clone(),
        ..Record::default()
    });
    let analyses: Vec<_> =
        comments.iter().map(|comment| Analyser::new().analyse(&comment.text, &mut words)).collect();
    let scored = Scored::default();
    let entries = records.iter().flat_map(|record| {
        analyses
            .iter()
            .enumerate()
            .map(move |(comment_index, analysis)| (record, comment_index, analysis))
    });
    let entries = entries.map(|(record, comment_index, analysis)| Entry {
        record,
        comment_index,
        analysis,
        words: &words,
        scored: &scored,
        themes: &[],
    });
    let fresh = Fresh::new();
    assert_eq!(fresh.writer().append(entries.clone()).unwrap().added, 6);
    assert_eq!(fresh.writer().append(entries).unwrap().unchanged, 6);
    let back: Vec<Record> = fresh.open().records().unwrap().map(Result::unwrap).collect();
    assert_eq!(back, records);
}

#[test]
fn a_new_generation_takes_the_place_of_the_old() {
    let fresh = Fresh::with(&batch(&[("1", "vanha")]));
    let reader = fresh.open();
    fresh.writer().rebuild(batch(&[("1", "uusi"), ("2", "toinen")]).entries()).unwrap();
    assert_eq!(texts(&reader), ["vanha"], "a reader keeps what it has opened");
    let archive = fresh.open();
    assert_eq!((archive.generation(), texts(&archive)), (2, vec!["uusi".into(), "toinen".into()]));
    assert!(!fresh.path.join("gen-000001").exists());
}

#[test]
fn leftovers_of_a_crash_are_ignored_and_removed_by_the_next_writer() {
    let fresh = Fresh::with(&batch(&[("1", "yksi")]));
    let leftover = fresh.path.join("gen-000002");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join("half.store"), "…").unwrap();
    fs::write(fresh.path.join(".CURRENT-x"), "gen-0").unwrap();
    assert_eq!(texts(&fresh.open()), ["yksi"]);
    assert_eq!(check(&fresh.path).unwrap().leftovers, [2]);
    drop(fresh.writer());
    assert!(!leftover.exists() && !fresh.path.join(".CURRENT-x").exists());
    fresh.writer().rebuild(batch(&[("1", "uusi")]).entries()).unwrap();
    assert_eq!(texts(&fresh.open()), ["uusi"]);
}

#[test]
fn a_crash_in_the_middle_of_an_append_leaves_the_old_state() {
    let fresh = Fresh::with(&batch(&[("1", "yksi")]));
    let more = batch(&[("2", "kaksi"), ("3", "kolme"), ("4", "neljä")]);
    let mut writer = fresh.writer();
    let crash = std::panic::AssertUnwindSafe(|| {
        let entries = more.entries().enumerate();
        let entries = entries.map(|(at, entry)| if at < 2 { entry } else { panic!("crash") });
        writer.append(entries)
    });
    assert!(std::panic::catch_unwind(crash).is_err());
    assert_eq!(texts(&fresh.open()), ["yksi"]);
    assert_eq!(writer.append(more.entries()).unwrap().added, 3);
    assert_eq!(texts(&fresh.open()).len(), 4);
    assert!(check(&fresh.path).unwrap().is_sound());
}

#[test]
fn there_is_one_writer_and_readers_do_not_mind() {
    let fresh = Fresh::with(&batch(&[("1", "yksi")]));
    let held = fresh.writer();
    let error = fresh.open().writer().unwrap_err();
    assert!(matches!(error, ArchiveError::Busy(_)), "{error}");
    assert_eq!(texts(&fresh.open()), ["yksi"]);
    drop(held);
    assert!(fresh.path.join("lock").exists());
    drop(fresh.writer());
}

#[test]
fn what_is_no_archive_or_another_one_is_refused_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let error = Archive::open(&path.join("none")).unwrap_err();
    assert!(matches!(error, ArchiveError::Missing(_)) && error.to_string().contains("hint:"));
    fs::write(path.join("thesis.docx"), "…").unwrap();
    assert!(matches!(Archive::open(path).unwrap_err(), ArchiveError::Foreign(_)));
    assert!(matches!(Archive::create(path).unwrap_err(), ArchiveError::Foreign(_)));
    fs::write(path.join("CURRENT"), "MANIFEST-000001\n").unwrap();
    assert!(matches!(Archive::open(path).unwrap_err(), ArchiveError::Foreign(_)));
    let file = path.join("thesis.docx");
    assert!(matches!(Archive::open(&file).unwrap_err(), ArchiveError::Foreign(_)));

    let fresh = Fresh::new();
    assert!(matches!(Archive::create(&fresh.path).unwrap_err(), ArchiveError::Occupied(_)));
    let identity = fresh.path.join("gen-000001/kuiske.json");
    let original = fs::read_to_string(&identity).unwrap();
    fs::write(&identity, original.replace("\"format\": 2", "\"format\": 99")).unwrap();
    assert!(matches!(Archive::open(&fresh.path).unwrap_err(), ArchiveError::Newer { .. }));
    fs::write(&identity, original.replace("\"format\": 2", "\"format\": 1")).unwrap();
    let error = Archive::open(&fresh.path).unwrap_err();
    assert!(matches!(error, ArchiveError::Older { .. }) && error.to_string().contains("rebuild"));
    assert!(Archive::open_outdated(&fresh.path).is_ok());
    fs::write(&identity, original.replace("kuiske-", "other-")).unwrap();
    let error = Archive::open(&fresh.path).unwrap_err();
    assert!(matches!(error, ArchiveError::OtherAnalyser { .. }), "{error}");
    assert!(Archive::open_outdated(&fresh.path).is_ok());
}

#[test]
fn damage_is_found_and_what_is_sound_is_saved() {
    let fresh = Fresh::with(&batch(&[("1", "yksi"), ("2", "kaksi")]));
    assert!(check(&fresh.path).unwrap().is_sound());
    fs::remove_file(fresh.path.join("CURRENT")).unwrap();
    assert!(matches!(Archive::open(&fresh.path).unwrap_err(), ArchiveError::Damaged { .. }));
    assert!(matches!(Archive::create(&fresh.path).unwrap_err(), ArchiveError::Occupied(_)));
    assert_eq!(repair(&fresh.path).unwrap(), 1);
    assert_eq!(texts(&fresh.open()).len(), 2);

    let generation = fresh.path.join("gen-000001");
    let store = fs::read_dir(&generation)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[3] ^= 0x55;
    fs::write(&store, bytes).unwrap();
    assert_eq!(check(&fresh.path).unwrap().corrupt.len(), 1);
    assert!(matches!(repair(&fresh.path).unwrap_err(), ArchiveError::Lost(_)));
}
