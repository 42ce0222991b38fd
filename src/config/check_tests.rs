//! Settings that are each good, and not together.

use super::tests::refusal;

#[test]
fn settings_that_do_not_go_together_are_refused_by_name() {
    let cases: &[(&str, &[&str])] = &[
        (
            "[password]\nmemory_kib = 262144\npasses = 8",
            &["password.passes", "1 GiB of work"],
        ),
        (
            "[keys]\nrsa_bits = 1024",
            &["keys.rsa_bits: 1024 bits", "2048, 3072 or 4096"],
        ),
        (
            "[accounts]\nverified_email = true",
            &["accounts.verified_email: nobody could", "set mail.smtp"],
        ),
        (
            "[accounts]\nterms = 'https://example.com/terms'",
            &["accounts.terms_version: accounts.terms is set", "set both"],
        ),
        (
            "[accounts]\nterms_version = '1'",
            &["accounts.terms: accounts.terms_version is set", "set both"],
        ),
        (
            "[accounts]\nterms = 'https://example.com/terms'\nterms_version = 'été'",
            &["accounts.terms_version: it names no version", "ASCII"],
        ),
        (
            "[accounts]\ndeletion_grace = '1 h'",
            &["accounts.deletion_grace: 1 h is out of range"],
        ),
        (
            "[session]\nremember = '1 h'",
            &["session.remember: who is kept", "12 h or more"],
        ),
        (
            "[limits]\ndrain_time = '1 min'\nnotice_time = '2 min'",
            &["limits.notice_time: it leaves no time", "less than 1 min"],
        ),
        (
            "[branding]\ntexts = '/nowhere'",
            &["branding.texts:", "name a folder"],
        ),
        (
            "[branding]\nlanguage = 'tlh'",
            &[
                "branding.language: no texts",
                "choose one of",
                "branding.texts",
            ],
        ),
        (
            "[tokens]\nrefresh_idle = '30 d'\nrefresh_absolute = '7 d'",
            &["tokens.refresh_idle: it is longer", "7 d or less"],
        ),
        (
            "[keys]\nalgorithms = ['ES256']",
            &["keys.algorithms: RS256 is missing", "add \"RS256\""],
        ),
        (
            "[keys]\nalgorithms = ['RS256']\n[tokens]\naccess_alg = 'ES256'",
            &["tokens.access_alg: ES256 is not among"],
        ),
        (
            "[keys]\nalgorithms = ['RS256', 'RS256']",
            &["keys.algorithms: RS256 comes twice", "once"],
        ),
        (
            "[keys]\nrotation = '1 d'\nannounce = '2 d'",
            &["keys.announce: a key would be announced", "less than 1 d"],
        ),
        (
            "[proofs]\nundo = '31 d'",
            &["proofs.undo: 31 d is out of range", "1 h and 30 d"],
        ),
    ];
    for (file, parts) in cases {
        let said = refusal(file, &[]);
        for part in *parts {
            assert!(said.contains(part), "{part:?} is not in: {said}");
        }
    }
}
