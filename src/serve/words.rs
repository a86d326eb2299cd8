//! Every word of the pages that the report does not have, in both languages side by side.

use super::state::View;
use crate::archive::search::{Facet, QueryError};
use crate::detect::Verdict;
use crate::evidence::Reason;
use crate::report::findings::Language;
use crate::report::words::Words as ReportWords;

macro_rules! words {
    ($($name:ident: $fi:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub(super) struct Words {
            language: Language,
            /// Examples of the query language and what they find.
            pub(super) help: [(&'static str, &'static str); 10],
            $(pub(super) $name: &'static str,)*
        }

        const FI: Words = Words { language: Language::Fi, help: HELP_FI, $($name: $fi,)* };
        const EN: Words = Words { language: Language::En, help: HELP_EN, $($name: $en,)* };
    };
}

words! {
    skip: "Siirry sisältöön", "Skip to content";
    pages: "Sivut", "Pages";
    other_language: "In English", "Suomeksi";
    search: "Hae", "Search";
    search_page: "Haku", "Search";
    search_comments: "Hae kommenteista", "Search the comments";
    search_hint: "Sana löytää kaikki taivutusmuotonsa. Lainausmerkeissä haetaan sanaliittoa.", "A word finds all its forms. Quotation marks find a phrase.";
    bounds: "Päivät, arvosanat ja järjestys", "Dates, scores and order";
    from: "Alkaen", "From";
    to: "Päättyen", "To";
    score_from: "Arvosana vähintään", "Score at least";
    score_to: "Arvosana enintään", "Score at most";
    order: "Järjestys", "Order";
    relevance: "osuvimmat ensin", "best match first";
    newest: "uusimmat ensin", "newest first";
    oldest: "vanhimmat ensin", "oldest first";
    entry: "saapumisjärjestys", "order of entry";
    how_to_search: "Hakuohje", "How to search";
    narrowed: "Rajaukset", "Filters in force";
    remove: "Poista rajaus:", "Remove filter:";
    clear: "Poista kaikki rajaukset", "Clear all filters";
    views: "Näkymät", "Views";
    view_comments: "Kommentit", "Comments";
    view_lines: "Osumat riveinä", "In context";
    view_time: "Aikajana", "Over time";
    narrow: "Rajaa", "Narrow down";
    paging: "Hakutulosten sivut", "Pages of results";
    previous: "Edellinen", "Previous";
    next: "Seuraava", "Next";
    page: "Sivu", "Page";
    more: "Lisää", "More";
    take_along: "Vie ja tallenna", "Export and save";
    save_as: "Tallenna haku nimellä", "Save this search as";
    save: "Tallenna", "Save";
    lines_caption: "Osumat riveittäin yhteydessään", "Matches in their contexts";
    comment: "Kommentti", "Comment";
    before: "Edeltävä teksti", "Before";
    match_: "Osuma", "Match";
    after: "Seuraava teksti", "After";
    themes: "Teemat", "Themes";
    theme: "Teema", "Theme";
    nothing: "Mikään kommentti ei vastaa hakua.", "No comment matches.";
    without_filters: "Hae ilman rajauksia", "Search without the filters";
    nothing_hint: "Tarkista oikeinkirjoitus tai kokeile sanan alkua ja tähteä, esimerkiksi toimit*.", "Check the spelling, or try the beginning of a word with a star, as in deliver*.";
    wider: "Hae sanojen alkuosilla:", "Search by the beginnings of the words:";
    back_to_results: "Takaisin hakutuloksiin", "Back to the results";
    tags: "Merkinnät", "Tags";
    why: "Perustelut", "Why";
    why_lead: "Kommentti lause lauseelta: mistä sanoista kukin merkintä tulee.", "The comment clause by clause: the words behind every tag.";
    tags_differ: "Kommentti on merkitty ohjelman toisella versiolla, joten luvut voivat erota yllä olevista.", "The comment was tagged by another version of the program, so the numbers may differ from those above.";
    wording: "Sanat", "Wording";
    rule: "Sääntö", "Rule";
    reason: "Syy", "Reason";
    effect: "Vaikutus", "Effect";
    words_of_clause: "Sanat perusmuodossa", "Base forms of the words";
    same_record: "Saman vastaajan muut vastaukset", "Other answers in the same record";
    record_as_it_came: "Tietue sellaisena kuin se tuli", "The record as it came";
    no_themes: "Arkistossa ei ole teemoja.", "The archive has no themes.";
    changes: "Teemojen muutokset", "Changes of the themes";
    all_themes: "Kaikki teemat", "All themes";
    newest_comments: "Uusimmat kommentit", "Newest comments";
    all_comments_of_theme: "Kaikki teeman kommentit", "All comments of the theme";
    weekly: "Kommentteja viikoittain", "Comments by week";
    monthly: "Kommentteja kuukausittain", "Comments by month";
    edit: "Muokkaa teemaa", "Edit the theme";
    edit_lead: "Teeman tunnus ei muutu, ja muutokset näkyvät heti kaikille.", "The theme's ID stays, and everybody sees the change at once.";
    rename: "Nimeä uudelleen", "Rename";
    label_fi: "Nimi suomeksi", "Label in Finnish";
    label_en: "Nimi englanniksi", "Label in English";
    merge: "Yhdistä toiseen teemaan", "Merge into another theme";
    merge_into: "Teema, johon yhdistetään", "Theme to merge into";
    split: "Jaa osiin", "Split";
    undo: "Kumoa viimeisin muutos", "Take back the latest change";
    taken_back: "kumottu", "taken back";
    pin: "Lukitse teema", "Pin the theme";
    unpin: "Poista lukitus", "Unpin the theme";
    pin_note: "Lukitun teeman nimi ei muutu itsestään, eikä teema koskaan hiivu pois.", "A pinned theme keeps its label and never fades away.";
    move_comment: "Siirrä toiseen teemaan", "Move to another theme";
    move_lead: "Samaa tarkoittavat lauseet seuraavat mukana.", "Clauses that say the same follow.";
    move_from: "Siirrettävät lauseet", "Clauses to move";
    whole_comment: "koko kommentti", "the whole comment";
    move_into: "Teema, johon siirretään", "Theme to move to";
    move_button: "Siirrä", "Move";
    no_runs: "Arkistossa ei ole vielä valmiita ajoja.", "The archive has no finished runs yet.";
    all_signals: "Kaikki hiljaiset signaalit", "All quiet signals";
    to_theme: "Teema", "Theme";
    what_was_said: "Näin sanottiin", "What was said";
    verdict: "Arvio", "Verdict";
    all_its_comments: "Kaikki signaalin kommentit haussa", "All of its comments in the search";
    verdict_lead: "Onko signaalin takana jotakin? Arvio säilyy arkistossa.", "Is there something behind the signal? The verdict is kept in the archive.";
    real: "todellinen", "real";
    noise: "sattumaa", "noise";
    known: "ennestään tiedossa", "known already";
    undecided: "ei arviota", "no verdict";
    reports: "Raportit", "Reports";
    signals: "Signaalit", "Signals";
    saved: "Tallennetut haut", "Saved searches";
    no_saved: "Hakuja ei ole tallennettu. Tallenna haku hakutulosten sivulla.", "No searches are saved yet. Save one beside its results.";
    forget: "Poista", "Delete";
    to_search: "Siirry hakuun", "Go to the search";
    month: "Kuukausi", "Month";
    reference: "Vertailukohta", "Compared with";
    score: "Arvosana", "Score";
    question: "Kysymys", "Question";
    date: "Päivä", "Date";
    value: "Arvo", "Value at stake";
    key: "Avain", "Key";
    hot: "Haave, ongelma tai tarve", "Dream, problem or need";
    expectation: "Odotukset", "Expectation";
    emotions: "Tunteet", "Emotions";
    none: "(ei tietoa)", "(none)";
    no_evidence: "ei tunneilmaisua", "no feeling shown";
    negative: "kielteinen", "negative";
    neutral: "neutraali", "neutral";
    positive: "myönteinen", "positive";
    weak: "heikko", "weak";
    invalid_bound: "Päivää tai arvosanaa ei voi lukea", "A date or score cannot be read";
    bound_hint: "Päivä kirjoitetaan 21.11.2026 tai 2026-11-21, arvosana numerona.", "Write a date as 2026-11-21 or 21.11.2026, a score as a number.";
    not_found: "Sivua ei ole", "There is no such page";
    not_found_hint: "Kommentti tai teema on voitu poistaa, tai osoitteessa on virhe.", "The comment or theme may be gone, or the address is mistyped.";
    forbidden: "Muutosta ei tehty", "Nothing was changed";
    stale_hint: "Sivu on ohjelman aiemmalta käynnistykseltä. Avaa sivu uudelleen ja tee muutos sitten.", "The page is from an earlier start of the program. Open it again, then make the change.";
    foreign_hint: "Pyyntö tuli toiselta sivustolta.", "The request came from another site.";
    wrong_name: "Palvelin ei vastaa tässä osoitteessa", "Unknown host name";
    wrong_name_hint: "Avaa sivu osoitteessa 127.0.0.1.", "Open the page at 127.0.0.1.";
    wrong_method: "Pyyntötapaa ei tueta", "Method not supported";
    locked: "Arkistoon kirjoitetaan juuri nyt", "The archive is being written to";
    locked_hint: "Jokin ajo on kesken. Mitään ei muutettu; yritä hetken päästä uudelleen.", "A run is under way. Nothing was changed; try again in a moment.";
    failed: "Sivua ei voitu tehdä", "The page could not be made";
    edit_failed: "Muutosta ei voitu tehdä", "The change could not be made";
    done_renamed: "Teema nimettiin uudelleen.", "The theme was renamed.";
    done_merged: "Teemat yhdistettiin.", "The themes were merged.";
    done_moved: "Kommentti siirrettiin.", "The comment was moved.";
    done_pinned: "Teema lukittiin.", "The theme was pinned.";
    done_unpinned: "Lukitus poistettiin.", "The theme is pinned no longer.";
    done_going: "Muutos on tehty teemoihin. Kommentteja merkitään vielä uudelleen; luvut muuttuvat, kun merkintä valmistuu.", "The themes are changed. Comments are still being tagged; the numbers change when that is done.";
    done_split: "Teema jaettiin.", "The theme was split.";
    done_undone: "Viimeisin muutos kumottiin.", "The latest change was taken back.";
    done_saved: "Haku tallennettiin.", "The search was saved.";
    done_forgotten: "Haku poistettiin.", "The search was deleted.";
    done_judged: "Arvio tallennettiin.", "The verdict was saved.";
}

const HELP_EN: [(&str, &str); 10] = [
    ("delivery late", "either word, in any form; comments with both come first"),
    ("delivery AND late", "both words"),
    ("delivery -late", "the first without the second"),
    ("\"does not work\"", "the phrase, in any form"),
    ("'works'", "exactly this form"),
    ("deliver*  *service", "beginnings and endings of words"),
    ("sentiment:negative", "negative comments; also neutral, positive, none"),
    ("score:[0 TO 6]  date:2026-11", "scores and dates within bounds"),
    ("theme:\"Waiting times\"", "comments of a theme, by its label or ID"),
    ("channel:chat  lang:fi  source:staff", "other fields: touchpoint, segment, cue, week, key"),
];

const HELP_FI: [(&str, &str); 10] = [
    ("toimitus myöhässä", "jompikumpi sana missä tahansa muodossa; molemmat sisältävät ensin"),
    ("toimitus AND myöhässä", "molemmat sanat"),
    ("toimitus -myöhässä", "ensimmäinen ilman toista"),
    ("\"ei toimi\"", "sanaliitto missä tahansa muodossa"),
    ("'toimii'", "juuri tämä muoto"),
    ("toimit*  *palvelu", "sanojen alut ja loput"),
    ("sentiment:negative", "kielteiset kommentit; myös neutral, positive, none"),
    ("score:[0 TO 6]  date:2026-11", "arvosanat ja päivät rajoin"),
    ("theme:\"Jonotus\"", "teeman kommentit, teeman nimellä tai tunnuksella"),
    ("channel:chat  lang:fi  source:staff", "muita kenttiä: touchpoint, segment, cue, week, key"),
];

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Fi => &FI,
            Language::En => &EN,
        }
    }

    pub(super) const fn view(&self, view: View) -> &'static str {
        match view {
            View::Comments => self.view_comments,
            View::Lines => self.view_lines,
            View::Time => self.view_time,
        }
    }

    /// An order, by its place in [`super::state::ORDERS`].
    pub(super) fn order_name(&self, at: usize) -> &'static str {
        [self.relevance, self.newest, self.oldest, self.entry].get(at).copied().unwrap_or("")
    }

    pub(super) const fn facet(&self, facet: Facet, report: &ReportWords) -> &'static str {
        match facet {
            Facet::Theme => self.theme,
            Facet::Sentiment => report.feelings,
            Facet::Source => report.source,
            Facet::Channel => report.channel,
            Facet::Touchpoint => report.touchpoint,
            Facet::Segment => report.segment,
            Facet::Lang => report.language,
            Facet::Cue => report.cues,
            Facet::Question => self.question,
            Facet::Week => report.week,
            Facet::Month => self.month,
            Facet::Hot => self.hot,
            Facet::Expectation => self.expectation,
            Facet::Emotion => self.emotions,
            Facet::Reference => self.reference,
        }
    }

    pub(super) const fn judged(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Real => self.real,
            Verdict::Noise => self.noise,
            Verdict::Known => self.known,
        }
    }

    /// What was done before the page was opened, by its name in the URL.
    pub(super) fn done(&self, name: &str) -> Option<&'static str> {
        Some(match name {
            "renamed" => self.done_renamed,
            "merged" => self.done_merged,
            "moved" => self.done_moved,
            "pinned" => self.done_pinned,
            "unpinned" => self.done_unpinned,
            "going" => self.done_going,
            "split" => self.done_split,
            "undone" => self.done_undone,
            "saved" => self.done_saved,
            "forgotten" => self.done_forgotten,
            "judged" => self.done_judged,
            _ => return None,
        })
    }

    /// Why a piece of text counts.
    pub(super) const fn why(&self, reason: Reason) -> &'static str {
        let (en, fi) = match reason {
            Reason::Valence => ("valence", "tunnesävy"),
            Reason::Emoji => ("emoji", "emoji"),
            Reason::Negated => ("negated", "kielletty"),
            Reason::Intensifier => ("intensifier", "vahvistus"),
            Reason::Diminisher => ("diminisher", "lievennys"),
            Reason::Contrast => ("contrast", "vastakohta"),
            Reason::Irrealis => ("not experienced", "ei koettu"),
            Reason::Past => ("no longer so", "ei enää näin"),
            Reason::Cue => ("cue", "vihje"),
            Reason::Learned => ("learned", "opittu"),
            Reason::LearnedNegated => ("learned, negated", "opittu, kielletty"),
            Reason::Hot => ("dream, problem or need", "haave, ongelma tai tarve"),
            Reason::Expectation => ("expectation", "odotus"),
        };
        match self.language {
            Language::Fi => fi,
            Language::En => en,
        }
    }

    /// A query that can't be understood: what is wrong, and what would help.
    pub(super) fn misread(&self, error: &QueryError) -> (String, String) {
        if self.language == Language::En {
            let text = error.to_string();
            let (what, hint) = text.split_once("\nhint: ").unwrap_or((&text, ""));
            return (upper_first(what), upper_first(hint));
        }
        match error {
            QueryError::Syntax { position, .. } => (
                format!("Hakua ei voi lukea: merkki {position}"),
                "Tarkista lainausmerkit, sulkeet ja sanat AND, OR ja NOT. Sellaisenaan haettavan \
                 merkin eteen kirjoitetaan \\."
                    .to_owned(),
            ),
            QueryError::UnknownField { name, nearest } => (
                format!("Kenttää {name} ei ole"),
                nearest.map_or_else(
                    || "Jos haet kaksoispistettä, kirjoita sanat lainausmerkkeihin.".to_owned(),
                    |near| format!("Tarkoititko kenttää {near}?"),
                ),
            ),
            QueryError::BadValue { field, value, .. } => (
                format!("”{value}” ei ole kentän {field} arvo"),
                "Hakuohjeessa on esimerkkejä kentistä ja niiden arvoista.".to_owned(),
            ),
            QueryError::NoWord(query) => (
                format!("Haussa ”{query}” ei ole haettavaa sanaa"),
                "Kirjoita sana tai kentän arvo.".to_owned(),
            ),
            QueryError::TooWide(word) => (
                format!("”{word}” tarkoittaa liian monta sanaa"),
                "Kirjoita lisää kirjaimia.".to_owned(),
            ),
        }
    }
}

/// A sentence's beginning.
pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
