//! The mistakes of word analysis that hurt feedback most, a class at a time, by example.

use crate::analyse::understand::Understander;
use crate::lang::Lang;

/// (what goes wrong, `form lemma` pairs).
const FINNISH: [(&str, &str); 40] = [
    (
        "active participle that is an adjective",
        "luotettava luotettava; ärsyttävän ärsyttävä; toimivia toimiva; sopivaa sopiva; riittävästi riittävästi; kiinnostavat kiinnostava",
    ),
    (
        "past participle that is an adjective",
        "pettynyt pettynyt; pettyneet pettynyt; väsyneen väsynyt; kokeneelta kokenut; vanhentunutta vanhentunut",
    ),
    (
        "noun in -minen",
        "odottaminen odottaminen; odottamista odottaminen; maksamisesta maksaminen; tilaamisen tilaaminen; palauttamiseen palauttaminen",
    ),
    (
        "degrees of good and bad",
        "parempi hyvä; parempaa hyvä; paras hyvä; parasta hyvä; parhaimmat hyvä; huonompi huono; huonointa huono",
    ),
    (
        "superlative",
        "huonoin huono; halvin halpa; kalleinta kallis; ystävällisin ystävällinen; nopeimman nopea; suurimmat suuri",
    ),
    (
        "comparative adjective",
        "halvempi halpa; kalliimpaa kallis; nopeampia nopea; selkeämpi selkeä; pidemmän pitkä",
    ),
    (
        "adverb in a degree",
        "nopeammin nopeasti; helpommin helposti; paremmin hyvin; useammin usein; huonommin huonosti",
    ),
    (
        "adverb that was a case once",
        "turhaan turhaan; pilalla pilalla; rikki rikki; jumissa jumissa; kunnossa kunnossa; myöhässä myöhässä",
    ),
    (
        "noun or verb, by use in feedback",
        "toimi toimia; toimii toimia; tukea tuki; tilaan tilata; tilasin tilata; maksoi maksaa; hinta hinta",
    ),
    (
        "past forms that are other words too",
        "tuli tulla; sai saada; sanoin sanoa; teki tehdä; vei viedä; lupasi luvata; kävin käydä; jouduin joutua",
    ),
    (
        "plural-only noun",
        "kulut kulut; kuluja kulut; postikuluihin postikulut; kasvoista kasvot; silmälaseista silmälasit; häissä häät",
    ),
    (
        "loan of the trade",
        "appissa app; appin app; chatissa chat; chattiin chatti; someen some; softassa softa; bugeja bugi",
    ),
    ("acronym with a colon", "vm:lla vm; hsl:n hsl; op:lta op; s-pankki:n s-pankki; dna:lle dna"),
    (
        "person's name in a case",
        "piialta piia; piian piia; virtaselle virtanen; mikolla mikko; annalle anna; jukalta jukka; korhosen korhonen",
    ),
    (
        "brand in a case",
        "stockmannilta stockmann; stockmannin stockmann; tokmannilta tokmanni; prismassa prisma; elisalta elisa; telian telia; gigantista gigantti; postin posti",
    ),
    (
        "place in a case",
        "helsingissä helsinki; tampereelta tampere; turusta turku; oulussa oulu; espooseen espoo",
    ),
    (
        "verb without doing",
        "tilaamatta tilata; kysymättä kysyä; vastaamatta vastata; ilmoittamatta ilmoittaa",
    ),
    (
        "adjective of lacking",
        "toimimaton toimimaton; toimimattomat toimimaton; osaamattoman osaamaton; hyödyttömiä hyödytön; asiattomasti asiattomasti",
    ),
    (
        "letters without their dots",
        "vahentamaan vähentää; tyytyvainen tyytyväinen; ystavallinen ystävällinen; kayttaa käyttää; hyvaa hyvä; myohassa myöhässä",
    ),
    (
        "letter doubled or single by mistake",
        "sydämmen sydän; paketi paketti; tillaus tilaus; palvvelua palvelu; pettymmys pettymys",
    ),
    ("letters swapped", "palvleu palvelu; kokemsu kokemus"),
    (
        "letter missing",
        "palvlu palvelu; toimtus toimitus; myyälä myymälä; ystävälinen ystävällinen",
    ),
    ("letter too many", "palvrelu palvelu; puhewlin puhelin"),
    (
        "letter beside the right one",
        "palvwlu palvelu; toimotus toimitus; kärsivallinen kärsivällinen; puhwlin puhelin",
    ),
    (
        "possessive suffix",
        "tilauksenne tilaus; palveluanne palvelu; asiakaspalvelustanne asiakaspalvelu; autoni auto; kotiimme koti; lapselleni lapsi; puhelimensa puhelin",
    ),
    (
        "possessive suffix behind a weak stem",
        "verkkokaupanne verkkokauppa; verkkokaupassanne verkkokauppa; liikkeenne liike; myymälänne myymälä",
    ),
    ("clitic", "palvelukin palvelu; asiakkaatkaan asiakas; hintahan hinta; tilauskaan tilaus"),
    (
        "question clitic",
        "tulikohan tulla; onkohan olla; saisinko saada; voisitteko voida; toimiiko toimia; palveluko palvelu",
    ),
    ("negation verb", "en ei; eivätkä ei; älkää ei; eikö ei; emme ei; ettekö ei; enkä ei"),
    (
        "conditional",
        "haluaisin haluta; toivoisin toivoa; voisi voida; pitäisi pitää; kaipaisimme kaivata",
    ),
    (
        "passive",
        "luvattiin luvata; hoidetaan hoitaa; vastataan vastata; toimitettiin toimittaa; ohjattiin ohjata; jätetty jättää",
    ),
    (
        "consonant gradation",
        "kaupan kauppa; hinnat hinta; kengät kenkä; rengasta rengas; osoitteen osoite; viivettä viive; laskut lasku; parran parta",
    ),
    (
        "stems in -s and -nen",
        "ihmisten ihminen; asiakkaiden asiakas; vastauksen vastaus; tilauksia tilaus; naisille nainen; kokemusten kokemus",
    ),
    (
        "stems in -si",
        "kädessä käsi; vettä vesi; uudet uusi; viidestä viisi; kuukauden kuukausi; vuosien vuosi",
    ),
    (
        "plural partitive",
        "palveluita palvelu; laitteita laite; hintoja hinta; tuotteita tuote; myyjiä myyjä; ongelmia ongelma",
    ),
    (
        "illative",
        "kauppaan kauppa; huoneeseen huone; tilaukseen tilaus; puhelimeen puhelin; kassoihin kassa",
    ),
    (
        "pronoun",
        "tämän tämä; joille joka; kenelle kuka; minulle minä; teitä te; heidän he; niistä se",
    ),
    (
        "compound",
        "verkkokaupassa verkkokauppa; asiakaspalvelijalle asiakaspalvelija; toimitusajan toimitusaika; asiakaspalvelu-chatissa asiakaspalvelu-chat",
    ),
    (
        "spoken ending",
        "menny mennä; soittanu soittaa; tullu tulla; palveluu palvelu; kallista kallis; semmosia semmoinen; hyvii hyvä",
    ),
    (
        "loan verb",
        "klikkasin klikata; päivitin päivittää; chattailin chattailla; skannattiin skannata",
    ),
];

const ENGLISH: [(&str, &str); 8] = [
    (
        "irregular",
        "was be; went go; bought buy; men man; children child; better good; worst bad; taught teach",
    ),
    ("contracted", "n't not; 's 's; 're be; 've have; customer's customer"),
    (
        "plural",
        "phones phone; companies company; apps app; deliveries delivery; boxes box; knives knife",
    ),
    (
        "participle that is an adjective",
        "disappointed disappointed; annoying annoying; confusing confusing; pleased pleased",
    ),
    ("verb form", "waiting wait; cancelled cancel; refunded refund; stopped stop; charging charge"),
    ("degree", "cheapest cheap; cheaper cheap; easier easy; friendliest friendly"),
    ("spelling", "recieved receive; custmer customer; servcie service"),
    ("short and unknown", "dvd dvd; useless useless; zalando zalando; elisa elisa"),
];

/// Every `form lemma` pair; says all that fail at once.
fn check(lang: Lang, classes: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (class, pairs) in classes {
        for (form, gold) in pairs.split(';').filter_map(|p| p.trim().split_once(' ')) {
            let word = Understander::builtin().word(form, Some(lang));
            if &*word.lemma != gold {
                wrong.push(format!("{class}: {form} is {gold}, found {}", word.lemma));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mistakes_that_hurt_in_finnish() {
    check(Lang::Fi, &FINNISH);
}

#[test]
fn mistakes_that_hurt_in_english() {
    check(Lang::En, &ENGLISH);
}

/// Names, brands and new words that look like slips of known words, and must stay.
#[test]
fn names_and_new_words_stay() {
    let stay = "spotify netflix xiaomi huawei ikea lidl wolt foodora matkahuolto motonet verkkis \
                tiktok youtube whatsapp instagram telegram mobilepay klarna zalando citymarket \
                kesko valio fazer finnair norwegian tallink viking silja musti mirri nordea";
    let wrong: Vec<_> = stay
        .split_whitespace()
        .map(|form| (form, Understander::builtin().word(form, Some(Lang::Fi)).lemma))
        .filter(|(form, lemma)| **form != **lemma)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
