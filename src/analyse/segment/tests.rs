//! Tests of the whole cut: tokens, forms and clauses of small texts, and what holds for any text.

use proptest::prelude::*;

use super::*;
use crate::analyse::Joiner;

fn cut(text: &str) -> Segmented {
    let mut out = Segmented::default();
    segment(text, &mut out);
    out
}

/// Surfaces of the tokens, with a letter for the kind of those that are no words.
fn tokens(text: &str) -> String {
    let out = cut(text);
    let mark = |kind| match kind {
        TokenKind::Word | TokenKind::Punctuation => "",
        TokenKind::Number => "N:",
        TokenKind::Amount => "A:",
        TokenKind::Time => "T:",
        TokenKind::Address => "U:",
        TokenKind::Mention => "M:",
        TokenKind::Hashtag => "H:",
        TokenKind::Emoji => "E:",
    };
    let show = |p: &Piece| format!("{}{}", mark(p.kind), p.span.of(text));
    out.pieces.iter().map(show).collect::<Vec<_>>().join("|")
}

fn clauses(text: &str) -> String {
    let out = cut(text);
    let show = |c: &Clause| {
        let tokens = &out.pieces[c.start as usize..c.end as usize];
        let (first, last) = (tokens[0].span.start, tokens[tokens.len() - 1].span.end);
        let joiner = match c.joiner {
            Joiner::Sentence => "S",
            Joiner::Comma => "C",
            Joiner::Contrast => "but",
            Joiner::Concession => "although",
            Joiner::Cause => "because",
            Joiner::Condition => "if",
            Joiner::And => "and",
        };
        let question = if c.question { "?" } else { "" };
        format!("{joiner}{question}:{}", crate::record::Span { start: first, end: last }.of(text))
    };
    out.clauses.iter().map(show).collect::<Vec<_>>().join(" | ")
}

fn check(cases: &[(&str, &str)], of: impl Fn(&str) -> String) {
    for (text, expected) in cases {
        assert_eq!(of(text), *expected, "{text}");
    }
}

#[test]
fn tokens_of_every_kind() {
    check(
        &[
            ("Maksoin 12,50 € ja 5€ tai 10e.", "Maksoin|A:12,50 €|ja|A:5€|tai|A:10e|."),
            ("It costs $5 or 1 200 euros", "It|costs|A:$5|or|N:1 200|euros"),
            ("klo 14.05, 14:05 ja 21.11.2026", "klo|T:14.05|,|T:14:05|ja|T:21.11.2026"),
            ("tilattu 2026-11-21 tai 21.11. illalla", "tilattu|T:2026-11-21|tai|T:21.11.|illalla"),
            ("3. kerta, 5/5, 24/7, 20 %", "N:3.|kerta|,|N:5/5|,|N:24/7|,|A:20 %"),
            ("20-vuotias 4G-verkko VM:lla", "20-vuotias|4G-verkko|VM:lla"),
            ("www.kauppa.fi/a?b=1. Katso", "U:www.kauppa.fi/a?b=1|.|Katso"),
            ("(ks. https://a.fi/x_(y)) ok", "(|ks.|U:https://a.fi/x_(y)|)|ok"),
            ("matti.m@posti.fi, @tuki #hyväPalvelu", "U:matti.m@posti.fi|,|M:@tuki|H:#hyväPalvelu"),
            ("verkkokauppa.com toimii.Hyvin", "U:verkkokauppa.com|toimii|.|Hyvin"),
            ("v*ttu f**k sh*t **hyvä**", "v*ttu|f**k|sh*t|**|hyvä|**"),
            ("esim. sininen, e.g. red, Mr. Smith", "esim.|sininen|,|e.g.|red|,|Mr.|Smith"),
            ("don't it's we'll cannot dont", "do|n't|it|'s|we|'ll|can|not|do|nt"),
            ("raa’an Applen it’s", "raa’an|Applen|it|’s"),
            ("asiakas- ja myyntityö", "asiakas|-|ja|myyntityö"),
            ("#digi'n 10,000lbs Osram:n TV. I", "H:#digi'n|N:10,000|lbs|Osram:n|TV|.|I"),
            ("H&M ja K-Plussa", "H&M|ja|K-Plussa"),
        ],
        tokens,
    );
}

#[test]
fn emoji_and_emoticons_are_one_token_each() {
    check(
        &[
            ("👍🏽👨‍👩‍👧🇫🇮❤️", "E:👍🏽|E:👨‍👩‍👧|E:🇫🇮|E:❤️"),
            (
                "1️⃣ kiva:) :-( xD <3 :'( ^^ kiitos:D",
                "E:1️⃣|kiva|E::)|E::-(|E:xD|E:<3|E::'(|E:^^|kiitos|E::D",
            ),
            ("EU:D klo 1:0 ongelma:palvelu", "EU|E::D|klo|N:1|:|N:0|ongelma|:|palvelu"),
            (":DDD ;) =) :/ (: o_O", "E::DDD|E:;)|E:=)|E::/|E:(:|E:o_O"),
            ("(hyvä) 8) a:b", "(|hyvä|)|N:8|)|a|:|b"),
        ],
        tokens,
    );
}

#[test]
fn forms_meet_in_one_spelling() {
    let forms = |text: &str| {
        let out = cut(text);
        out.pieces.iter().map(|p| out.form(p)).collect::<Vec<_>>().join("|")
    };
    check(
        &[
            ("HYVÄÄÄÄ soooo Åbo ÄLÄ", "hyvää|soo|åbo|älä"),
            ("a\u{308}la\u{308} 👍🏽 🤷‍♀️ ❤️", "älä|👍|🤷|❤"),
            ("can’t WON'T 1 200 12,50 €", "can|n't|will|n't|1200|12,50€"),
            (":-)))) :DDD e.g. #Hyvää", ":-)|:D|e.g|hyvää"),
            ("asiakas\u{AD}palvelu linja\u{2011}auto", "asiakaspalvelu|linja-auto"),
        ],
        forms,
    );
    assert_eq!(normal_form("Don't WORRY"), "do n't worry");
}

#[test]
fn style_is_kept() {
    let style = |text: &str| cut(text).pieces[0].style;
    assert!(style("ÄÄLIÖT").caps && style("VM").caps && !style("VM:lla").caps && !style("A").caps);
    assert!(style("hyväääää").stretched && !style("hyvää").stretched);
    assert!(style("Åbo").capital && style("Hyvä").capital && !style("hyvä").capital);
}

#[test]
fn clauses_follow_thoughts() {
    check(
        &[
            ("Hyvä, mutta kallis.", "S:Hyvä, | but:mutta kallis."),
            ("hyvä palvelu mutta hidas toimitus", "S:hyvä palvelu | but:mutta hidas toimitus"),
            ("Vaikka hinta nousi, jäin.", "although:Vaikka hinta nousi, | C:jäin."),
            (
                "Palvelu oli nopeaa, ystävällistä ja hyvää.",
                "S:Palvelu oli nopeaa, ystävällistä ja hyvää.",
            ),
            ("Hyvä palvelu, nopea toimitus", "S:Hyvä palvelu, | C:nopea toimitus"),
            ("Toivon, että hinta laskee", "S:Toivon, että hinta laskee"),
            ("Tilasin tuotteen ja se ei tullut", "S:Tilasin tuotteen ja se ei tullut"),
            (
                "Tilasin uuden tuotteen ja se ei tullut",
                "S:Tilasin uuden tuotteen | and:ja se ei tullut",
            ),
            ("Ei huono vaan hyvä", "S:Ei huono | but:vaan hyvä"),
            ("Halpa, ei toimi", "S:Halpa, | C:ei toimi"),
            ("It works, but only if you wait", "S:It works, | but:but only if you wait"),
            ("Nothing but trouble!", "S:Nothing but trouble!"),
            (
                "Ok service even though it was late",
                "S:Ok service | although:even though it was late",
            ),
            ("Voisiko tämän korjata. Kiitos", "S?:Voisiko tämän korjata. | S:Kiitos"),
            ("Why is it slow", "S?:Why is it slow"),
            ("Hyvä 👍 kallis 👎", "S:Hyvä 👍 | C:kallis 👎"),
            ("I ❤️ this. 😀 Thanks", "S:I ❤️ this. 😀 | S:Thanks"),
            ("esim. Oulussa 3 kk. Sitten loppui", "S:esim. Oulussa 3 kk. | S:Sitten loppui"),
            ("- hidas\n- kallis\nkaatuu", "S:- hidas | S:- kallis | S:kaatuu"),
            ("Odotin... ja odotin", "S:Odotin... | C:ja odotin"),
            ("Sovellus (joka on uusi) kaatuu", "S:Sovellus | C:(joka on uusi) | C:kaatuu"),
            ("!!!", "S:!!!"),
            ("", ""),
        ],
        clauses,
    );
}

#[test]
fn tables_are_sorted() {
    assert!(abbreviation::KNOWN.is_sorted());
    assert!(number::UNITS.is_sorted());
    assert!(conjunction::TABLE.is_sorted_by_key(|row| row.0));
}

#[test]
fn long_texts_take_linear_time() {
    let units = [
        "(",
        "a@",
        "a.",
        "1,",
        "1.",
        "1 111 ",
        "😀",
        "-",
        "a-",
        "a'",
        "'",
        "\"",
        "ei, ",
        "ja ",
        "x*",
        "a:n",
        ":-",
        "#",
        "#a",
        "€ ",
        "$5",
        "a/",
        "<3",
        "\u{200D}",
        "👩\u{200D}",
        "\n",
        "ä",
        "... ",
    ];
    for unit in units {
        let text = unit.repeat((1 << 19) / unit.len()) + "b";
        assert!(!cut(&text).pieces.is_empty());
    }
}

proptest! {
    #[test]
    fn tokens_cover_the_text(text in text()) {
        let out = cut(&text);
        let mut at = 0;
        for piece in &out.pieces {
            let (start, end) = (piece.span.start as usize, piece.span.end as usize);
            prop_assert!(at <= start && start < end);
            let between = text.get(at..start);
            prop_assert!(between.is_some_and(|s| s.chars().all(character::is_space)));
            prop_assert!(text.get(start..end).is_some());
            prop_assert!(!out.form(piece).is_empty());
            at = end;
        }
        prop_assert!(text.get(at..).is_some_and(|s| s.chars().all(character::is_space)));
    }

    #[test]
    fn clauses_cover_the_tokens(text in text()) {
        let out = cut(&text);
        let mut at = 0;
        for clause in &out.clauses {
            prop_assert_eq!(clause.start, at);
            prop_assert!(clause.end > at);
            at = clause.end;
        }
        prop_assert_eq!(at as usize, out.pieces.len());
    }
}

/// Text rich in the signs the rules look at.
fn text() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        "\\PC{0,6}",
        "[a-zäöÄÖ]{1,5}",
        "[0-9:.,/€ -]{1,6}",
        "[.,!?;:()\\[\\]*@#'’_&<3D\\n\\r\\t -]{1,4}",
        prop::sample::select(vec![
            "mutta",
            "don't",
            "👍🏽",
            "👨‍👩‍👧",
            "🇫🇮",
            "1️⃣",
            "a\u{308}",
            "\u{200D}",
            "\u{FEFF}",
            "http://",
            "e.g.",
            "...",
            "aaaaa",
            "İ",
            "ﬁ",
            "ß",
            "\u{301}",
            "VM:lla",
            " ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(bit, 0..12).prop_map(|bits| bits.concat())
}
