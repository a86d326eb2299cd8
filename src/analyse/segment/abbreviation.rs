//! Abbreviations whose dot ends no sentence.

/// Whether the word, in lower case and without its dot, is written with a dot inside sentences.
///
/// Left out are those that are words of their own at the end of a sentence (`no`, `in`, `min`).
pub(super) fn is_known(word: &str) -> bool {
    KNOWN.binary_search(&word).is_ok()
}

/// One past `e.g.`, `U.S.`, `a.m.`: single letters with a dot after each, from `at` on; two at
/// least, and no more than a name of an office has.
pub(super) fn dotted(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let mut letters = 0;
    let mut rest = text.get(at..)?.chars();
    while let (Some(letter), Some('.')) = (rest.next(), rest.next()) {
        if !letter.is_alphabetic() || letters == 8 {
            break;
        }
        end += letter.len_utf8() + 1;
        letters += 1;
    }
    let touches = super::character::char_at(text, end).is_some_and(char::is_alphanumeric);
    (letters >= 2 && !touches).then_some(end)
}

pub(super) const KNOWN: [&str; 69] = [
    "alk", "approx", "asiak", "dept", "dr", "ent", "ep", "esim", "etc", "hlö", "huom", "ilm",
    "inc", "jne", "johd", "jr", "k", "kk", "klo", "ko", "kpl", "ks", "ltd", "max", "mm", "mr",
    "mrs", "ms", "muk", "myöh", "n", "nk", "nro", "ns", "nyk", "os", "oy", "p", "par", "pj", "pnä",
    "prof", "puh", "pv", "pvm", "rva", "s", "seur", "sis", "snt", "sr", "st", "synt", "t", "tel",
    "tj", "tm", "tms", "tod", "toht", "toim", "ts", "v", "vas", "vko", "vrt", "vs", "ym", "yms",
];
