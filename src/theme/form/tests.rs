use super::*;
use crate::theme::codebook::as_written;

fn sample() -> Codebook {
    let theme = |id| Theme {
        id: ThemeId(id),
        label_fi: format!("Teema {id}"),
        label_en: format!("Theme \"{id}\""),
        phrases_fi: vec!["jono".into()],
        born: Some("2026-W47".into()),
        centre: as_written(&[0.6, -0.8, 0.1 * id as f32]),
        parts: vec![as_written(&[0.0, 1.0, 0.0])],
        seeds: vec![Seed { phrase: "pitkä jono".into(), vector: Vec::new() }],
        ..Theme::default()
    };
    let moved = Moved { key: "a-1".into(), theme: ThemeId(4), vector: as_written(&[1.0; 3]) };
    Codebook {
        next: 9,
        themes: vec![theme(1), theme(4)],
        forbidden: vec!["asia".into()],
        moved: vec![moved],
        gone: vec![Gone { id: ThemeId(2), into: Some(ThemeId(4)) }],
        ..Codebook::within(Frame::zero(3))
    }
}

#[test]
fn what_is_written_is_read_again() {
    let book = sample();
    let text = book.to_toml();
    let again = Codebook::parse("codebook.toml", &text, 3).unwrap();
    assert_eq!(again.to_toml(), text);
    assert_eq!(again, book);
}

#[test]
fn faults_name_their_line_and_say_what_to_do() {
    let text = sample().to_toml();
    let line_of =
        |text: &str, part: &str| 1 + text.lines().position(|line| line.contains(part)).unwrap();
    let centre = pack(&sample().themes[1].centre);
    for (broken, what, at) in [
        (text.replace("\"T0004\"\nlabel", "\"T0001\"\nlabel"), "T0001 stands twice", 0),
        (text.replace("born", "borm"), "borm", 0),
        (text.replace("id = \"T0004\"", "id = \"X4\""), "`X4` is no theme ID", 0),
        (text.replace("Teema 4", "teema 1"), "`teema 1` is the label of T0001", 0),
        (text.replace("into = \"T0004\"", "into = \"T0077\""), "never was", 0),
        (text.replace("id = \"T0002\"", "id = \"T0001\""), "living and the gone", 0),
        (text.replace(&centre, "abc"), "damaged", line_of(&text, &centre)),
        (text.replace("forbidden = [", "forbidden = "), "", line_of(&text, "forbidden = [")),
    ] {
        let error = Codebook::parse("codebook.toml", &broken, 3).unwrap_err().to_string();
        assert!(error.contains(what) && error.contains("line "), "{error}");
        assert!(at == 0 || error.contains(&format!("line {at}:")), "{at}: {error}");
    }
    let newer = text.replace("version = 1", "version = 7");
    let error = Codebook::parse("codebook.toml", &newer, 3).unwrap_err().to_string();
    assert!(error.contains("newer version"), "{error}");
    assert!(Codebook::parse("codebook.toml", &text, 4).is_err());
}

#[test]
fn a_theme_may_be_written_by_hand() {
    let text = "[[theme]]\nid = \"T0001\"\nlabel_fi = \"Jonot\"\nlabel_en = \"Queues\"\n\
                phrases_en = [\"queue\"]\n";
    let book = Codebook::parse("codebook.toml", text, 3).unwrap();
    assert_eq!((book.next, book.themes[0].centre.len()), (2, 0));
    let bare = text.replace("phrases_en", "# ");
    let error = Codebook::parse("codebook.toml", &bare, 3).unwrap_err().to_string();
    assert!(error.contains("line 2: T0001 has no centre"), "{error}");
}
