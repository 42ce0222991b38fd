//! The flags of `lanyard user`.

use std::path::PathBuf;
use std::time::Duration;

use super::files::Which;

const ADD: &str = "\
Examples:
  lanyard user add ada --email ada@example.com --name \"Ada Lovelace\" --admin
  pass show ada | lanyard user add ada --email ada@example.com --name \"Ada Lovelace\" --password-stdin
  lanyard user add ada --email ada@example.com --name \"Ada Lovelace\" --claims-file ada.json

ada.json: an object of standard claims (OpenID Connect Core 5.1), such as
  {\"given_name\": \"Ada\", \"birthdate\": \"1815-12-10\", \"address\": {\"country\": \"GB\"}}
It may have name, email and email_verified as well; the flags win.

Without a password nobody can sign in to the account until `lanyard user set-password`.";
const LIST: &str = "\
Examples:
  lanyard user list
  lanyard user list --show support
  lanyard user list --search mar --json";
const EXPORT: &str = "\
Examples:
  lanyard user export > people.csv
  lanyard user export --show disabled

As the console exports them: CSV, the newest first, read in batches. Cells that a spreadsheet would reckon with begin with an apostrophe. That it
was taken is recorded.";
const DATA: &str = "\
Example:
  lanyard user data ada > ada.json

The same as the person's own \"Download my data\": no secret, no hash. They see in their activity that it was taken.";
const SHOW: &str = "Examples:\n  lanyard user show ada\n  lanyard user show ada@example.com --json";
const DISABLE: &str = "\
Example:
  lanyard user disable ada

Every sign-in ends and no app gets another token, until `lanyard user enable`. The only administrator who can sign in stays on.";
const ENABLE: &str =
    "Example:\n  lanyard user enable ada\n\nWhoever was signed in must sign in again.";
const SET_PASSWORD: &str = "\
Examples:
  lanyard user set-password ada
  pass show ada | lanyard user set-password ada --password-stdin

Every sign-in ends, and the apps that were connected must ask again.";
const RESET_LINK: &str = "\
Examples:
  lanyard user reset-link ada
  lanyard user reset-link ada --expires '2 h' --json
  lanyard user reset-link ada --mail

Prints a link with which the person chooses a new password: give it to nobody else. It works once, until its time is over or the
password is changed. Then every sign-in ends, and the apps that were connected must ask again.";
const SIGN_OUT: &str = "\
Example:
  lanyard user sign-out ada

Every sign-in ends, in every browser, and the apps that were connected must ask again. The password stays: if somebody else knows
it, use `lanyard user set-password`.";
const REMOVE: &str = "\
Example:
  lanyard user remove ada --yes

The account goes with its sign-ins, consents and grants. Its apps stay, without an owner. The only administrator who can sign in
stays.";
const DELETE: &str = "\
Examples:
  lanyard user delete ada
  lanyard user delete ada --now --yes

Every sign-in ends and no app gets another token. The account is removed after accounts.deletion_grace, with its sign-ins, consents and
grants; until then its person can sign in and keep it, and so can `lanyard user restore`. With --now it is removed at once. Its apps
stay, without an owner. The only administrator who can sign in stays.";
const RESTORE: &str = "\
Example:
  lanyard user restore ada

The account that was to be deleted is kept. Whoever was signed in must sign in again.";
const INVITE: &str = "\
Example:
  lanyard user invite ada@example.com
  lanyard user invite ada@example.com --mail --group engineering

Prints a link to hand over, or sends it. It works once, for `proofs.invitation`: three days, unless set otherwise.
Take it back with `lanyard user uninvite ada@example.com`.";

const INVITATIONS: &str = "\
Example:
  lanyard user invitations

Those of people who sign up by themselves are not among them.";

const UNINVITE: &str = "\
Example:
  lanyard user uninvite ada@example.com

Every link for that address stops working, also one that was asked for at sign-up.";

const UPDATE: &str = "\
Examples:
  lanyard user update ada --name \"Ada King\"
  lanyard user update ada --email ada@example.org --email-verified true
  lanyard user update ada --admin true
  lanyard user update ada --claim locale=de-CH --claim birthdate= --claim 'address={\"country\": \"CH\"}'

What is not named stays. Another e-mail address counts as not verified unless it is said to be. Claims are those of OpenID Connect
Core 5.1. The only administrator who can sign in stays one.";

const IMPORT: &str = "\
Examples:
  lanyard user import people.jsonl --check
  lanyard user import people.csv
  lanyard user import realm-users-0.json --format keycloak --without-groups
  lanyard user import users.json --format firebase --hash-config hash-config.json

A line of people.jsonl is an object, and the first row of people.csv names its members: sub, login, email, email_verified, name,
password_hash, groups (which are there already), disabled, and the claims of OpenID Connect Core 5.1. Who is there already, with the same sub and content, is
left alone, so it may be run again after an interruption. Passwords go on working: they are hashed anew at the next sign-in.
docs/guides/migrate.md shows the way from Keycloak, Auth0, Firebase and an SQL table.";

/// What a file of people is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object in each line
    Jsonl,
    /// Rows under a row of names
    Csv,
    /// Users of an exported realm
    Keycloak,
    /// Auth0's export
    Auth0,
    /// Firebase's `auth:export`
    Firebase,
}

#[derive(Debug, clap::Args)]
pub struct Import {
    /// File of people; `-` for standard input
    pub file: PathBuf,
    /// What the file is, when its name does not end in .jsonl or .csv
    #[arg(long)]
    pub format: Option<Format>,
    /// Say what would be refused, and write nothing
    #[arg(long)]
    pub check: bool,
    /// Bring people along without their groups
    #[arg(long)]
    pub without_groups: bool,
    /// JSON file with base64_signer_key, base64_salt_separator, rounds and mem_cost of a Firebase project
    #[arg(long, value_name = "FILE")]
    pub hash_config: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make an account
    #[command(after_help = ADD)]
    Add(Add),
    /// List accounts
    #[command(after_help = LIST)]
    List {
        #[command(flatten)]
        which: Which,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print accounts as CSV
    #[command(after_help = EXPORT)]
    Export {
        #[command(flatten)]
        which: Which,
    },
    /// Print everything that is kept about one person, as JSON
    #[command(after_help = DATA)]
    Data {
        /// User name, e-mail address or id
        user: String,
    },
    /// Show one account
    #[command(after_help = SHOW)]
    Show {
        /// User name, e-mail address or id
        user: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Change an account
    #[command(after_help = UPDATE)]
    Update(Update),
    /// Make accounts for people who are brought along
    #[command(after_help = IMPORT)]
    Import(Import),
    /// Switch an account off
    #[command(after_help = DISABLE)]
    Disable {
        /// User name, e-mail address or id
        user: String,
    },
    /// Switch an account on again
    #[command(after_help = ENABLE)]
    Enable {
        /// User name, e-mail address or id
        user: String,
    },
    /// Give an account another password
    #[command(after_help = SET_PASSWORD)]
    SetPassword {
        /// User name, e-mail address or id
        user: String,
        /// Read the password from standard input instead of asking for it
        #[arg(long)]
        password_stdin: bool,
    },
    /// Print a link, or send a letter, with which a person chooses a new password
    #[command(after_help = RESET_LINK)]
    ResetLink {
        /// User name, e-mail address or id
        user: String,
        /// How long it works, between 5 min and 7 d; otherwise as `proofs.reset` says
        #[arg(long, value_name = "DURATION", value_parser = crate::config::duration::parse)]
        expires: Option<Duration>,
        /// Send it to the person's own address instead of printing it
        #[arg(long, conflicts_with = "expires")]
        mail: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Roles: add, remove, list
    #[command(
        after_help = "Examples:\n  lanyard user role add grace support\n  lanyard user role list grace"
    )]
    Role {
        /// What to do
        #[command(subcommand)]
        command: super::role::Roles,
    },
    /// Second factors: list, reset
    #[command(
        after_help = "Examples:\n  lanyard user factors list ada\n  lanyard user factors reset ada"
    )]
    Factors {
        /// What to do
        #[command(subcommand)]
        command: super::factors::Factors,
    },
    /// End every sign-in of an account
    #[command(after_help = SIGN_OUT)]
    SignOut {
        /// User name, e-mail address or id
        user: String,
    },
    /// Have an account removed after the days in which it can be kept
    #[command(after_help = DELETE)]
    Delete {
        /// User name, e-mail address or id
        user: String,
        /// Remove it at once
        #[arg(long)]
        now: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Keep an account that was to be deleted
    #[command(after_help = RESTORE)]
    Restore {
        /// User name, e-mail address or id
        user: String,
    },
    /// Remove an account at once
    #[command(after_help = REMOVE)]
    Remove {
        /// User name, e-mail address or id
        user: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Print a link with which somebody can make an account
    #[command(after_help = INVITE)]
    Invite {
        /// E-mail address the account will have
        email: String,
        /// Group that the account will be in; may be repeated
        #[arg(long, value_name = "GROUP")]
        group: Vec<String>,
        /// Send the link there instead of printing it
        #[arg(long)]
        mail: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List invitations that nobody has used
    #[command(after_help = INVITATIONS)]
    Invitations {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Take the invitations of an address back
    #[command(after_help = UNINVITE)]
    Uninvite {
        /// E-mail address that was invited
        email: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// User name, as it is typed to sign in
    pub login: String,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS", required_unless_present = "claims_file")]
    pub email: Option<String>,
    /// Name as it is shown
    #[arg(long, required_unless_present = "claims_file")]
    pub name: Option<String>,
    /// The address is known to be the person's
    #[arg(long)]
    pub email_verified: bool,
    /// May administer this server
    #[arg(long)]
    pub admin: bool,
    /// Read the password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// JSON file with further standard claims
    #[arg(long, value_name = "FILE")]
    pub claims_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("change").required(true).multiple(true))]
pub struct Update {
    /// User name, e-mail address or id
    pub user: String,
    /// Another name
    #[arg(long, group = "change")]
    pub name: Option<String>,
    /// Another e-mail address
    #[arg(long, value_name = "ADDRESS", group = "change")]
    pub email: Option<String>,
    /// Whether the address is known to be the person's
    #[arg(long, value_name = "BOOL", group = "change")]
    pub email_verified: Option<bool>,
    /// Whether the person may administer this server
    #[arg(long, value_name = "BOOL", group = "change")]
    pub admin: Option<bool>,
    /// One standard claim; without a value it is taken away. May be repeated
    #[arg(long, value_name = "NAME=VALUE", group = "change")]
    pub claim: Vec<String>,
    /// JSON file with further standard claims, in place of those there are; name, email and email_verified are taken over, too
    #[arg(long, value_name = "FILE", group = "change")]
    pub claims_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
