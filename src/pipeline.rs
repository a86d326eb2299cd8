//! The whole program: read, analyse, score, theme, archive, detect, report, feed.

mod actions;
mod apply;
mod batches;
mod calibrate;
mod births;
mod columns;
mod contrast;
mod counts;
mod earlier;
mod feed;
mod file;
mod find;
mod intake;
mod line;
mod masking;
mod members;
mod observe;
mod outline;
mod outputs;
mod past;
mod period;
mod promises;
mod quotes;
mod rebuild;
mod replay;
mod remarks;
mod retag;
mod run_record;
mod sources;
mod spoken;
mod staff;
mod stability;
mod store;
mod tagged;
mod theme_count;
mod theme_view;
mod themes;
mod threads;
mod watch;

use std::path::PathBuf;

use rustc_hash::FxHashSet;

use crate::config::{Config, Settings};
use crate::error::Error;
use crate::lang::Lang;
use crate::progress::{Event, Progress};
use crate::read::Input;
use crate::theme::FitOptions;

#[cfg(feature = "parquet")]
pub use apply::marks;
pub use apply::{Applied, Applier, Heard, Voice};
pub use calibrate::{Calibration, calibrate};
pub use columns::{TagColumns, Tags};
pub use counts::{
    COLUMNS as COUNT_COLUMNS, CountSeen, CountTable, CountsError, look_at_counts, replay_counts,
    tally,
};
pub use feed::{Extent, Fed, FeedJob, Shape, feed, selection};
pub use file::put as write_file;
pub use find::{Answer, Question, QuestionError, find};
pub use outputs::Outcome;
pub use past::past_report;
pub use rebuild::{Rebuilt, rebuild};
pub use replay::{Replayed, Seen, Told, replay};
pub use stability::{Effort, theme_stability};
pub use store::check_themes;
pub use theme_count::{Division, Group};
pub use theme_view::{
    Part, ThemeQuote, ThemeRow, ThemeView, compare_themes, theme_log, view_theme, view_themes,
};
pub use themes::{Changed, Wish, change_themes};
pub use threads::{
    Judged, KnownThread, THREADS, ThreadView, behind, judge, known_threads, told_signal,
    told_threads, verdicts,
};

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct Job {
    /// Files to read, in order.
    pub inputs: Vec<Input>,
    /// Folder of the archive; made if it is not there.
    pub archive: PathBuf,
    /// The user's own word lists, over those in the archive's folder `lexicons`.
    pub lexicons: Vec<PathBuf>,
    /// Flags over the settings file that was named, if one was; the archive's own file lies under
    /// them.
    pub config: Config,
    /// Name of the period to report, such as `2026-W47`; chosen from the new comments if not given.
    pub period: Option<String>,
    /// Language of the report where the settings do not say.
    pub language: Lang,
    /// What becomes of records that their source holds no more.
    pub deleted: Deleted,
}

/// What becomes of records that earlier runs read from a source and that it holds no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deleted {
    /// They stay, and are told of.
    #[default]
    Kept,
    /// They are removed from the archive, unless rows of the source were rejected.
    Pruned,
}

/// Does the job. The archive holds all of the new comments afterwards, or, after an error, none;
/// every file is written whole or not at all.
///
/// # Errors
/// What stopped it; the archive is then as it was.
pub fn run(job: &Job, progress: &dyn Progress) -> Result<Outcome, Error> {
    let tagger = store::tagger(&job.archive, &job.lexicons)?;
    let config = store::settings(&job.archive, &job.config)?;
    let intake = intake::read(&job.inputs, &config, job.language, progress)?;
    let config = intake.config_over(config);
    let settings = Settings::new(&config)?;
    let store = store::Store::open(&job.archive, &config, settings.memory, &tagger)?;
    let inputs = intake.hash();
    let again = store.earlier(&inputs, job.period.as_deref());
    let period = period::choose(job.period.as_deref(), again.as_ref(), &intake, &store)?;

    progress.event(Event::Begin { stage: "theme", total: None });
    let options = FitOptions {
        themes: settings.themes.map(usize::from),
        born: period.map(|weeks| weeks.last.to_string()),
    };
    let (codebook, words) = births::codebook(&store, &tagger, &intake, &options, &settings.seeds)?;

    progress.event(Event::Begin { stage: "tag", total: Some(intake.len() as u64) });
    let gone = sources::gone(&job.archive, &job.inputs, &intake, &store.known()?);
    let pruned = if job.deleted == Deleted::Pruned { gone.sure } else { FxHashSet::default() };
    let (archive, appended, outlines) =
        store.append(&codebook, intake.len(), &pruned, |taker| {
            batches::tag(&tagger, &codebook, &intake, words, taker, progress)
        })?;
    sources::remember(&job.archive, &job.inputs, &intake, &pruned)?;
    let history = archive.history()?;
    let codebook = births::mark_fading(codebook, &history, &archive)?;

    let outputs = outputs::Outputs {
        job,
        settings: &settings,
        scale: intake.scale(&settings),
        tagger: &tagger,
        archive: &archive,
        codebook: &codebook,
        intake: &intake,
        outlines: &outlines,
        history: &history,
        period,
        again: again.as_ref(),
        inputs: &inputs,
        appended,
        gone: (gone.keys.len(), pruned.len()),
    };
    let outcome = outputs.write(progress);
    progress.event(Event::End);
    outcome
}
