//! `/admin/keys`: the signing keys, and what is done with them.

use askama::Template;

use crate::keys::rotation::State;
use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{Ctx, Page};
use crate::protocol::roles::Right;

/// Units of the drawing.
pub const WIDTH: u64 = 1_000;

/// The keys over time and as a table.
#[derive(Template)]
#[template(path = "admin/keys.html")]
pub struct KeysPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The keys, by algorithm.
    pub keys: Vec<KeyRow>,
    /// Where now is in the drawing.
    pub today: u64,
    /// What the drawing begins and ends with.
    pub ends: [Say; 2],
}

/// A key.
#[derive(Debug, Clone)]
pub struct KeyRow {
    /// Its id.
    pub kid: String,
    /// What it signs with.
    pub alg: &'static str,
    /// Where it is in its life.
    pub state: State,
    /// What happens next, and when.
    pub next: Say,
    /// Its life: where it begins in the drawing, how long it is, and what it is then.
    pub parts: Vec<Part>,
}

/// A part of the life of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it begins.
    pub x: u64,
    /// How long it is.
    pub width: u64,
    /// What the key is then.
    pub state: State,
}

/// Name and colour of a state.
pub(super) fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Announced => ("admin-key-next", "soon"),
        State::Active => ("admin-key-signing", "live"),
        State::Retiring => ("admin-key-verifying", "past"),
        State::Gone => ("admin-key-removed", "gone"),
    }
}

impl KeyRow {
    fn name(&self) -> Say {
        Say::new(state(self.state).0)
    }

    /// The drawing in a sentence.
    fn told(&self) -> Say {
        Say::new("admin-key-told")
            .with("alg", self.alg)
            .with("kid", &self.kid)
            .saying("state", self.name())
            .saying("next", self.next.clone())
    }

    fn retires(&self) -> bool {
        self.state == State::Retiring
    }
}

impl Part {
    fn class(self) -> &'static str {
        state(self.state).1
    }
}

impl KeysPage<'_> {
    fn may_change(&self) -> bool {
        self.ctx.may(Right::ChangeKeys)
    }
}

impl Page for KeysPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks before the next keys sign.
#[derive(Template)]
#[template(path = "admin/rotate.html")]
pub struct RotatePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The keys that sign now, as the form knows them.
    pub signing: String,
    /// Since when the next keys are published, the youngest of them; none when one would be made only now.
    pub announced: Option<When>,
    /// Whether that is shorter than apps may keep the key set.
    pub young: bool,
    /// Since when this node watches who fetches the key set.
    pub watched: When,
    /// The apps whose server called since then.
    pub apps: Vec<Ready>,
    /// Who fetched the key set since it has the next keys.
    pub fetched: Vec<Fetch>,
    /// How many fetched it only before.
    pub before: u64,
}

/// An app, and whether it can know the next keys.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Its name.
    pub name: String,
    /// When the key set was fetched from its address.
    pub fetched: Option<When>,
    /// Whether that was after the next keys were published.
    pub ready: bool,
}

/// Somebody who fetched the key set.
#[derive(Debug, Clone)]
pub struct Fetch {
    /// From where.
    pub address: String,
    /// What the program calls itself.
    pub agent: String,
    /// When.
    pub at: When,
}

impl RotatePage<'_> {
    fn waiting(&self) -> usize {
        self.apps.iter().filter(|app| !app.ready).count()
    }

    fn summary(&self) -> Say {
        match (self.apps.is_empty(), self.waiting()) {
            (true, _) => Say::new("admin-rotate-nobody"),
            (false, 0) => Say::new("admin-rotate-all").count("n", self.apps.len() as u64),
            (false, waiting) => Say::new("admin-rotate-waiting")
                .count("n", waiting as u64)
                .with_plain("all", self.apps.len().to_string()),
        }
    }
}

impl Page for RotatePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks which key leaked.
#[derive(Template)]
#[template(path = "admin/withdraw.html")]
pub struct WithdrawPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The keys that are published.
    pub keys: Vec<KeyRow>,
    /// Which is chosen.
    pub chosen: String,
    /// What is wrong; the field is `kid`.
    pub problems: Problems,
}

impl WithdrawPage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::new("admin-withdraw"))
    }

    fn is_chosen(&self, key: &KeyRow) -> bool {
        key.kid == self.chosen
    }
}

impl Page for WithdrawPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
