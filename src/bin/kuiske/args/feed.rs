//! Options of `kuiske feed`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::InputOptions;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  kuiske feed -a feedback.kuiske --to tagged.csv            the last run's file with its tags
  kuiske feed -a feedback.kuiske --to tagged.csv --dry-run  what that would add and replace
  kuiske feed -a feedback.kuiske --from all.csv --in-place  into the file itself, with a backup
  kuiske feed -a feedback.kuiske --to long.csv --shape long one row a statement
  kuiske feed -a feedback.kuiske --to queue.qdpx --where jono  a selection for QDA programs
  kuiske feed -a feedback.kuiske --from postgres://me@host/cx?table=answers \\
    --to postgres://me@host/cx?table=answers                a table of tags and a view beside it")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
pub(crate) struct Feed {
    /// Archive folder [default: the only .kuiske folder here]
    #[arg(long, short, value_name = "FOLDER", env = "KUISKE_ARCHIVE", hide_env_values = true)]
    pub(crate) archive: Option<PathBuf>,
    /// Where to write: a file of the source's format, the address of a database, or .qdpx for a
    /// selection of comments
    #[arg(long, value_name = "TARGET", required_unless_present = "in_place")]
    pub(crate) to: Option<PathBuf>,
    /// File, or address of a database, whose records get the tags [default: the last run's file]
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// What is written
    #[arg(long, value_enum, default_value_t = Form::Wide)]
    pub(crate) shape: Form,
    /// Comments of a .qdpx selection, as in `kuiske search` [default: all]
    #[arg(long = "where", value_name = "QUERY", default_value = "", hide_default_value = true)]
    pub(crate) selection: String,
    /// Say what would be added, replaced and refused; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write over the source; what it was is kept beside it as NAME.bak
    #[arg(long, conflicts_with = "to")]
    pub(crate) in_place: bool,
    /// Put an apostrophe before cells of the source, too, that a spreadsheet would run as formulas
    #[arg(long)]
    pub(crate) guard: bool,
    /// The plan or what was done as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) input: InputOptions,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Every column and row of the source, then the tags and a column of 0 and 1 for each theme
    Wide,
    /// The same, the themes as a list in one cell
    List,
    /// One row a statement: response, question, number, theme, sentiment, place
    Long,
    /// The key and the new columns only
    Subset,
    /// As wide; in a database as columns of the source's own table, which else gets none
    Columns,
}
