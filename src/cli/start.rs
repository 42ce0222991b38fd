//! What a server looks at before it serves.

use anyhow::bail;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Settings;
use crate::ops::precondition::{self, Finding, State};

/// The machine and the settings.
pub fn check(settings: &Settings) -> anyhow::Result<()> {
    precondition::raise_open_files(settings);
    judge(precondition::of_machine(settings, Clock::System.now()))
}

/// The database, once it is open.
pub async fn check_database(app: &App) -> anyhow::Result<()> {
    judge(precondition::ask(&app.db, app.clock.now()).await?)?;
    // Other clients, and tokens for other resource servers, are served all the same.
    let (db, algorithms) = (&app.db, app.keys.algorithms());
    let unsigned = precondition::unsigned(db, algorithms).await?;
    for found in [
        precondition::of_clients(&unsigned),
        precondition::of_resource_servers(db, algorithms).await?,
    ] {
        if found.state != State::Ok {
            tracing::warn!("{}: {}; {}", found.check, found.says, found.fix);
        }
    }
    Ok(())
}

/// Refuses to start at a problem; warnings go to the log.
fn judge(found: Vec<Finding>) -> anyhow::Result<()> {
    let mut problems = String::new();
    for Finding {
        check,
        state,
        says,
        fix,
    } in found
    {
        match state {
            State::Ok => {}
            State::Warning => tracing::warn!("{check}: {says}; {fix}"),
            State::Problem => problems.push_str(&format!("\n  {check}: {says}\n    fix:    {fix}")),
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => bail!("the server cannot run like this:{problems}"),
    }
}
