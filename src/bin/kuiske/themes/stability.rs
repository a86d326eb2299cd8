//! How far the themes can be trusted to stay.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Effort};

use super::list::numbers;

pub(super) fn stability(path: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<()> {
    let found = pipeline::theme_stability(path, Effort::FULL)?;
    if json {
        writeln!(out, "{}", serde_json::to_string(&found)?)?;
        return Ok(());
    }
    let n = numbers(lang);
    let word = |fi: &'static str, en: &'static str| if lang == Lang::Fi { fi } else { en };
    let (comments, themes) = (n.count(found.comments), n.count(found.themes));
    writeln!(out, "{}: {themes}", word("teemoja", "themes"))?;
    writeln!(out, "{}: {comments}", word("kommentteja tarkasteltu", "comments looked at"))?;
    if let Some(changed) = found.changed {
        let what = word("teema vaihtunut ilman muokkausta", "theme changed without an edit");
        writeln!(out, "{what}: {}", n.percent(changed, 1))?;
    }
    writeln!(out, "{}: {}", word("myöhemmin syntyneitä", "born later"), n.count(found.born))?;
    writeln!(out, "{}: {}", word("hiipuvia", "fading"), n.count(found.fading))?;
    if let Some(range) = found.bootstrap {
        let what = word(
            "uudelleen etsittyinä otoksista (ARI, 0 sattuma, 1 samat)",
            "found anew in resamples (ARI, 0 chance, 1 the same)",
        );
        let [mean, least, most] =
            [range.mean, range.least, range.most].map(|value| n.decimal(value, 2));
        writeln!(out, "{what}: {mean} ({least} … {most})")?;
    }
    if !found.weekly.is_empty() {
        let what = word(
            "uudelleen etsittyinä viikko viikolta (ARI edelliseen viikkoon)",
            "found anew week by week (ARI to the week before)",
        );
        writeln!(out, "{what}:")?;
    }
    for (week, ari) in &found.weekly {
        writeln!(out, "  {week}  {}", n.decimal(*ari, 2))?;
    }
    Ok(())
}
