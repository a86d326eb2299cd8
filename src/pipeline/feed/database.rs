//! Tags into databases: which one, and what of it.

use super::{Error, Extent, Fed, FeedJob, Matches, Reading, Shape, Work, codebook, write_beside};
use crate::config::Format;
use crate::feed::{
    self, Cell, FeedError, InPlace, Names, Place, TagTable, Tagged, Target, write_tags,
    write_tags_in_place,
};
use crate::read::{Address, Input, Role, Server};

/// Where the tags of a job go.
pub(super) fn target(job: &FeedJob, input: &Input, reading: &Reading) -> Result<Target, Error> {
    let source = of_source(input, reading);
    let target = match (&job.to, &source, input) {
        (Some(to), ..) => Target::parse(to)?,
        (None, Some(address), _) => Target::Database(address.clone()),
        (None, None, Input::File(path)) => Target::File(path.clone()),
        (None, None, Input::Stdin(_) | Input::Database(_)) => {
            return Err(FeedError::NotInPlace { source_name: input.name() }.into());
        }
    };
    let mut address = match target {
        Target::File(path) if is_database(&path) && reading.source.format != Format::Sqlite => {
            Address { server: Server::Sqlite(path), table: None, query: None }
        }
        Target::File(path) => return Ok(Target::File(path)),
        Target::Database(address) => address,
    };
    let home = source.filter(|source| same(&source.server, &address.server));
    if let Some(source) = home {
        let own = address.table.is_none() || address.table == source.table;
        // The tables of a file are one file; those of a server are apart.
        let touched = match address.server {
            Server::Sqlite(_) => true,
            Server::Postgres(_) => own && job.shape == Shape::Columns,
        };
        if touched && job.effort == Extent::Write {
            return Err(FeedError::SourceIsTarget { path: address.to_string().into() }.into());
        }
        if address.table.is_none() {
            address.table = source.table;
        }
        // The rows of a file have places; those of a server have none that could be relied on.
        let joined = !own || reading.columns.one(Role::Key).is_some();
        if !joined && matches!(address.server, Server::Postgres(_)) {
            let message = "no column of the table identifies its rows, so that nothing could join \
                           the tags to them: name one with --key"
                .to_owned();
            return Err(FeedError::Refused { target: address.to_string(), message }.into());
        }
    }
    Ok(Target::Database(address))
}

/// The database that a source is, with the table that was read.
fn of_source(input: &Input, reading: &Reading) -> Option<Address> {
    let table = reading.source.table.clone();
    let server = match input {
        Input::Database(address) => address.server.clone(),
        Input::File(path) if reading.source.format == Format::Sqlite => {
            Server::Sqlite(path.clone())
        }
        Input::File(_) | Input::Stdin(_) => return None,
    };
    Some(Address { server, table, query: None })
}

fn same(one: &Server, other: &Server) -> bool {
    match (one, other) {
        (Server::Sqlite(one), Server::Sqlite(other)) => {
            one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(a, b)| a == b)
        }
        (Server::Postgres(one), Server::Postgres(other)) => one == other,
        (Server::Sqlite(_), Server::Postgres(_)) | (Server::Postgres(_), Server::Sqlite(_)) => {
            false
        }
    }
}

fn is_database(path: &std::path::Path) -> bool {
    let ending = path.extension().map(|end| end.to_string_lossy().into_owned());
    ending.as_deref().and_then(Format::of_extension) == Some(Format::Sqlite)
}

impl Work<'_> {
    /// What is made in the target, where it is a database.
    pub(super) fn tables(&self) -> Vec<String> {
        let Some(address) = self.target.database() else { return Vec::new() };
        let table = address.table.as_deref();
        if self.job.shape == Shape::Columns {
            return table.map(str::to_owned).into_iter().collect();
        }
        let (schema, name) = match table.and_then(|table| table.split_once('.')) {
            Some((schema, name)) => (format!("{schema}."), Some(name)),
            None => (String::new(), table),
        };
        let names = Names::of(name);
        std::iter::once(names.tags).chain(names.view).map(|name| schema.clone() + &name).collect()
    }

    /// Writes the tags of all records that the archive holds into a database.
    pub(super) fn store(
        &self,
        address: &Address,
        reading: &Reading,
        matches: &Matches,
        fed: &mut Fed,
    ) -> Result<(), Error> {
        let place = match self.job.shape {
            Shape::Wide | Shape::List => Place::Beside,
            Shape::Columns => Place::Within,
            Shape::Long | Shape::Subset => {
                let (target, message) =
                    (address.to_string(), "statements and subsets go into files".to_owned());
                return Err(FeedError::Refused { target, message }.into());
            }
        };
        let columns = self.columns();
        let new = columns.columns();
        feed::plan(&reading.source, &reading.columns, &new)?;
        let rows = codebook::rows(self.archive, self.codebook)?;
        let table = TagTable {
            address,
            key: reading.columns.one(Role::Key).map(|guess| guess.column.as_str()),
            columns: &new,
            place,
            codebook: &rows,
        };
        // In the table that was read a row without a key is known by its place, as the view joins it.
        let home = of_source(self.input, reading)
            .is_some_and(|home| same(&home.server, &address.server) && home.table == address.table);
        let by_place = home && table.key.is_none();
        let keys = reading.records.each(|record| record.key.clone())?;
        let known = keys.into_iter().enumerate().filter(|(at, _)| matches.is_known(*at));
        let tags = known.map(|(at, key)| -> (Tagged, Vec<Cell>) {
            let place = matches.rows.get(at).filter(|_| by_place);
            let record =
                place.map_or_else(|| Tagged::Key(key.0.into()), |place| Tagged::Row(*place as i64));
            (record, columns.cells(matches.tags(at).as_deref()))
        });
        let file = match &address.server {
            Server::Sqlite(path) => Some(path),
            Server::Postgres(_) => None,
        };
        let stored = match file {
            Some(path) if self.job.effort == Extent::InPlace => {
                let (stored, done) = write_tags_in_place(path, &table, tags)?;
                if let InPlace::Replaced(kept) = done {
                    fed.backup = Some(kept);
                }
                stored
            }
            Some(_) | None => write_tags(&table, tags)?,
        };
        fed.unchanged = stored.unchanged;
        fed.written = Some(stored.rows);
        if let Some(path) = file {
            fed.codebook = write_beside(self.archive, self.codebook, path)?;
        }
        Ok(())
    }
}
