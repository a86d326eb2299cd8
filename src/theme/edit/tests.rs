use super::*;
use crate::theme::{Assigner, Frame};

fn book() -> Codebook {
    let theme = |id: u32, centre: [f32; 2]| Theme {
        id: ThemeId(id),
        label_fi: format!("Teema {id}"),
        label_en: format!("Theme {id}"),
        phrases_en: vec!["queue".into(), "thing".into()],
        centre: as_written(&centre),
        parts: vec![as_written(&[0.8, 0.6]), as_written(&centre)],
        ..Theme::default()
    };
    let themes = vec![theme(1, [1.0, 0.0]), theme(2, [0.0, 1.0]), theme(3, [-1.0, 0.0])];
    Codebook { next: 4, themes, ..Codebook::within(Frame::zero(2)) }
}

const ONE: ThemeId = ThemeId(1);
const TWO: ThemeId = ThemeId(2);
const THREE: ThemeId = ThemeId(3);

fn seed(phrase: &str) -> Seed {
    Seed { phrase: phrase.into(), vector: as_written(&[0.6, 0.8]) }
}

fn every_edit() -> Vec<Edit> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    vec![
        Edit::Rename { theme: ONE, lang: Lang::Fi, label: "Jonot".into() },
        Edit::Merge { from: vec![ONE, TWO], into: THREE },
        Edit::Split { theme: THREE },
        Edit::Pin { theme: TWO, pinned: true },
        Edit::Forbid { words: words(&["Thing", "theme"]) },
        Edit::Seed { theme: ONE, seeds: vec![seed("long queue")] },
        Edit::New { label_fi: "Uusi".into(), label_en: "New".into(), seeds: vec![seed("x1")] },
        Edit::Move { key: "a-1".into(), clauses: vec![vec![0.6, -0.8]], theme: TWO },
    ]
}

#[test]
fn every_change_is_written_read_and_taken_back() {
    for edit in every_edit() {
        let edited = book().edited(&edit, "2026-11-22", Some("why")).unwrap();
        assert!(edited.themes != book().themes || edited.moved != book().moved, "{edit:?}");
        let read = Codebook::parse("codebook.toml", &edited.to_toml(), 2);
        // What forbidding unlabels is labelled anew before it is written.
        if !matches!(edit, Edit::Forbid { .. }) {
            assert_eq!(read.unwrap(), edited, "{edit:?}");
        }
        let back = edited.undone("2026-11-23", None).unwrap();
        assert_eq!((&back.themes, &back.moved), (&book().themes, &book().moved), "{edit:?}");
        assert_eq!((&back.forbidden, back.log.len()), (&book().forbidden, 2));
        assert!(back.log[0].undone && back.log[1].told(Lang::En).starts_with("taken back: "));
        assert_eq!(back.undone("2026-11-23", None).unwrap_err(), EditError::NothingToUndo);
        // An ID once given is never given again, and leads somewhere.
        assert!(back.next >= edited.next);
        for theme in &edited.themes {
            let made = book().theme(theme.id).is_none();
            let leads = back.resolve(theme.id).is_some() || matches!(edit, Edit::New { .. });
            assert!(!made || leads, "{edit:?} {}", theme.id);
        }
    }
}

#[test]
fn changes_are_taken_back_one_after_the_other() {
    let mut edited = book();
    for edit in every_edit().into_iter().filter(|edit| !matches!(edit, Edit::Split { .. })) {
        match edited.edited(&edit, "2026-11-22", None) {
            Ok(next) => edited = next,
            Err(error) => assert!(matches!(error, EditError::Unknown(_)), "{error}"),
        }
    }
    let edits = edited.log.len();
    for _ in 0..edits {
        edited = edited.undone("2026-11-23", None).unwrap();
    }
    assert_eq!((edited.themes, edited.moved, edited.log.len()), (book().themes, vec![], 2 * edits));
}

#[test]
fn an_old_id_is_followed_through_merges_and_splits() {
    let merge = |from, into| Edit::Merge { from: vec![from], into };
    let merged = book().edited(&merge(ONE, TWO), "2026-11-22", Some("same thing")).unwrap();
    let merged = merged.edited(&merge(TWO, THREE), "2026-11-22", None).unwrap();
    assert_eq!(merged.resolve(ONE), Some(THREE));
    assert_eq!(merged.find(" t0001"), Some(THREE));
    let split = merged.edited(&Edit::Split { theme: THREE }, "2026-11-23", None).unwrap();
    assert_eq!(split.resolve(ONE), Some(ThemeId(4)));
    assert_eq!(split.find("Theme 3 2"), Some(ThemeId(5)));
}

/// What went to either goes to both together, and nothing else does; splitting takes them apart again.
#[test]
fn merged_themes_take_what_each_took() {
    let merge = Edit::Merge { from: vec![ONE, TWO], into: THREE };
    let merged = book().edited(&merge, "2026-11-22", None).unwrap();
    let split = merged.edited(&Edit::Split { theme: THREE }, "2026-11-23", None).unwrap();
    assert_eq!((merged.theme(THREE).unwrap().pieces(), split.themes.len()), (3, 3));
    let [before, after, apart] = [&book(), &merged, &split].map(|book| Assigner::new(book, 2));
    let mut seen = Vec::new();
    for degrees in (1..360).step_by(7) {
        let (sin, cos) = (degrees as f32).to_radians().sin_cos();
        let of = |assigner: &Assigner| assigner.nearest(&[cos, sin]).unwrap();
        let (was, is, parted) = (of(&before), of(&after), of(&apart));
        assert_eq!((is.0, is.1.to_bits()), (THREE, was.1.to_bits()), "{degrees}");
        let pair = (was.0, parted.0);
        assert!(seen.iter().all(|known: &(_, _)| (known.0 == pair.0) == (known.1 == pair.1)));
        seen.push(pair);
    }
}

#[test]
fn faulty_changes_are_refused() {
    let refused = |edit| book().edited(&edit, "2026-11-22", None).unwrap_err();
    let nine = ThemeId(9);
    let rename = |label: &str| Edit::Rename { theme: ONE, lang: Lang::Fi, label: label.into() };
    let taken = EditError::Taken { label: "teema 2".into(), owner: TWO };
    assert_eq!(refused(rename("teema 2")), taken);
    assert_eq!(refused(rename(" - ")), EditError::Blank("-".into()));
    let merge = |from, into| Edit::Merge { from: vec![from], into };
    assert_eq!(refused(merge(ONE, nine)), EditError::Unknown(nine));
    assert_eq!(refused(merge(ONE, ONE)), EditError::Itself(ONE));
    let mut whole = book();
    whole.themes[0].parts.clear();
    let split = whole.edited(&Edit::Split { theme: ONE }, "2026-11-22", None);
    assert_eq!(split.unwrap_err(), EditError::Whole(ONE));
    let seeds = Edit::Seed { theme: ONE, seeds: Vec::new() };
    assert_eq!(refused(seeds), EditError::Blank(String::new()));
}
