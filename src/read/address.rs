//! Addresses of databases: `sqlite:feedback.db?table=answers`, `postgres://user@host/base?table=answers`.
//!
//! Owns their form, and keeps passwords out of messages.

use std::fmt;
use std::path::PathBuf;

use super::error::ReadError;
use crate::config::Format;

/// A database, and what of it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where it is.
    pub server: Server,
    /// The table or view, as `name` or `schema.name`.
    pub table: Option<String>,
    /// A question to it, instead of a table.
    pub query: Option<String>,
}

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// A file.
    Sqlite(PathBuf),
    /// A connection address as the PostgreSQL driver takes it.
    Postgres(String),
}

impl Server {
    /// The format of what it holds.
    pub const fn format(&self) -> Format {
        match self {
            Self::Sqlite(_) => Format::Sqlite,
            Self::Postgres(_) => Format::Postgres,
        }
    }
}

impl Address {
    /// The address that was typed; `None` if it is a file name or anything else.
    pub fn parse(typed: &str) -> Option<Result<Self, ReadError>> {
        let (base, parameters) = typed.split_once('?').unwrap_or((typed, ""));
        let scheme = base.split(':').next()?.to_ascii_lowercase();
        let server = match scheme.as_str() {
            "sqlite" => {
                let path = base.get("sqlite:".len()..)?;
                Server::Sqlite(decoded(path.strip_prefix("//").unwrap_or(path)).into())
            }
            "postgres" | "postgresql" if base.contains("://") => Server::Postgres(base.to_owned()),
            _ => return None,
        };
        let mut address = Self { server, table: None, query: None };
        for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match (name, &mut address.server) {
                ("table", _) => address.table = Some(decoded(value)),
                ("query", _) => address.query = Some(decoded(value)),
                (_, Server::Postgres(url)) => {
                    url.push(if url.contains('?') { '&' } else { '?' });
                    url.push_str(parameter);
                }
                (_, Server::Sqlite(_)) => {
                    return Some(Err(ReadError::BadAddress { name: name.to_owned() }));
                }
            }
        }
        Some(Ok(address))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.server {
            Server::Sqlite(path) => write!(f, "sqlite:{}", path.display())?,
            Server::Postgres(url) => f.write_str(&without_password(url))?,
        }
        match &self.table {
            Some(table) => write!(f, " {table}"),
            None => Ok(()),
        }
    }
}

/// A connection address for messages: host and base, no user, password or parameter.
fn without_password(url: &str) -> String {
    let base = url.split('?').next().unwrap_or(url);
    match base.split_once("://") {
        Some((scheme, rest)) => {
            let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
            format!("{scheme}://{place}")
        }
        None => base.to_owned(),
    }
}

/// `%20` and its kin as what they stand for.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let value = escape
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, server: Server, table: Option<&str>, query: Option<&str>, shown: &str) {
        let address = Address::parse(typed).unwrap().unwrap();
        assert_eq!(address.to_string(), shown);
        let (table, query) = (table.map(str::to_owned), query.map(str::to_owned));
        assert_eq!(address, Address { server, table, query });
    }

    #[test]
    fn addresses_are_told_from_file_names() {
        check("sqlite:a b.db", Server::Sqlite("a b.db".into()), None, None, "sqlite:a b.db");
        check(
            "sqlite:///x/a%20b.db?table=asiakas%20palaute",
            Server::Sqlite("/x/a b.db".into()),
            Some("asiakas palaute"),
            None,
            "sqlite:/x/a b.db asiakas palaute",
        );
        check(
            "postgres://me:p@ss@127.0.0.1:5433/cx?sslmode=disable&query=SELECT%201",
            Server::Postgres("postgres://me:p@ss@127.0.0.1:5433/cx?sslmode=disable".to_owned()),
            None,
            Some("SELECT 1"),
            "postgres://127.0.0.1:5433/cx",
        );
        for other in ["a.csv", "c:\\a.db", "sqlite", "postgres", "x:y", "-"] {
            assert!(Address::parse(other).is_none(), "{other}");
        }
        assert!(Address::parse("sqlite:a?b=c").unwrap().is_err());
    }
}
