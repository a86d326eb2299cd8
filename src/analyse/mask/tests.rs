use super::*;

#[test]
fn personal_data_is_masked_and_nothing_moves() {
    for (text, expected) in [
        ("Soita 040 123 4567 illalla", "Soita *** *** **** illalla"),
        ("Numeroni on +358 (0)40 1234567.", "Numeroni on +*** (*)** *******."),
        ("call 0401234567, please", "call **********, please"),
        ("phone 09-123 4567", "phone **-*** ****"),
        ("puh. 040.123.4567 tai 045/1234567", "puh. ***.***.**** tai ***/*******"),
        ("call (555) 123-4567 or 555-123-4567", "call (***) ***-**** or ***-***-****"),
        ("soita 555 1234 tai 00358 40 1234567", "soita *** **** tai ***** ** *******"),
        ("040\u{a0}123\u{a0}4567", "***\u{a0}***\u{a0}****"),
        ("maija.meikäläinen@esimerkki.fi kiitos", "*****.*************@*********.** kiitos"),
        ("Kirjoita: a@b.fi.", "Kirjoita: *@*.**."),
        ("maija (at) esimerkki.fi", "***** (**) *********.**"),
        ("maija piste m ät esimerkki piste fi!", "***** ***** * *** ********* ***** **!"),
        ("hetu 131052-308T väärin", "hetu ******-**** väärin"),
        ("hetu 131052 - 308T väärin", "hetu ****** - **** väärin"),
        ("tunnus 131052 -308T", "tunnus ****** -****"),
        ("soita 040  123  4567 illalla", "soita ***  ***  **** illalla"),
        ("rek. XYZ-45 hinattiin", "rek. ***-** hinattiin"),
        ("rekkari KKO-7", "rekkari ***-*"),
        ("moottoripyörä 12-ABC kaatui", "moottoripyörä **-*** kaatui"),
        ("ajoneuvo XYZ-1", "ajoneuvo ***-*"),
        ("diplomaatti CD-1234 auto", "diplomaatti **-**** auto"),
        (
            "avaa https://a.fi/invite/123e4567-e89b-12d3-a456-426614174000 nyt",
            "avaa *****://*.**/******/********-****-****-****-************ nyt",
        ),
        ("www.a.fi/reset?code=a1b2c3d4", "***.*.**/*****?****=********"),
        ("ryhmä t.me/joinchat/AbC1dEf2", "ryhmä *.**/********/********"),
        ("tilille FI21 1234 5600 0007 85", "tilille **** **** **** **** **"),
        ("kortti 4111 1111 1111 1111 12/27", "kortti **** **** **** **** 12/27"),
        ("autoni ABC-123 hinattiin", "autoni ***-*** hinattiin"),
        ("rekisterinumero abc 123", "rekisterinumero *** ***"),
        ("my car AB12 CDE", "my car **** ***"),
        ("ks. https://a.fi/x?token=abc123def.", "ks. *****://*.**/*?*****=*********."),
    ] {
        let masked = mask(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(masked, expected);
        assert_eq!(masked.len(), text.len());
    }
}

#[test]
fn what_is_not_proved_stays() {
    for text in [
        "hetu 131052-308U",
        "tilaus 4111111111111112",
        "tilausnumero 12345678901 ja 0401234567 senttiä",
        "päivä 21.11.2026 ja 2026-11-21 tai 09-11-2026, 09.11.26",
        "hinta 1 234 567 euroa, 0,5 % ja 00123456",
        "auki 0800-1600 ja 08.00-16.00, kello 08-16",
        "FI22 1234 5600 0007 85",
        "@kauppa ja nimi@paikka, bought at amazon.com",
        "Kello 08-16, puhelin 112",
        "tuotekoodi ABC-123, malli XYZ-450, lento AY-131",
        "COVID-19, ISO-900, A4 ja 5G",
        "https://a.fi/tuotteet/123456?sivu=2",
        "order number 5551234567",
        "SUV-200 on hyvä, SOK-123 ja HSL-550",
        "Mazda CX-5 auton huolto, tilausautomaatti XYZ-12",
        "ajoissa ABC-12 perillä",
        "ks. www.a.fi/ohjeet?sivu=234567 ja a.fi/haku?keyword=jonotus",
        "a.fi/join/helsinki2026, ja/tai 1/2",
    ] {
        assert_eq!(mask(text), None, "{text}");
    }
}

#[test]
fn keys_with_personal_data_are_shown_masked_and_still_told_apart() {
    let masked = |key: &str| masked_key(&RecordKey(key.into()));
    let (one, two) = (masked("a@example.com").unwrap(), masked("b@example.com").unwrap());
    assert!(one.0.starts_with("*@*******.***~") && two.0.starts_with("*@*******.***~"));
    assert_ne!(one, two);
    assert_eq!(masked_key(&one), None);
    for plain in ["A-1", "REQ-123", "R_2aBcDeFg", "131052308", "4111111111111111"] {
        assert_eq!(masked(plain), None, "{plain}");
    }
    for personal in ["040 123 4567", "131052-308T", "FI21 1234 5600 0007 85"] {
        assert!(masked(personal).is_some(), "{personal}");
    }
}
