//! Variables of the environment that are no settings by themselves: secrets in files, and what a platform puts into our name space.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use super::load::Problem;
use crate::keys::secret_file;

/// Every setting that is a secret or may hold one, whose value may be in a file: `LANYARD_DATABASE_FILE=/run/secrets/database`.
/// The file of `LANYARD_MASTER_KEY` is `LANYARD_MASTER_KEY_FILE`, which is a setting of its own.
const SECRETS: [&str; 2] = ["DATABASE", "MAIL__PASSWORD"];

/// Longest secret, in bytes.
const LONGEST: u64 = 8 << 10;

/// A variable whose name and value are ours, and what an error calls it.
pub(super) struct Variable {
    /// Without the prefix: `SESSION__IDLE`.
    pub name: String,
    pub value: String,
    /// `environment variable LANYARD_SESSION__IDLE`
    pub origin: String,
}

/// Puts the text of a named file in the place of its variable.
pub(super) fn from_files(variables: Vec<(String, String)>) -> Result<Vec<Variable>, Problem> {
    let names: Vec<String> = variables.iter().map(|(name, _)| name.clone()).collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    let one = |(name, value): (String, String)| {
        let origin = format!("environment variable LANYARD_{name}");
        let secret = name
            .strip_suffix("_FILE")
            .filter(|secret| SECRETS.contains(secret));
        if name == "MASTER_KEY_FILE" && has("MASTER_KEY") {
            return Err(both("MASTER_KEY", origin));
        }
        let Some(secret) = secret else {
            return Ok(Variable {
                name,
                value,
                origin,
            });
        };
        if has(secret) {
            return Err(both(secret, origin));
        }
        let origin = format!("{origin} (file {value})");
        let refuse = |problem: String, fix: &str| Problem {
            key: key(secret),
            origin: origin.clone(),
            problem,
            fix: fix.into(),
        };
        let text = match secret_file::read(Path::new(&value), LONGEST) {
            Ok(Some(text)) => text,
            Ok(None) => {
                let fix = "name a file that exists and holds nothing but the value";
                return Err(refuse(format!("there is no file \"{value}\""), fix));
            }
            Err(error) => {
                let text = error.to_string();
                let (problem, fix) = text.split_once("; ").unwrap_or((
                    &text,
                    "name a file that this server may read and that holds nothing but the value",
                ));
                return Err(refuse(problem.into(), fix));
            }
        };
        Ok(Variable {
            name: secret.to_owned(),
            value: text.trim().to_owned(),
            origin,
        })
    };
    variables.into_iter().map(one).collect()
}

/// `mail.password` of `MAIL__PASSWORD`.
fn key(name: &str) -> String {
    name.to_ascii_lowercase().replace("__", ".")
}

fn both(name: &str, origin: String) -> Problem {
    Problem {
        key: key(name),
        origin,
        problem: format!("LANYARD_{name} and LANYARD_{name}_FILE are both set"),
        fix: "unset one of them".into(),
    }
}

/// Whether Kubernetes made it, which it does in every pod for each Service of the name space: for one named `lanyard`
/// (`LANYARD_SERVICE_HOST`, `LANYARD_PORT_8080_TCP_ADDR` and so on), or `lanyard-…`. No setting has such a name together with such
/// a value. `name` is without the prefix.
pub(super) fn is_of_kubernetes(name: &str, value: &str) -> bool {
    const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];
    let address = || value.parse::<IpAddr>().is_ok();
    let port = || value.parse::<u16>().is_ok();
    let link = || {
        value.split_once("://").is_some_and(|(scheme, place)| {
            PROTOCOLS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(scheme))
                && place.parse::<SocketAddr>().is_ok()
        })
    };
    let is_link = |number: &str, protocol: &str| {
        number.parse::<u16>().is_ok() && PROTOCOLS.contains(&protocol)
    };
    let parts: Vec<&str> = name.split('_').collect();
    let named_port = parts
        .windows(2)
        .position(|two| two == ["SERVICE", "PORT"])
        .is_some();
    match parts[..] {
        [.., "SERVICE", "HOST"] => address(),
        _ if named_port => port(),
        [.., "PORT"] if link() => true,
        [.., "PORT", number, protocol] if is_link(number, protocol) => link(),
        [.., "PORT", number, protocol, "PROTO"] if is_link(number, protocol) => {
            value.eq_ignore_ascii_case(protocol)
        }
        [.., "PORT", number, protocol, "PORT"] if is_link(number, protocol) => value == number,
        [.., "PORT", number, protocol, "ADDR"] if is_link(number, protocol) => address(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fc_28_what_kubernetes_sets_for_a_service_is_known_by_name_and_value() {
        for (name, value) in [
            ("SERVICE_HOST", "10.43.0.7"),
            ("SERVICE_HOST", "fd00::7"),
            ("SERVICE_PORT", "8080"),
            ("SERVICE_PORT_HTTP", "8080"),
            ("SERVICE_PORT_HTTP_METRICS", "9464"),
            ("PORT", "tcp://10.43.0.7:8080"),
            ("PORT", "udp://[fd00::7]:8080"),
            ("PORT_8080_TCP", "tcp://10.43.0.7:8080"),
            ("PORT_8080_TCP_PROTO", "tcp"),
            ("PORT_8080_TCP_PORT", "8080"),
            ("PORT_8080_TCP_ADDR", "10.43.0.7"),
            ("METRICS_SERVICE_HOST", "10.43.0.8"),
            ("METRICS_PORT", "tcp://10.43.0.8:9464"),
            ("METRICS_PORT_9464_SCTP_ADDR", "10.43.0.8"),
        ] {
            assert!(is_of_kubernetes(name, value), "{name}={value}");
        }
        for (name, value) in [
            ("PORT", "8080"),
            ("PORT", "tcp://lanyard:8080"),
            ("PORT", "http://10.43.0.7:8080"),
            ("SERVICE_HOST", "id.example.com"),
            ("SERVICE_PORT", "tcp://10.43.0.7:8080"),
            ("PORT_8080_HTTP", "tcp://10.43.0.7:8080"),
            ("PORT_8080_TCP_PORT", "8081"),
            ("LISTN", "127.0.0.1:8080"),
            ("ISUER", "tcp://10.43.0.7:8080"),
        ] {
            assert!(!is_of_kubernetes(name, value), "{name}={value}");
        }
    }
}
