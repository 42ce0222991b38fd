//! `lanyard db backup`, `restore`, `copy`

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::json;

use crate::audit::{Act, Actor, Deed, Object};
use crate::cli::{Exists, Wrong, output};
use crate::clock::Clock;
use crate::config::{Database, Settings};
use crate::ops::startup;
use crate::protocol::time::Timestamp;
use crate::store::carry::{self, Carried, CarryError, Header};

pub async fn backup(
    settings: &Settings,
    file: &Path,
    overwrite: bool,
    as_json: bool,
) -> anyhow::Result<()> {
    let url = settings.database.url();
    let header = Header::new(settings.issuer.as_str(), Clock::System.now());
    if is_stream(file) {
        if io::stdout().is_terminal() {
            let why = "standard output is a terminal, and a backup is no text to read: name a file, or a pipe";
            return Err(Wrong(why.into()).into());
        }
        carry::backup(&url, header, &mut BufWriter::new(io::stdout().lock())).await?;
        remind(settings);
        return Ok(());
    }
    if file.exists() && !overwrite {
        let there = format!(
            "{} is there already; say --overwrite to replace it",
            file.display()
        );
        return Err(Exists(there).into());
    }
    let unfinished = Unfinished::make(file)?;
    let mut out = BufWriter::new(&unfinished.file);
    let written = carry::backup(&url, header, &mut out).await?;
    out.flush()?;
    drop(out);
    unfinished.file.sync_all()?;
    // What is on the disk, not what was meant to be.
    let (header, read) = carry::verify(&mut BufReader::new(File::open(&unfinished.path)?))?;
    if read != written {
        return Err(CarryError::Damaged("it does not read back as it was written".into()).into());
    }
    let size = fs::metadata(&unfinished.path)?.len();
    unfinished.name(file)?;
    print(
        file.display().to_string(),
        Some(&header),
        &read,
        Some(size),
        as_json,
    )?;
    remind(settings);
    Ok(())
}

/// What a backup needs beside it, told where it was made.
fn remind(settings: &Settings) {
    let key = match settings.master_key {
        Some(_) => "LANYARD_MASTER_KEY".to_owned(),
        None => settings.master_key_file().display().to_string(),
    };
    eprintln!(
        "The master key ({key}) is not in it. Keep a copy of that too, elsewhere: without it the backup signs nobody in, and with \
         it the file is the server."
    );
}

/// A file under another name until it is whole, and gone when it does not come to that.
struct Unfinished {
    file: File,
    path: PathBuf,
}

impl Unfinished {
    fn make(target: &Path) -> anyhow::Result<Self> {
        let mut name = target.as_os_str().to_owned();
        name.push(format!(".unfinished-{}", std::process::id()));
        let path = PathBuf::from(name);
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path);
        let file = made.with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self { file, path })
    }

    fn name(self, target: &Path) -> anyhow::Result<()> {
        fs::rename(&self.path, target)
            .with_context(|| format!("{} cannot be made", target.display()))?;
        let directory = target.parent().filter(|path| !path.as_os_str().is_empty());
        // The name is on the disk when its directory is.
        Ok(File::open(directory.unwrap_or(Path::new(".")))?.sync_all()?)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it got its name there is none of this one.
        let _ = fs::remove_file(&self.path);
    }
}

pub async fn restore(
    settings: &Settings,
    file: &Path,
    replace: bool,
    as_json: bool,
) -> anyhow::Result<()> {
    let open = || File::open(file).with_context(|| format!("{} cannot be read", file.display()));
    let mut header = None;
    if !is_stream(file) {
        // Before anything is made or emptied.
        let (told, _) = carry::verify(&mut BufReader::new(open()?))?;
        if told.issuer != settings.issuer.as_str() {
            eprintln!(
                "The backup is of {}, these settings are of {}: apps and what was issued know the former.",
                told.issuer,
                settings.issuer.as_str()
            );
        }
        header = Some(told);
    }
    startup::make_store(settings).await?.close().await;
    startup::make_directory(&settings.data_dir)?;
    let scratch = settings
        .data_dir
        .join(format!("restore-{}.db", std::process::id()));
    let url = settings.database.url();
    let carried = if is_stream(file) {
        let mut input = BufReader::new(io::stdin());
        carry::restore(&mut input, &url, replace, &scratch).await
    } else {
        carry::restore(&mut BufReader::new(open()?), &url, replace, &scratch).await
    };
    let carried = carried.map_err(|error| refused(error, "say --replace to remove that first"))?;
    record(settings, Act::DatabaseRestored, &carried).await?;
    print(
        settings.database.to_string(),
        header.as_ref(),
        &carried,
        None,
        as_json,
    )?;
    eprintln!(
        "What happened after the backup is forgotten: codes and refresh tokens used since would be accepted once more. When it is \
         older than a minute, or others may have seen it, run `lanyard keys revoke --seal` before the servers start."
    );
    Ok(())
}

pub async fn copy(
    mut settings: Settings,
    from: &str,
    to: &str,
    as_json: bool,
) -> anyhow::Result<()> {
    let read = |name: &str, text: &str| {
        text.parse::<Database>()
            .map_err(|error| Wrong(format!("{name}: {error}")))
    };
    let (from, to) = (read("FROM", from)?, read("TO", to)?);
    if from.url() == to.url() {
        return Err(Wrong("FROM and TO are one database".into()).into());
    }
    settings.database = to;
    startup::make_store(&settings).await?.close().await;
    let carried = carry::copy(&from.url(), &settings.database.url()).await;
    let carried = carried.map_err(|error| refused(error, "name an empty database"))?;
    record(&settings, Act::DatabaseCopied, &carried).await?;
    print(settings.database.to_string(), None, &carried, None, as_json)?;
    eprintln!(
        "What is written to {from} from now on is not in it. To change over, stop the servers, copy into an empty database, set \
         `database`, and start them with the same issuer and master key."
    );
    Ok(())
}

fn refused(error: CarryError, fix: &str) -> anyhow::Error {
    match error {
        CarryError::NotEmpty(_) => Exists(format!("{error}; {fix}")).into(),
        other => other.into(),
    }
}

/// The transaction that filled the database was compared row by row, so this one comes right behind it. Says whether the master
/// key of the settings goes with what is there now.
async fn record(settings: &Settings, act: Act, carried: &Carried) -> anyhow::Result<()> {
    let db = startup::make_store(settings).await?;
    let deed = Deed::new(act, Object::Server).with("rows", total(carried));
    let recorded = deed
        .record_alone(&db, Actor::operator(), Clock::System.now())
        .await;
    let key = startup::try_master_key(settings, &db).await;
    db.close().await;
    recorded?;
    match key {
        Ok(()) => eprintln!("The master key goes with it."),
        Err(error) => eprintln!("The servers will not start with it yet: {error:#}"),
    }
    Ok(())
}

fn is_stream(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn total(carried: &Carried) -> u64 {
    carried.iter().map(|(_, rows)| rows).sum()
}

fn print(
    place: String,
    header: Option<&Header>,
    carried: &Carried,
    size: Option<u64>,
    as_json: bool,
) -> anyhow::Result<()> {
    let made = header.map(|header| output::time(Timestamp(header.made_at)));
    if as_json {
        let rows: serde_json::Map<_, _> = carried
            .iter()
            .map(|(table, rows)| (table.clone(), json!(rows)))
            .collect();
        return output::json(
            &json!({"place": place, "made_at": made, "bytes": size, "rows": rows}),
        );
    }
    let rows = |name: &str| {
        carried
            .iter()
            .find(|(table, _)| table == name)
            .map_or(0, |(_, rows)| *rows)
    };
    output::pairs(&[
        ("Written", Some(place)),
        ("Made at", made),
        ("Of", header.map(|header| header.issuer.clone())),
        ("Bytes", size.map(|size| size.to_string())),
        (
            "Rows",
            Some(format!(
                "{}, all of them read back: {} accounts, {} apps, {} sign-ins",
                total(carried),
                rows("users"),
                rows("client"),
                rows("sign_in")
            )),
        ),
    ])
}
