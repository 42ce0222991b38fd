//! `lanyard scope`

use clap::Subcommand;
use serde_json::json;

use super::{Global, NotFound, Store, Wrong, output};
use crate::audit::Actor;
use crate::clients::scopes::{self, NotDescribed};
use crate::store::scope_texts::{self, ScopeText};

const DESCRIBE: &str = "\
Examples:
  lanyard scope describe notes:write --title \"Write your notes\"
  lanyard scope describe notes:write --language de --title \"Ihre Notizen schreiben\" --description \"Auch löschen\"

People read it when an app asks them to allow it; without it they read the word itself. In a language without a text it is said in the language
of branding.language, or else in another one.";
const LIST: &str = "Examples:\n  lanyard scope list\n  lanyard scope list --json";
const FORGET: &str = "\
Examples:
  lanyard scope forget notes:write
  lanyard scope forget notes:write --language de";

/// Say what the scope words of resource servers mean.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what a scope word means, in one language
    #[command(after_help = DESCRIBE)]
    Describe {
        /// The scope word
        word: String,
        /// Language tag
        #[arg(long, default_value = "en")]
        language: String,
        /// What an app may do with it, in a few words
        #[arg(long)]
        title: String,
        /// A sentence more
        #[arg(long, default_value = "")]
        description: String,
    },
    /// List what is said of scope words
    #[command(after_help = LIST)]
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Take back what was said of a scope word
    #[command(after_help = FORGET)]
    Forget {
        /// The scope word
        word: String,
        /// Only in this language
        #[arg(long)]
        language: Option<String>,
    },
}

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Describe {
            word,
            language,
            title,
            description,
        } => {
            let text = ScopeText {
                word,
                language,
                title,
                description,
            };
            store.describe_scope(text).await
        }
        Command::List { json } => store.list_scopes(json).await,
        Command::Forget { word, language } => store.forget_scope(&word, language).await,
    };
    store.close(done).await
}

fn refused(refusal: NotDescribed) -> anyhow::Error {
    match refusal {
        NotDescribed::Store(error) => error.into(),
        other => Wrong(other.to_string()).into(),
    }
}

impl Store {
    async fn describe_scope(&self, text: ScopeText) -> anyhow::Result<()> {
        let locales = crate::config::Brand::of(&self.settings).locales;
        let known: Vec<_> = locales.all().map(|words| words.lang().code()).collect();
        if !known.contains(&text.language.as_str()) {
            let why = format!(
                "--language {}: pages speak {}",
                text.language,
                known.join(", ")
            );
            return Err(Wrong(why).into());
        }
        let (actor, now) = (Actor::operator(), self.clock.now());
        let described = scopes::describe(&self.db, text, &actor, now).await;
        described.map_err(refused)?;
        self.list_scopes(false).await
    }

    async fn list_scopes(&self, as_json: bool) -> anyhow::Result<()> {
        let all = self.db.read(|c| Box::pin(scope_texts::list(c))).await?;
        if as_json {
            let one = |text: &ScopeText| {
                json!({
                    "scope": text.word, "language": text.language, "title": text.title,
                    "description": text.description,
                })
            };
            return output::json(&all.iter().map(one).collect());
        }
        let rows = all
            .into_iter()
            .map(|text| [text.word, text.language, text.title, text.description]);
        output::table(
            ["SCOPE", "LANGUAGE", "TITLE", "DESCRIPTION"],
            &rows.collect::<Vec<_>>(),
        )
    }

    async fn forget_scope(&self, word: &str, language: Option<String>) -> anyhow::Result<()> {
        let (actor, now) = (Actor::operator(), self.clock.now());
        let forgotten = scopes::forget(&self.db, word, language, &actor, now).await;
        if !forgotten.map_err(refused)? {
            let why = format!("nothing is said of \"{word}\"; see `lanyard scope list`");
            return Err(NotFound(why).into());
        }
        eprintln!("Nothing is said of {word} any more.");
        Ok(())
    }
}
