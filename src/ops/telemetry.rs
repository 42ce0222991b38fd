//! Logs: one line per event, as text or JSON, with whatever hostile text they carry escaped and cut (attacks: XS-09).
//!
//! Secrets do not reach this place: URLs are logged without their query, and secrets are types without `Display`.

use std::fmt::{self, Write as _};
use std::time::SystemTime;

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::field::{RecordFields, VisitOutput};
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormattedFields};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Registry, reload};

use crate::config::{LogFormat, LogLevel, LogSettings};

/// Longest value that is written whole, in characters.
const LONGEST: usize = 500;

/// What is written can be changed while the process runs.
#[derive(Debug, Clone)]
pub struct Log(reload::Handle<EnvFilter, Registry>);

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Sends events to standard error from now on.
///
/// # Errors
/// When something else in this process does so already.
pub fn init(settings: &LogSettings) -> Result<Log, Failed> {
    let lines = Lines {
        json: settings.format == LogFormat::Json,
    };
    let filter = EnvFilter::try_new(directives(settings.level.as_str()))?;
    let (filter, handle) = reload::Layer::new(filter);
    let events = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .fmt_fields(lines)
        .event_format(lines);
    tracing_subscriber::registry()
        .with(filter)
        .with(events)
        .try_init()?;
    // A panic is an event like any other: on one line, with the reference of the request it happened in.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(
            place,
            "panic: {}",
            panic.payload_as_str().unwrap_or("no text")
        );
    }));
    Ok(Log(handle))
}

impl Log {
    /// Writes from now on what `level` says.
    ///
    /// # Errors
    /// When it says nothing that can be understood.
    pub fn set_level(&self, level: &LogLevel) -> Result<(), Failed> {
        let filter = EnvFilter::try_new(directives(level.as_str()))?;
        Ok(self.0.reload(filter)?)
    }
}

/// A level by itself is ours. Libraries are heard from their errors on, and while something is looked for from their warnings on:
/// what they find suspicious is an old cookie to us. Whoever wants to hear more of one names it.
fn directives(level: &str) -> String {
    let ours = |part: &str| match part.to_ascii_lowercase().as_str() {
        _ if part.contains('=') => part.to_owned(),
        "off" => "off".to_owned(),
        looking @ ("debug" | "trace") => {
            format!("warn,tower_sessions=error,tower_sessions_core=error,lanyard={looking}")
        }
        said => format!("error,lanyard={said}"),
    };
    let parts = level
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(ours).collect::<Vec<_>>().join(",")
}

/// Writes an event with the fields of the spans around it on one line.
#[derive(Debug, Clone, Copy)]
struct Lines {
    json: bool,
}

impl<'w> FormatFields<'w> for Lines {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'w>, fields: R) -> fmt::Result {
        let mut found = Fields {
            writer: &mut writer,
            json: self.json,
            result: Ok(()),
        };
        fields.record(&mut found);
        found.finish()
    }

    fn add_fields(
        &self,
        current: &'w mut FormattedFields<Self>,
        fields: &tracing::span::Record<'_>,
    ) -> fmt::Result {
        self.format_fields(current.as_writer(), fields)
    }
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let time = jiff::Timestamp::try_from(SystemTime::now()).unwrap_or_default();
        let (level, target) = (event.metadata().level(), event.metadata().target());
        if self.json {
            write!(
                writer,
                "{{\"time\":\"{time:.3}\",\"level\":\"{level}\",\"target\":\"{target}\""
            )?;
        } else {
            write!(writer, "{time:.3} {level:>5} {target}:")?;
        }
        context.format_fields(writer.by_ref(), event)?;
        for span in context.event_scope().into_iter().flatten() {
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                writer.write_str(fields)?;
            }
        }
        writer.write_str(if self.json { "}\n" } else { "\n" })
    }
}

/// Writes `,"key":"value"` or ` key=value` for each field; the message comes without its key in text.
struct Fields<'a, W> {
    writer: &'a mut W,
    json: bool,
    result: fmt::Result,
}

impl<W: fmt::Write> Fields<'_, W> {
    fn plain(&mut self, field: &Field, value: &dyn fmt::Display) {
        let name = field.name();
        let written = if self.json {
            write!(self.writer, ",\"{name}\":{value}")
        } else {
            write!(self.writer, " {name}={value}")
        };
        self.result = self.result.and(written);
    }

    fn text(&mut self, field: &Field, value: &dyn fmt::Display) {
        let mut short = Short {
            text: String::new(),
            left: LONGEST,
            cut: false,
        };
        // `Short` refuses what is too long, which ends the formatting early.
        let _ = write!(short, "{value}");
        let written = self.escaped(field.name(), &short);
        self.result = self.result.and(written);
    }

    fn escaped(&mut self, name: &str, value: &Short) -> fmt::Result {
        let quoted = self.json || (name != "message" && value.text.contains([' ', '"', '=']));
        match (self.json, name) {
            (true, _) => write!(self.writer, ",\"{name}\":")?,
            (false, "message") => self.writer.write_char(' ')?,
            (false, _) => write!(self.writer, " {name}=")?,
        }
        if quoted {
            self.writer.write_char('"')?;
        }
        for c in value.text.chars() {
            match c {
                '"' | '\\' if quoted => write!(self.writer, "\\{c}")?,
                c if disturbs(c) && self.json => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        write!(self.writer, "\\u{unit:04x}")?;
                    }
                }
                c if disturbs(c) => write!(self.writer, "{}", c.escape_unicode())?,
                c => self.writer.write_char(c)?,
            }
        }
        if value.cut {
            self.writer.write_str("…")?;
        }
        if quoted {
            self.writer.write_char('"')?;
        }
        Ok(())
    }
}

/// Whether a character would break a line, command a terminal, or turn the reading order round.
fn disturbs(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Keeps the first characters of what is written to it.
struct Short {
    text: String,
    left: usize,
    cut: bool,
}

impl fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            if self.left == 0 {
                self.cut = true;
                return Err(fmt::Error);
            }
            self.left -= 1;
            self.text.push(c);
        }
        Ok(())
    }
}

impl<W: fmt::Write> Visit for Fields<'_, W> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.text(field, &format_args!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, &value);
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        let causes = std::iter::successors(value.source(), |error| error.source());
        let chain = causes.fold(value.to_string(), |chain, cause| {
            format!("{chain}: {cause}")
        });
        self.text(field, &chain);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.plain(field, &value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.plain(field, &value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.plain(field, &value);
    }
}

impl<W: fmt::Write> VisitOutput<fmt::Result> for Fields<'_, W> {
    fn finish(self) -> fmt::Result {
        self.result
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(json: bool, events: impl FnOnce()) -> String {
        let (memory, lines) = (Memory::default(), Lines { json });
        let writer = memory.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .fmt_fields(lines)
            .event_format(lines)
            .finish();
        tracing::subscriber::with_default(subscriber, events);
        let bytes = memory.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn fc_62_a_level_is_ours_and_libraries_are_heard_when_they_fail_or_are_named() {
        for (level, expected) in [
            ("info", "error,lanyard=info"),
            ("WARN", "error,lanyard=warn"),
            ("off", "off"),
            (
                "info, lanyard::store=debug,sqlx=info",
                "error,lanyard=info,lanyard::store=debug,sqlx=info",
            ),
            (
                "debug",
                "warn,tower_sessions=error,tower_sessions_core=error,lanyard=debug",
            ),
        ] {
            assert_eq!(directives(level), expected);
            EnvFilter::try_new(directives(level)).unwrap();
        }
    }

    const HOSTILE: &str = "bob\r\nINFO all is well \u{1b}[2J\u{202e}\"\\ \u{2028}\u{e0041}";

    #[test]
    fn xs_09_hostile_text_stays_on_one_line_of_text() {
        let line = logged(false, || {
            let _span =
                tracing::info_span!("request", request = "7QK2-M4FD", agent = HOSTILE).entered();
            tracing::info!(login = HOSTILE, count = 3, long = %"a".repeat(1 << 20), "sign-in\nrefused");
        });
        assert_eq!(line.matches('\n').count(), 1, "{line}");
        assert!(
            !line.contains(['\r', '\u{1b}', '\u{202e}', '\u{2028}', '\u{e0041}']),
            "{line:?}"
        );
        assert!(
            line.contains(
                " INFO lanyard::ops::telemetry::tests: sign-in\\u{a}refused login=\"bob\\u{d}"
            ),
            "{line}"
        );
        assert!(
            line.contains(" count=3 ") && line.contains("aaa… request=7QK2-M4FD agent="),
            "{line}"
        );
        assert!(line.len() < 1000, "{}", line.len());
    }

    #[test]
    fn xs_09_json_lines_are_json_and_say_the_same() {
        let line = logged(true, || {
            let span = tracing::info_span!(
                "request",
                request = "7QK2-M4FD",
                user = tracing::field::Empty
            );
            span.record("user", HOSTILE);
            let _span = span.entered();
            let error = io::Error::other(io::Error::other("disk full"));
            tracing::warn!(
                login = HOSTILE,
                ok = false,
                error = &error as &dyn std::error::Error,
                "refused"
            );
        });
        assert_eq!(line.matches('\n').count(), 1, "{line}");
        assert!(
            !line.contains(['\r', '\u{1b}', '\u{202e}', '\u{2028}', '\u{e0041}']),
            "{line:?}"
        );
        let event: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(event["message"], "refused");
        assert_eq!(event["level"], "WARN");
        assert_eq!(event["login"], HOSTILE);
        assert_eq!(event["user"], HOSTILE);
        assert_eq!(event["ok"], false);
        assert!(event["error"].as_str().unwrap().contains("disk full"));
        assert_eq!(event["request"], "7QK2-M4FD");
    }
}
