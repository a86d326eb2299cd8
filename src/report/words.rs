//! Every word of the pages that is not a sentence about figures, in both languages side by side.

use super::findings::{Language, Scale};
use super::model::Dimension;
use crate::detect::{Kind, Verdict};
use crate::score::Cue;

/// The words of one part of the pages.
macro_rules! words {
    ($kind:ident; $($name:ident: $fi:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub struct $kind {
            $(#[doc = $en] pub $name: &'static str,)*
        }

        const FI: $kind = $kind { $($name: $fi,)* };
        const EN: $kind = $kind { $($name: $en,)* };
    };
}
pub(crate) use words;

words! {
    Words;
    skip: "Siirry sisältöön", "Skip to content";
    contents: "Sisällys", "Contents";
    report: "Palauteraportti", "Feedback report";
    summary: "Yhteenveto", "Summary";
    key_figures: "Avainluvut", "Key figures";
    comments: "Kommentteja", "Comments";
    comments_of_records: "vastauksia ja viestejä kaikkiaan", "answers and messages in all";
    before: "edellisellä jaksolla", "the period before";
    nps: "NPS", "NPS";
    easy_share: "Helppous (CES 5–7)", "Ease (CES 5–7)";
    top_two: "Tyytyväisiä (kaksi parasta)", "Satisfied (top two)";
    mean_score: "Arvosanojen keskiarvo", "Mean score";
    mean: "keskiarvo", "mean";
    promoters: "suosittelijoita", "promoters";
    passives: "passiivisia", "passives";
    detractors: "arvostelijoita", "detractors";
    positive: "Myönteisiä", "Positive";
    negative: "Kielteisiä", "Negative";
    neutral: "Neutraaleja", "Neutral";
    no_feeling: "Ei tunneilmaisua", "No feeling shown";
    quiet_signals: "Hiljaiset signaalit", "Quiet signals";
    quiet_signals_lead: "Pieniä mutta tavallisesta poikkeavia asioita. Jokaisen takana ovat kommentit, joista se on löydetty.", "Small things that depart from the usual. Each stands on the comments it was found in.";
    no_signals: "Tältä jaksolta ei löytynyt poikkeamia, jotka sattuma ei selitä.", "Nothing in this period departs from the usual more than chance explains.";
    few_weeks: "Hiljaisia signaaleja ei vielä voi etsiä: tavallista ei tunneta, ennen kuin viikkoja on tarpeeksi.", "Quiet signals cannot be looked for yet: what is usual is not known before there are enough weeks.";
    signal_map: "Signaalit kartalla", "The signals on a map";
    goes_away: "Milloin väistyy", "When it goes away";
    why_nothing: "Miksi tämä voi olla sattumaa", "Why it might be nothing";
    no_signals_yet: "Hiljaisia signaaleja ei ole löytynyt.", "No quiet signals have been found.";
    never_told: "Signaali on löydetty, mutta mikään raportti ei ole kertonut siitä.", "The signal was found, but no report has told of it.";
    period_of_run: "jakso", "period";
    channels: "kanavat", "channels";
    by_week: "viikoittain, vanhin ensin", "by week, oldest first";
    judged: "Arvio", "Verdict";
    verdict_real: "totta", "real";
    verdict_noise: "sattumaa", "noise";
    verdict_known: "tiedossa", "known";
    kinds_of_voice: "Lähteitä", "Kinds of voice";
    new: "uusi", "new";
    going_on: "jatkuu", "going on";
    expected: "odotettavissa", "expected";
    at_least: "vähintään", "at least";
    times_usual: "-kertainen", " × the usual";
    times_usual_axis: "vähintään, kertaa tavanomainen", "at least × the usual";
    what_changed: "Mikä muuttui", "What changed";
    what_changed_lead: "Teemojen osuuksien muutos edellisestä jaksosta prosenttiyksikköinä ja 95 %:n luottamusväli. Värillinen piste: muutos on niin suuri, ettei sitä selitä sattuma, vaikka verrataan monta teemaa kerralla.", "Change of each theme's share since the period before, in percentage points, with the 95% interval. A coloured dot: more than chance explains, even with many themes compared at once.";
    no_previous: "Vertailukelpoista edellistä jaksoa ei ole, joten muutoksia ei voi laskea.", "There is no earlier period that could be compared with, so changes cannot be told.";
    cues: "Rivien välistä", "Between the lines";
    cues_lead: "Ilmauksia, joissa jokin jää puoliksi sanomatta: kuinka monessa kommentissa niitä on ja miten osuus on muuttunut.", "Wordings in which something is left half said: how many comments have them, and how the share has changed.";
    cue: "Ilmaus", "Wording";
    silenced: "Jätetään sanomatta", "Left unsaid";
    faint: "Haalea kehu", "Faint praise";
    wish: "Toive", "Wish";
    workaround: "Kiertotie", "Workaround";
    handoff: "Luukulta luukulle", "From desk to desk";
    dismissal: "Ongelma kielletty", "Problem denied";
    churn: "Lähtöaie", "Thinking of leaving";
    competitor: "Kilpailija mainittu", "Competitor named";
    promise_broken: "Lupaus petetty", "Promise broken";
    promise_kept: "Lupaus pidetty", "Promise kept";
    staff_praise: "Kiitos työntekijälle", "Praise for a member of staff";
    hedge: "Varaus", "Hedge";
    hazard: "Vaara", "Hazard";
    question: "Kysymys", "Question";
    comparison: "Vertailu", "Comparison";
    past: "Ennen oli toisin", "It used to be different";
    politeness: "Kohteliaisuus", "Politeness";
    others_words: "Toisen sanat", "Somebody else's words";
    sarcasm: "Iva", "Sarcasm";
    retell: "Kerrottu eteenpäin", "Told to others";
    beyond_duty: "Enemmän kuin piti", "Beyond duty";
    themes: "Teemat", "Themes";
    themes_lead: "Osuus on niiden kommenttien osuus, joissa teema esiintyy; kommentissa voi olla useita teemoja.", "The share is that of the comments in which the theme occurs; a comment may have several themes.";
    theme: "Teema", "Theme";
    no_themes: "Teemoja ei löytynyt.", "No themes were found.";
    share: "Osuus", "Share";
    change: "Muutos", "Change";
    trend: "Viikoittain", "By week";
    feelings: "Tunnesävy", "Feelings";
    impact: "Yhteys NPS:ään", "Link with NPS";
    drivers: "Teemojen yhteys NPS:ään", "How themes go with NPS";
    drivers_lead: "NPS(kaikki) − NPS(vastaukset ilman teemaa), pisteinä. Miinusmerkkinen luku: ilman näitä vastauksia NPS olisi korkeampi. Kyse on yhteydestä, ei syystä. Värillinen piste: 95 %:n väli ei ulotu nollaan.", "NPS(all) − NPS(answers without the theme), in points. Below zero: without these answers NPS would be higher. An association, not a cause. A coloured dot: the 95% interval stays off zero.";
    other_themes: "Muut teemat", "Other themes";
    phrases: "Tyypillisiä ilmauksia", "Typical phrases";
    typical: "Tyypillisiä kommentteja", "Typical comments";
    weak: "Epävarmoja tapauksia", "Doubtful cases";
    all_comments: "Teeman kommentit", "The theme's comments";
    shown_of: "näytetään", "showing";
    rest_in_file: "kaikki kommentit ovat tiedostossa themes.csv", "all of them are in themes.csv";
    weeks: "Viikko viikolta", "Week by week";
    week: "Viikko", "Week";
    volume: "Kommenttien määrä viikoittain", "Comments by week";
    volume_description: "Pylväs viikkoa kohti: alimpana kielteiset, sitten ilman tunneilmaisua olevat, neutraalit ja ylimpänä myönteiset. Raportin jakso on taustavärillä.", "A column for each week: negative at the bottom, then comments without a feeling, neutral ones, and positive on top. The period of the report is shaded.";
    themes_by_week: "Teemat viikoittain", "Themes by week";
    heat_description: "Mitä tummempi ruutu, sitä enemmän kommentteja.", "The darker the cell, the more comments.";
    data_as_table: "Samat tiedot taulukkona", "The same data as a table";
    breakdowns: "Ryhmittäin", "By group";
    breakdowns_lead: "Harmaalla: pieni aineisto (alle 30). Liian pienten ryhmien luvut on piilotettu ja samoin ne, joista piilotetut voisi laskea.", "Grey: a small base (under 30). Figures of groups that are too small are hidden, and so are those from which they could be worked out.";
    group: "Ryhmä", "Group";
    left_out: "Pienempiä ryhmiä, joita ei luetella:", "Smaller groups that are not listed:";
    unnamed: "(ei tietoa)", "(not given)";
    hidden: "piilotettu", "hidden";
    hidden_why: "Piilotettu, jotta yksittäistä vastaajaa ei voi tunnistaa", "Hidden so that nobody can be singled out";
    touchpoint: "Kosketuspiste", "Touchpoint";
    channel: "Kanava", "Channel";
    segment: "Ryhmä", "Segment";
    source: "Lähde", "Source";
    language: "Kieli", "Language";
    by_touchpoint: "Kosketuspisteittäin", "By touchpoint";
    by_channel: "Kanavittain", "By channel";
    by_segment: "Segmenteittäin", "By segment";
    by_source: "Lähteittäin", "By source";
    by_language: "Kielittäin", "By language";
    survey: "kysely", "survey";
    social: "some", "social";
    staff: "henkilöstö", "staff";
    finnish: "suomi", "Finnish";
    english: "englanti", "English";
    swedish: "ruotsi", "Swedish";
    other_language: "muu kieli", "other language";
    no_language: "ei tunnistettavaa kieltä", "no recognisable language";
    data: "Aineisto", "Data";
    rows_read: "Luettuja rivejä", "Rows read";
    rows_rejected: "Hylättyjä rivejä", "Rows rejected";
    rows_known: "Ennestään tunnettuja rivejä", "Rows known already";
    blank: "Tyhjiä vastauksia", "Blank answers";
    undated: "Kommentteja ilman päivämäärää (koko arkistossa)", "Comments without a date (whole archive)";
    without_theme: "Kommentteja ilman teemaa", "Comments in no theme";
    without_sentiment: "Kommentteja ilman tunneilmaisua", "Comments without a feeling";
    method: "Näin luvut on laskettu", "How the figures were made";
    method_intervals: "Kaikki välit ovat 95 %:n luottamusvälejä: osuuksille Wilsonin väli, osuuksien eroille Newcomben hybridiväli, NPS:lle multinomijakauman keskivirhe, keskiarvoille Studentin t-väli.", "All intervals are 95% confidence intervals: Wilson's for shares, Newcombe's hybrid one for differences of shares, the multinomial standard error for NPS, Student's t for means.";
    method_clear: "Muutosta sanotaan selväksi vain, jos väli ei ulotu nollaan silloinkaan, kun se on levennetty rinnakkaisten vertailujen määrän mukaan (Bonferroni). Rinnakkaisia vertailuja:", "A change is called clear only if its interval stays off zero even when widened for the number of comparisons made side by side (Bonferroni). Side by side:";
    method_nps: "NPS = 100 · (9–10 antaneiden osuus − 0–6 antaneiden osuus).", "NPS = 100 · (share of 9–10 − share of 0–6).";
    method_easy: "Helppous (CES): arvosanan 5–7 antaneiden osuus vastaajista asteikolla 1–7.", "Ease (CES): share of respondents who gave 5–7 on the scale 1–7.";
    method_top_two: "Tyytyväisyys (CSAT): asteikon jommankumman kahdesta parhaasta arvosanasta antaneiden osuus vastaajista.", "Satisfaction (CSAT): share of respondents who gave one of the two best scores of the scale.";
    method_mean: "Arvosanoista on laskettu keskiarvo.", "Scores are given as their mean.";
    method_once: "Vastaaja lasketaan kerran, vaikka hän olisi vastannut moneen kysymykseen.", "A respondent counts once, however many questions were answered.";
    method_feelings: "Tunnesävyn osuudet on laskettu kommenteista, joissa on jokin arvottava ilmaus; muut eivät ole neutraaleja vaan jäävät pois. Neutraalin alueen puolileveys asteikolla −1…+1:", "Shares of feelings are of the comments with some evaluative wording; the others are not neutral but left out. Half-width of the neutral band on the scale −1…+1:";
    method_bases: "Alle 30 vastauksen luvut on merkitty pieniksi, alle 10 yksittäistapauksiksi. Pienin ryhmä, jonka luvut näytetään:", "Figures on fewer than 30 cases are marked as small, under 10 as anecdotes. The smallest group whose figures are shown:";
    stability: "Teemojen pysyvyys", "How far the themes stay";
    found_anew: "yhtäpitävyys otoksista uudelleen etsittyjen teemojen kanssa (ARI; 0 sattuma, 1 samat)", "agreement with themes found anew in resamples (ARI; 0 chance, 1 the same)";
    theme_changed: "kommentteja, joiden teema on vaihtunut ilman muokkausta", "comments whose theme changed without an edit";
    themes_born: "myöhemmin syntyneitä teemoja", "themes born later";
    themes_fading: "hiipuvia teemoja", "fading themes";
    small_base: "pieni aineisto", "small base";
    anecdotal: "yksittäistapauksia", "anecdotal";
    version: "Versio", "Version";
    settings_hash: "Asetusten tiiviste", "Hash of the settings";
    percentage_points: "%-yks.", "pp";
    record: "tietue", "record";
    score: "arvosana", "score";
    kind_emergent: "Orastava aihe", "Emerging";
    kind_masked: "Peittyvä tyytymättömyys", "Masked discontent";
    kind_silenced: "Sanomatta jäänyt", "Left unsaid";
    kind_wish: "Toive", "Wish";
    kind_faint: "Haalea kehu", "Fading praise";
    kind_workaround: "Kiertotie", "Workaround";
    kind_staff_ahead: "Henkilöstö tietää ensin", "Staff know first";
    kind_customer_only: "Vain asiakkaat", "Customers only";
    kind_vanish: "Vaikeni", "Went silent";
    kind_blank_low: "Tyhjä mutta tyytymätön", "Empty but unhappy";
    kind_cooc: "Aiheet yhdistyvät", "Subjects meet";
    kind_lone: "Yksittäinen ääni", "Lone voice";
    kind_deviation: "Lupaus ja kokemus", "Promise and experience";
}

impl Words {
    /// The words of a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Fi => &FI,
            Language::En => &EN,
        }
    }

    /// A type of signal.
    pub const fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Emergent => self.kind_emergent,
            Kind::Masked => self.kind_masked,
            Kind::Silenced => self.kind_silenced,
            Kind::Wish => self.kind_wish,
            Kind::Faint => self.kind_faint,
            Kind::Workaround => self.kind_workaround,
            Kind::StaffAhead => self.kind_staff_ahead,
            Kind::CustomerOnly => self.kind_customer_only,
            Kind::Vanish => self.kind_vanish,
            Kind::BlankLow => self.kind_blank_low,
            Kind::Cooc => self.kind_cooc,
            Kind::Lone => self.kind_lone,
            Kind::Deviation => self.kind_deviation,
        }
    }

    /// What somebody thinks of a signal.
    pub const fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Real => self.verdict_real,
            Verdict::Noise => self.verdict_noise,
            Verdict::Known => self.verdict_known,
        }
    }

    /// How a score is reckoned.
    pub const fn method_of(&self, scale: Scale) -> &'static str {
        match scale {
            Scale::Recommend => self.method_nps,
            Scale::Effort => self.method_easy,
            Scale::Satisfaction { .. } => self.method_top_two,
            Scale::Other => self.method_mean,
        }
    }

    /// A marker of something meant.
    pub const fn cue(&self, cue: Cue) -> &'static str {
        match cue {
            Cue::Silenced => self.silenced,
            Cue::Faint => self.faint,
            Cue::Wish => self.wish,
            Cue::Workaround => self.workaround,
            Cue::Handoff => self.handoff,
            Cue::Dismissal => self.dismissal,
            Cue::Churn => self.churn,
            Cue::Competitor => self.competitor,
            Cue::PromiseBroken => self.promise_broken,
            Cue::PromiseKept => self.promise_kept,
            Cue::StaffPraise => self.staff_praise,
            Cue::Hedge => self.hedge,
            Cue::Hazard => self.hazard,
            Cue::Question => self.question,
            Cue::Comparison => self.comparison,
            Cue::Past => self.past,
            Cue::Politeness => self.politeness,
            Cue::Quote => self.others_words,
            Cue::Sarcasm => self.sarcasm,
            Cue::Retell => self.retell,
            Cue::BeyondDuty => self.beyond_duty,
        }
    }

    /// Heading of a table by groups.
    pub const fn by(&self, by: Dimension) -> &'static str {
        match by {
            Dimension::Touchpoint => self.by_touchpoint,
            Dimension::Channel => self.by_channel,
            Dimension::Segment => self.by_segment,
            Dimension::Source => self.by_source,
            Dimension::Language => self.by_language,
        }
    }

    /// Heading of the column with the groups' names.
    pub const fn dimension(&self, by: Dimension) -> &'static str {
        match by {
            Dimension::Touchpoint => self.touchpoint,
            Dimension::Channel => self.channel,
            Dimension::Segment => self.segment,
            Dimension::Source => self.source,
            Dimension::Language => self.language,
        }
    }

    /// A code of a source or language in words; anything else as it is.
    pub fn code<'a>(&self, code: &'a str) -> &'a str {
        match code {
            "survey" => self.survey,
            "social" => self.social,
            "staff" => self.staff,
            "fi" => self.finnish,
            "en" => self.english,
            "sv" => self.swedish,
            "other" => self.other_language,
            "none" => self.no_language,
            other => other,
        }
    }
}
