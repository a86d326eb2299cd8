//! The words of the board page, the action file and the sections built on them, in both languages.

use super::findings::Language;
use super::model::{Aim, Level, Verdict};
use super::words::words;

words! {
    Terms;
    board: "Johdon sivu", "Board page";
    full_report: "koko raportti: report.html", "the full report: report.html";
    actions: "Toimenpiteet", "Actions";
    actions_lead: "Soitettavat kriitikot ja hyödynnettävät suosittelijat tunnisteineen ovat tiedostoissa actions.csv ja actions.xlsx. Niihin kirjatut omistajat ja tilat säilyvät seuraavissa ajoissa.", "The critics to call back and the promoters to use stand by record key in actions.csv and actions.xlsx. Owners and states written there are kept by later runs.";
    call_back: "Soita takaisin", "Call back";
    promote: "Hyödynnä suosittelijana", "Use as a promoter";
    action: "Toimenpide", "Action";
    owner: "Omistaja", "Owner";
    status: "Tila", "Status";
    no_owner: "ei omistajaa", "no owner";
    state_open: "avoin", "open";
    state_under_way: "työn alla", "under way";
    state_done: "tehty", "done";
    critics: "Kriitikoita", "Critics";
    found_promoters: "Suosittelijoita", "Promoters";
    listed: "tiedostossa", "in the file";
    carried: "kesken aiemmilta jaksoilta", "unfinished from earlier periods";
    no_actions: "Jaksolta ei löytynyt soitettavia kriitikoita eikä hyödynnettäviä suosittelijoita.", "The period has no critics to call back and no promoters to use.";
    no_theme: "ilman teemaa", "no theme";
    targets: "Tavoitteet", "Targets";
    target: "Tavoite", "Target";
    measured: "Mitattu", "Measured";
    verdict: "Toteutuma", "Result";
    met: "saavutettu", "met";
    not_met: "ei saavutettu", "not met";
    too_few: "liian vähän vastauksia", "too few answers";
    within_chance: "ero mahtuu sattuman rajoihin", "the difference is within chance";
    no_targets: "Tavoitteita ei ole asetettu. Ne kirjoitetaan tiedoston kuiske.toml kohtaan [targets].", "No targets are set. They are written under [targets] in kuiske.toml.";
    at_least: "vähintään", "at least";
    at_most: "enintään", "at most";
    benchmarks: "Vertailuluvut", "Benchmarks";
    benchmark: "Vertailuluku", "Benchmark";
    published: "Lähde", "Source";
    difference: "Ero", "Difference";
    drivers: "Kolme teemaa, jotka painavat eniten", "Three themes that weigh most";
    drivers_note: "Yhteys NPS:ään: NPS(kaikki) − NPS(ilman teemaa), pistettä. Yhteys, ei syy.", "Link with NPS: NPS(all) − NPS(without the theme), points. Association, not cause.";
    drivers_other: "Teemat, joissa tunteet jakautuvat selvimmin: kielteisten osuus teeman kommenteista. Yhteys, ei syy.", "Themes by the share of negative comments among those that show a feeling. Association, not cause.";
    no_drivers: "Aineistosta ei voi laskea teemojen yhteyttä arvosanaan.", "The data do not tell how themes go with the score.";
    three_signals: "Kolme hiljaista signaalia", "Three quiet signals";
    nps: "NPS", "NPS";
    ces: "Helppona asiointia pitäneet", "Found it easy";
    csat: "Tyytyväisiä (kaksi parasta)", "Satisfied (top two)";
    mean: "Arvosanojen keskiarvo", "Mean score";
    positive: "Myönteisten osuus", "Share of positive";
    negative: "Kielteisten osuus", "Share of negative";
    comments: "Kommentteja", "Comments";
    balance: "Ansaitun median tase", "Earned-media balance";
    footnote: "Välit ovat 95 %:n luottamusvälejä. Pieni aineisto: alle 30.", "Intervals hold at 95%. Small base: under 30.";
    encounter_level: "kohtaamiset", "encounters";
    relationship_level: "asiakassuhde", "relationship";
}

impl Terms {
    /// The words of a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Fi => &FI,
            Language::En => &EN,
        }
    }

    /// What a target is set for.
    pub const fn aim(&self, aim: Aim) -> &'static str {
        match aim {
            Aim::Nps => self.nps,
            Aim::Ces => self.ces,
            Aim::Csat => self.csat,
            Aim::Mean => self.mean,
            Aim::Positive => self.positive,
            Aim::Negative => self.negative,
        }
    }

    /// How a target stands.
    pub const fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Met => self.met,
            Verdict::NotMet => self.not_met,
            Verdict::TooFew => self.too_few,
        }
    }

    /// What a score is about; nothing where nobody says.
    pub const fn level(&self, level: Level) -> Option<&'static str> {
        match level {
            Level::Unstated => None,
            Level::Encounter => Some(self.encounter_level),
            Level::Relationship => Some(self.relationship_level),
        }
    }
}
