//! A server with a certificate of its own, from its start to its renewal.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::installation::{Installation, Ran, free_port};

/// A machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends with the test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn write_certificate(directory: &Path, host: &str) {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new([host.to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    std::fs::write(directory.join("key.pem"), key.serialize_pem()).unwrap();
    std::fs::write(directory.join("certificate.pem"), certificate.pem()).unwrap();
}

#[test]
fn a_certificate_is_shown_renewed_while_it_runs_and_refused_by_name() {
    let here = Installation::bare();
    let port = free_port();
    let (issuer, listen) = (
        format!("https://localhost:{port}"),
        format!("127.0.0.1:{port}"),
    );
    let command = |arguments: &[&str]| {
        let mut command = here.command(arguments);
        command
            .env("LANYARD_ISSUER", &issuer)
            .env("LANYARD_LISTEN", &listen)
            .env("LANYARD_METRICS__LISTEN", "off")
            .env("LANYARD_TLS__CERTIFICATE", "certificate.pem")
            .env("LANYARD_TLS__KEY", "key.pem");
        command
    };
    let refused = || Ran(command(&["config", "check"]).output().unwrap());
    refused().refused(2, "tls.certificate");
    write_certificate(here.path(), "example.org");
    refused().refused(2, "not for the host");
    write_certificate(here.path(), "localhost");

    let log = std::fs::File::create(here.path().join("log")).unwrap();
    let mut serve = command(&["serve"]);
    let serve = serve.stdout(Stdio::null()).stderr(log);
    let serving = Serving(serve.spawn().unwrap());
    let is_ready = || command(&["health"]).output().unwrap().status.success();
    let becomes_ready = |what: &str| {
        let began = Instant::now();
        while !is_ready() {
            let log = std::fs::read_to_string(here.path().join("log")).unwrap();
            assert!(began.elapsed() < PATIENCE, "{what}: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    becomes_ready("it starts");

    // Asked by its name, nobody vouches for it; by http it says what it speaks.
    here.run(&["health", &issuer]).refused(1, "certificate");
    here.run(&["health", &format!("http://{listen}")])
        .refused(1, "400");

    write_certificate(here.path(), "localhost");
    let pid = serving.0.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-HUP", &pid])
        .status();
    assert!(sent.unwrap().success());
    becomes_ready("it is renewed");
    let log = std::fs::read_to_string(here.path().join("log")).unwrap();
    assert!(log.contains("another certificate"), "{log}");
    // Renewed once more, it finds out by itself.
    write_certificate(here.path(), "localhost");
    becomes_ready("it finds out by itself");
}
