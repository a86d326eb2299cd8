//! The words of the board page, the action file and the sections built on them, in both languages.

use super::findings::Language;
use super::model::{Aim, Level, Verdict};
use super::words::words;

words! {
    Terms;
    board: "Johdon sivu", "Board page";
    full_report: "koko raportti: report.html", "the full report: report.html";
    actions: "Toimenpiteet", "Actions";
    actions_lead: "Soitettavat arvostelijat ja hyödynnettävät suosittelijat tunnisteineen ovat tiedostoissa actions.csv ja actions.xlsx. Niihin kirjatut omistajat ja tilat säilyvät seuraavissa ajoissa.", "The critics to call back and the promoters to use stand by record key in actions.csv and actions.xlsx. Owners and states written there are kept by later runs.";
    call_back: "Soita takaisin", "Call back";
    promote: "Hyödynnä suosittelijana", "Use as a promoter";
    action: "Toimenpide", "Action";
    owner: "Omistaja", "Owner";
    status: "Tila", "Status";
    no_owner: "ei omistajaa", "no owner";
    state_open: "avoin", "open";
    state_under_way: "työn alla", "under way";
    state_done: "tehty", "done";
    critics: "Arvostelijoita", "Critics";
    found_promoters: "Suosittelijoita", "Promoters";
    listed: "tiedostossa", "in the file";
    carried: "kesken aiemmilta jaksoilta", "unfinished from earlier periods";
    no_actions: "Jaksolta ei löytynyt soitettavia arvostelijoita eikä hyödynnettäviä suosittelijoita.", "The period has no critics to call back and no promoters to use.";
    no_theme: "ilman teemaa", "no theme";
    targets: "Tavoitteet", "Targets";
    target: "Tavoite", "Target";
    measured: "Mitattu", "Measured";
    verdict: "Toteutuma", "Result";
    met: "saavutettu", "met";
    not_met: "ei saavutettu", "not met";
    too_few: "liian vähän vastauksia", "too few answers";
    not_measured: "ei mitattu", "not measured";
    within_chance: "ero mahtuu sattuman rajoihin", "the difference is within chance";
    no_targets: "Tavoitteita ei ole asetettu. Ne kirjoitetaan tiedoston kuiske.toml kohtaan [targets].", "No targets are set. They are written in the targets section of kuiske.toml.";
    at_least: "vähintään", "at least";
    at_most: "enintään", "at most";
    benchmarks: "Vertailuluvut", "Benchmarks";
    benchmark: "Vertailuluku", "Benchmark";
    published: "Lähde", "Source";
    difference: "Ero", "Difference";
    drivers: "Teemat, jotka painavat eniten", "Themes that weigh most";
    drivers_note: "Yhteys NPS:ään: NPS(kaikki) − NPS(ilman teemaa), pistettä. Yhteys, ei syy.", "Link with NPS: NPS(all) − NPS(without the theme), points. Association, not cause.";
    drivers_other: "Teemat, joissa tunteet jakautuvat selvimmin: kielteisten osuus teeman kommenteista. Yhteys, ei syy.", "Themes by the share of negative comments among those that show a feeling. Association, not cause.";
    no_drivers: "Aineistosta ei voi laskea teemojen yhteyttä arvosanaan.", "The data do not tell how themes go with the score.";
    no_driver_clear: "Mikään teema ei erotu muista tällä jaksolla.", "No theme stands out from the rest in this period.";
    three_signals: "Kolme hiljaista signaalia", "Three quiet signals";
    nps: "NPS", "NPS";
    ces: "Asiointia helppona pitäneet", "Found it easy";
    csat: "Tyytyväisiä (kaksi parasta)", "Satisfied (top two)";
    mean: "Arvosanojen keskiarvo", "Mean score";
    positive: "Myönteisten osuus", "Share of positive";
    negative: "Kielteisten osuus", "Share of negative";
    comments: "Kommentteja", "Comments";
    balance: "Ansaitun median tase", "Earned-media balance";
    footnote: "Välit ovat 95 %:n luottamusvälejä. Pieni aineisto: alle 30.", "Intervals are 95% confidence intervals. Small base: under 30.";
    encounter_level: "kohtaamiset", "encounters";
    relationship_level: "asiakassuhde", "relationship";
    expectation: "Odotukset ja kokemus", "Expectation and experience";
    expectation_lead: "Kommentit, joissa kokemusta verrataan odotukseen. Mukavuusalue ei synnytä puhetta, joten ansaitun median tase on (ylitti − alitti) / (ylitti + alitti).", "Comments that set the experience against what was expected. The comfort zone makes nobody talk, so the earned-media balance is (exceeded − fell short) / (exceeded + fell short).";
    step: "Kokemus", "Experience";
    angered: "Suututti (−2)", "Angered (−2)";
    fell_short: "Alitti odotukset (−1)", "Fell short (−1)";
    as_expected: "Kuten odotettiin (0)", "As expected (0)";
    exceeded: "Ylitti odotukset (+1)", "Exceeded (+1)";
    delighted: "Ilahdutti (+2)", "Delighted (+2)";
    compared_to: "Mihin verrataan", "Compared with";
    to_industry: "alaan", "the trade";
    to_company: "yrityksen omaan lupaukseen", "the company's own word";
    to_past: "omiin aiempiin kokemuksiin", "the customer's own past";
    hot: "Haaveet, ongelmat ja tarpeet", "Dreams, problems and needs";
    hot_lead: "Haaveet kuuluvat strategiaan, ongelmat tuotteelle ja palvelulle, tarpeet myynnille ja viestinnälle. Kommenttien määrä teemoittain.", "Dreams belong to strategy, problems to product and service, needs to sales and communication. Comments by theme.";
    dream: "Haaveita", "Dreams";
    problem: "Ongelmia", "Problems";
    need: "Tarpeita", "Needs";
    all_themes: "Kaikki kommentit", "All comments";
    staff_by_name: "Kiitokset nimeltä", "Thanked by name";
    staff_lead: "Kommentit, joissa työntekijää kiitetään tai kehutaan nimeltä; nimen kaikki taivutusmuodot on laskettu samaksi henkilöksi. Moitteita ei luetella henkilöittäin.", "Comments that thank or praise a member of staff by name; all forms of a name count as one person. Blame is never listed by person.";
    person: "Henkilö", "Person";
    no_staff: "Ketään ei kiitetty nimeltä.", "Nobody was thanked by name.";
    regression: "Teemat yhdessä: regressio", "Themes together: regression";
    regression_lead: "Pienimmän neliösumman regressio: arvosana kaikkien teemojen suhteen yhtä aikaa (NPS: suosittelija +100, arvostelija −100). Luku kertoo, paljonko korkeampi arvosana on teemasta puhuvilla, kun muut teemat pysyvät samoina; keskivirheet sallivat erisuuren hajonnan (HC1). Yhteys, ei syy.", "Least squares of the score on all themes at once (NPS: promoter +100, detractor −100). A figure says how much higher the score is among those who speak of the theme, the other themes being equal; standard errors allow for unequal spread (HC1). Association, not cause.";
    coefficient: "Kerroin", "Coefficient";
    explained: "Teemat selittävät arvosanojen vaihtelusta", "Part of the spread of scores that the themes account for:";
    gap: "Henkilöstön ja asiakkaiden kuva samasta teemasta", "The same theme as staff and customers see it";
    gap_lead: "Myönteisten osuus henkilöstön ja asiakkaiden kommenteissa (80/8-kuilu). Erotus: henkilöstö − asiakkaat.", "Share of positive comments among staff and customers (the 80/8 gap). Difference: staff − customers.";
    staff_view: "Henkilöstö", "Staff";
    customer_view: "Asiakkaat", "Customers";
    telling: "Erottavia sanoja", "Telling words";
    contrast: "Kaksi ryhmää rinnakkain", "Two groups side by side";
    contrast_lead: "Teeman osuus kummankin ryhmän kommenteista ja osuuksien erotus prosenttiyksikköinä. Lihavoitu: enemmän kuin sattuma selittää, vaikka verrataan monta teemaa kerralla. Erottavista sanoista näytetään ne, joiden ero on yhtä selvä; perässä kummankin ryhmän osuus.", "The theme's share of each group's comments and the difference in percentage points. Bold: more than chance explains, even with many themes compared at once. Of the telling words those are shown whose difference is as clear, with the share of each group.";
    detractors: "Arvostelijat", "Detractors";
    promoters: "Suosittelijat", "Promoters";
    places: "Teemat kosketuspisteittäin", "Themes by touchpoint";
    places_lead: "Mitä tummempi ruutu, sitä enemmän kommentteja. Liian pienet ruudut on piilotettu, ja samoin ne, joista piilotetut voisi laskea.", "The darker the cell, the more comments. Cells that are too small are hidden, and so are those from which they could be worked out.";
    places_few: "Kommentteja on kosketuspistettä kohti niin vähän, ettei lukuja voi näyttää.", "There are too few comments by touchpoint for any figure to be shown.";
    flow: "Teemojen virta jaksosta toiseen", "How themes flow between periods";
    flow_lead: "Vasemmalla edellinen jakso, oikealla tämä; nauhan leveys on kommenttien määrä.", "The period before on the left, this one on the right; a band is as wide as its comments are many.";
    before: "Ennen", "Before";
    now: "Nyt", "Now";
    value: "Raha vaakalaudalla (oletus)", "Money at stake (an assumption)";
    value_lead: "Oletus, ei mittaustulos: arvostelijoiden määrä × lähtijöiden osuus × asiakkaan arvo. Osuus ja arvo ovat käyttäjän omia lukuja:", "An assumption, not a measurement: detractors × share that leaves × worth of a customer. Share and worth are the user's own figures:";
    amount: "Summa", "Amount";
    cadence: "Arvosanoja kertyy vain kerran tai kahdesti vuodessa: väliin jäävät muutokset jäävät näkemättä, eikä suuntaa voi päätellä. Mittaa joka viikko tai jokaisen kohtaamisen jälkeen.", "Scores come in only once or twice a year: what changes in between goes unseen, and no direction can be told. Measure weekly, or after every encounter.";
    promises: "Lupaukset", "Promises";
    promise: "Lupaus", "Promise";
    promises_lead: "Asetetut lupaukset ja se, mitä niistä sanotaan. Myös hiljaisuus on tieto.", "The promises that were set, and what is said of them. Silence is a finding, too.";
    kept: "Pidetty", "Kept";
    broken: "Petetty", "Broken";
    silent: "kukaan ei puhu tästä", "nobody speaks of it";
    insight: "Kokemus ja odotukset", "Experience and expectation";
    views: "Näkökulmat", "Points of view";
    weights_note: "Painoja ei ole käytetty: jokainen vastaus painaa yhtä paljon (n = tehollinen n).", "No weights are used: every answer weighs the same (n = effective n).";
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
            Verdict::NotMeasured => self.not_measured,
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
