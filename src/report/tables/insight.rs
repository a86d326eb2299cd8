//! The tables of what lies behind the figures.

use crate::report::model::{Contrast, Sides, Text};

use super::parts::{HIGH, LOW};
use super::{Datum, Table, With, table};

impl With<'_> {
    /// All of them; the ones without rows are left out by the caller.
    pub(super) fn behind(&self) -> Vec<Table> {
        let mut tables = vec![
            self.expectation(),
            self.hot(),
            self.regression(),
            self.gaps(),
            self.places(),
            self.flow(),
        ];
        for contrast in &self.report.insight.contrasts {
            tables.extend([self.contrast_themes(contrast), self.contrast_words(contrast)]);
        }
        tables.extend([self.value(), self.promises(), self.staff()]);
        tables
    }

    fn expectation(&self) -> Table {
        let (terms, own) = (self.terms, &self.report.insight.expectation);
        let names =
            [terms.angered, terms.fell_short, terms.as_expected, terms.exceeded, terms.delighted];
        let mut rows: Vec<Vec<Datum>> = names
            .into_iter()
            .zip(own.steps)
            .map(|(name, n)| vec![name.into(), n.into(), Datum::Blank, Datum::Blank])
            .collect();
        if let Some(balance) = &own.balance {
            let [value, low, high, _] = Self::figure(Some(balance));
            rows.push(vec![terms.balance.into(), value, low, high]);
        }
        table(terms.expectation, &[terms.expectation, terms.measured, LOW, HIGH], rows)
    }

    fn hot(&self) -> Table {
        let terms = self.terms;
        let own = self.report.insight.hot;
        let mut rows = vec![vec![
            Datum::Blank,
            self.words.comments.into(),
            own.dream.into(),
            own.problem.into(),
            own.need.into(),
        ]];
        rows.extend(self.report.themes.iter().map(|theme| {
            vec![
                theme.id.to_string().into(),
                theme.label.of(self.language).into(),
                theme.hot.dream.into(),
                theme.hot.problem.into(),
                theme.hot.need.into(),
            ]
        }));
        let columns = ["ID", self.words.theme, terms.dream, terms.problem, terms.need];
        table(terms.hot, &columns, rows)
    }

    /// A row that begins with a theme.
    fn of_theme(&self, theme: crate::theme::ThemeId, label: &Text) -> Vec<Datum> {
        vec![theme.to_string().into(), label.of(self.language).into()]
    }

    fn regression(&self) -> Table {
        let terms = self.terms;
        let drivers = self.report.insight.drivers.as_ref();
        let rows = drivers.into_iter().flat_map(|drivers| &drivers.themes).map(|driver| {
            let mut row = self.of_theme(driver.theme, &driver.label);
            row.extend(Self::figure(Some(&driver.coefficient)));
            row
        });
        let columns = ["ID", self.words.theme, terms.coefficient, LOW, HIGH, "n"];
        table(terms.regression, &columns, rows.collect())
    }

    fn gaps(&self) -> Table {
        let terms = self.terms;
        let rows = self.report.insight.gaps.iter().map(|gap| {
            let mut row = self.of_theme(gap.theme, &gap.label);
            row.extend(Self::apart(&gap.staff, &gap.customers, &gap.difference));
            row
        });
        let columns =
            [&["ID", self.words.theme][..], &self.two(terms.staff_view, terms.customer_view)];
        let name = self.say("Kuilu henkilöstö – asiakkaat", "Gap between staff and customers");
        table(name, &columns.concat(), rows.collect())
    }

    fn contrast_themes(&self, contrast: &Contrast) -> Table {
        let (first, second) = self.side_names(contrast.sides);
        let rows = contrast.themes.iter().map(|theme| {
            let mut row = self.of_theme(theme.theme, &theme.label);
            row.extend(Self::apart(&theme.first, &theme.second, &theme.difference));
            row
        });
        let columns = [&["ID", self.words.theme][..], &self.two(first, second)];
        table(&format!("{first} – {second}"), &columns.concat(), rows.collect())
    }

    fn contrast_words(&self, contrast: &Contrast) -> Table {
        let (first, second) = self.side_names(contrast.sides);
        let rows = contrast.words.iter().map(|word| {
            let mut row: Vec<Datum> = vec![word.word.as_str().into()];
            row.extend(Self::apart(&word.first, &word.second, &word.difference));
            row
        });
        let columns = [&[self.say("Sana", "Word")][..], &self.two(first, second)];
        let name = format!("{} ({})", self.terms.telling, first.to_lowercase());
        table(&name, &columns.concat(), rows.collect())
    }

    fn side_names(&self, sides: Sides) -> (&'static str, &'static str) {
        let terms = self.terms;
        match sides {
            Sides::CustomersStaff => (terms.customer_view, terms.staff_view),
            Sides::DetractorsPromoters => (terms.detractors, terms.promoters),
        }
    }

    /// Headers of two shares and their difference.
    fn two<'t>(&self, first: &'t str, second: &'t str) -> [&'t str; 11]
    where
        Self: 't,
    {
        [first, LOW, HIGH, "n", second, LOW, HIGH, "n", self.terms.difference, LOW, HIGH]
    }

    fn apart(
        first: &crate::report::model::Figure,
        second: &crate::report::model::Figure,
        difference: &crate::report::model::Change,
    ) -> Vec<Datum> {
        let mut row = Self::figure(Some(first)).to_vec();
        row.extend(Self::figure(Some(second)));
        row.extend(Self::change(Some(difference)));
        row
    }

    fn places(&self) -> Table {
        let places = self.report.insight.places.as_ref().filter(|places| places.is_shown());
        let mut columns = vec!["ID", self.words.theme];
        columns.extend(places.into_iter().flat_map(|places| &places.places).map(String::as_str));
        let rows = places.into_iter().flat_map(|places| &places.rows).map(|place| {
            let mut row = self.of_theme(place.theme, &place.label);
            row.extend(place.counts.iter().map(|n| Datum::from(*n)));
            row
        });
        table(self.terms.places, &columns, rows.collect())
    }

    /// Comments of every theme in both periods.
    fn flow(&self) -> Table {
        let themes = self.report.previous.iter().flat_map(|_| &self.report.themes);
        let rows = themes.map(|theme| {
            let mut row = self.of_theme(theme.id, &theme.label);
            row.extend([Datum::from(theme.n_before.unwrap_or(0)), theme.n.into()]);
            row
        });
        let columns = ["ID", self.words.theme, self.terms.before, self.terms.now];
        table(self.terms.flow, &columns, rows.collect())
    }

    fn value(&self) -> Table {
        let terms = self.terms;
        let value = self.report.insight.value.as_ref();
        let rows = value.into_iter().flat_map(|value| &value.themes).map(|theme| {
            let mut row = self.of_theme(theme.theme, &theme.label);
            row.extend([Datum::from(theme.critics), theme.amount.into()]);
            row
        });
        table(terms.value, &["ID", self.words.theme, terms.critics, terms.amount], rows.collect())
    }

    fn promises(&self) -> Table {
        let (terms, words) = (self.terms, self.words);
        let rows = self.report.insight.promises.iter().map(|promise| {
            let counts =
                [promise.n, promise.kept, promise.broken, promise.positive, promise.negative];
            let mut row: Vec<Datum> = vec![promise.name.as_str().into()];
            row.extend(counts.map(Datum::from));
            row
        });
        let columns = [
            terms.promise,
            words.comments,
            words.promise_kept,
            words.promise_broken,
            words.positive,
            words.negative,
        ];
        table(terms.promises, &columns, rows.collect())
    }

    fn staff(&self) -> Table {
        let rows = self.report.insight.staff.iter();
        let rows = rows.map(|person| vec![person.name.as_str().into(), person.n.into()]);
        let columns = [self.say("Nimi", "Name"), self.words.comments];
        table(self.terms.staff_by_name, &columns, rows.collect())
    }
}
