//! What hands bring to a codebook: phrases and clauses as directions, themes written without one,
//! labels that are missing, and the ready themes as a codebook.

use crate::analyse::Corpus;
use crate::analyse::corpus::Text;
use crate::lang::Lang;
use crate::lexicon::seed_themes;
use crate::theme::{
    Codebook, Embedder, FitOptions, Frame, Membership, Seed, Theme, ThemeId, fit_within,
    label_missing,
};
use crate::vectors::Matrix;

use super::{TagError, Tagger};

impl Tagger {
    /// Phrases with their directions in a frame.
    pub fn seeds(&self, phrases: &[String], frame: &Frame) -> Vec<Seed> {
        let texts = phrases.iter().map(|text| Text { text, declared: None });
        let vectors = self.directions(&texts.collect::<Vec<_>>(), frame);
        let named = phrases.iter().zip(vectors);
        named.map(|(phrase, vector)| Seed { phrase: phrase.clone(), vector }).collect()
    }

    /// The directions of the clauses of a comment, by their number; zeros for a clause without a
    /// known word.
    pub fn clauses(&self, text: Text<'_>, frame: &Frame) -> Vec<Vec<f32>> {
        let corpus = self.analyser.corpus(&[text]);
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        let embed = |analysis| embedder.embed(analysis, frame);
        let rows = corpus.analyses.first().map(embed).unwrap_or_default().clauses;
        rows.rows().map(<[f32]>::to_vec).collect()
    }

    /// The directions of whole comments in a codebook's frame, one row each.
    pub fn directions_of(&self, corpus: &Corpus, codebook: &Codebook) -> Matrix {
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        let mut rows = Matrix::new(self.dim());
        for analysis in &corpus.analyses {
            rows.push(&embedder.embed(analysis, &codebook.frame).comment);
        }
        rows
    }

    /// Finds the directions of themes and seeds that were written by hand, without one.
    ///
    /// # Errors
    /// Never in a released build.
    pub fn complete(&self, codebook: &mut Codebook) -> Result<(), TagError> {
        let open = |theme: &Theme| {
            theme.centre.is_empty() || theme.seeds.iter().any(|seed| seed.vector.is_empty())
        };
        if !codebook.themes.iter().any(open) {
            return Ok(());
        }
        if codebook.frame == Frame::zero(self.dim()) {
            codebook.frame = self.usual_frame()?;
        }
        let frame = codebook.frame.clone();
        for theme in codebook.themes.iter_mut().filter(|theme| open(theme)) {
            for seed in theme.seeds.iter_mut().filter(|seed| seed.vector.is_empty()) {
                let text = Text { text: &seed.phrase, declared: None };
                seed.vector = self.directions(&[text], &frame).pop().unwrap_or_default();
            }
            if theme.centre.is_empty() {
                let fi = theme.phrases_fi.iter().map(|text| (text, Some(Lang::Fi)));
                let en = theme.phrases_en.iter().map(|text| (text, Some(Lang::En)));
                let seeds = theme.seeds.iter().map(|seed| (&seed.phrase, None));
                let all = fi.chain(en).chain(seeds);
                let texts: Vec<Text<'_>> =
                    all.map(|(text, declared)| Text { text, declared }).collect();
                theme.centre = self.middle(&texts, &frame);
            }
        }
        Ok(())
    }

    /// Writes the labels that are missing, from the comments of a corpus. The vocabulary grows as
    /// in [`Self::find_themes`].
    ///
    /// # Errors
    /// Never in a released build.
    pub fn label(&self, corpus: &mut Corpus, codebook: &mut Codebook) -> Result<(), TagError> {
        let labeller = self.labeller(corpus)?;
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        label_missing(codebook, corpus, &embedder, &labeller);
        Ok(())
    }

    /// A codebook with the themes found anew in a corpus, in the same frame; new ones have no labels
    /// yet. `date` and `reason` go into its log.
    pub fn renew_themes(
        &self,
        corpus: &Corpus,
        codebook: &Codebook,
        options: &FitOptions,
        date: &str,
        reason: Option<&str>,
    ) -> Codebook {
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        let found = fit_within(corpus, &embedder, codebook.frame.clone(), options);
        let before = self.main_themes(corpus, codebook);
        let after = self.main_themes(corpus, &found);
        let pairs: Vec<_> = before.into_iter().zip(after).collect();
        codebook.renewed(&found, &pairs, date, reason)
    }

    /// A codebook of the ready themes, for those who want the same themes everywhere.
    ///
    /// # Errors
    /// Never in a released build.
    pub fn ready(&self) -> Result<Codebook, TagError> {
        let mut codebook = Codebook::within(self.usual_frame()?);
        let texts = |list: Vec<Box<str>>| list.into_iter().map(String::from).collect();
        for (number, ready) in (1..).zip(seed_themes()?) {
            codebook.themes.push(Theme {
                id: ThemeId(number),
                label_fi: ready.label_fi.into(),
                label_en: ready.label_en.into(),
                phrases_fi: texts(ready.phrases_fi),
                phrases_en: texts(ready.phrases_en),
                ..Theme::default()
            });
            codebook.next = number + 1;
        }
        self.complete(&mut codebook)?;
        Ok(codebook)
    }

    /// The themes of the clauses of one comment.
    pub fn themes_of(&self, text: Text<'_>, codebook: &Codebook) -> Vec<Membership> {
        let corpus = self.analyser.corpus(&[text]);
        self.assign(&corpus, codebook).pop().unwrap_or_default()
    }

    /// The means of the languages over the phrases of the ready themes.
    fn usual_frame(&self) -> Result<Frame, TagError> {
        let ready = seed_themes()?;
        let texts: Vec<Text<'_>> = ready
            .iter()
            .flat_map(|theme| {
                let fi = theme.phrases_fi.iter().map(|text| (text, Lang::Fi));
                fi.chain(theme.phrases_en.iter().map(|text| (text, Lang::En)))
            })
            .map(|(text, lang)| Text { text, declared: Some(lang) })
            .collect();
        let corpus = self.analyser.corpus(&texts);
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        Ok(embedder.frame(&corpus.analyses).rounded())
    }

    fn directions(&self, texts: &[Text<'_>], frame: &Frame) -> Vec<Vec<f32>> {
        let corpus = self.analyser.corpus(texts);
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        let whole = |analysis| crate::theme::as_written(&embedder.embed(analysis, frame).comment);
        corpus.analyses.iter().map(whole).collect()
    }

    fn middle(&self, texts: &[Text<'_>], frame: &Frame) -> Vec<f32> {
        crate::theme::middle(&self.directions(texts, frame))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_themes_take_comments_in_both_languages() {
        let tagger = Tagger::builtin().unwrap();
        let book = tagger.ready().unwrap();
        let text = book.to_toml();
        assert_eq!(Codebook::parse("x", &text, tagger.dim()).unwrap(), book);
        for (comment, label) in [
            ("parkkipaikkoja oli aivan liian vähän", "Parking"),
            ("nowhere to park the car", "Parking"),
            ("lasku oli väärin ja tuli kahdesti", "Billing"),
        ] {
            let members = tagger.themes_of(Text { text: comment, declared: None }, &book);
            let theme = members.first().and_then(|m| book.theme(m.theme)).unwrap();
            assert_eq!(theme.label_en, label, "{comment}");
        }
    }

    #[test]
    fn a_theme_written_by_hand_gets_a_direction() {
        let tagger = Tagger::builtin().unwrap();
        let text = "[[theme]]\nid = \"T0001\"\nlabel_fi = \"Jonot\"\nlabel_en = \"Queues\"\n\
                    phrases_en = [\"queue\"]\n[[theme.seed]]\nphrase = \"pitkä jono\"\n\
                    [[theme]]\nid = \"T0002\"\nlabel_fi = \"Sovellus\"\nlabel_en = \"App\"\n\
                    phrases_fi = [\"sovellus kaatuu\"]\n";
        let mut book = Codebook::parse("x", text, tagger.dim()).unwrap();
        tagger.complete(&mut book).unwrap();
        for (comment, theme) in [("jonotin kassalla tunnin", 1), ("äppi kaatuilee aina", 2)] {
            let members = tagger.themes_of(Text { text: comment, declared: None }, &book);
            assert_eq!(members[0].theme, ThemeId(theme), "{comment}");
        }
    }
}
