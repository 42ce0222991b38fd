use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::protocol::authorization::{self, AuthorizationRequest};
use crate::protocol::client::samples;
use crate::protocol::params::{Limits, Params};

const NOW: Timestamp = Timestamp(1_000_000);
const ALICE: UserId = UserId(Uuid::from_u128(0xa11ce));
const BOB: UserId = UserId(Uuid::from_u128(0xb0b));

fn web() -> Client {
    samples::web(&["https://rp.example/cb"])
}

fn request(client: &Client, extra: &str) -> AuthorizationRequest {
    let uri = client.metadata.redirect_uris[0].as_str();
    let scope = if extra.contains("scope=") {
        ""
    } else {
        "&scope=openid email"
    };
    let raw = format!(
        "redirect_uri={uri}&response_type=code{scope}&code_challenge_method=S256\
         &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&{extra}"
    );
    authorization::parse(
        &Params::parse(raw.as_bytes(), Limits::QUERY).unwrap(),
        client,
        &|_| None,
    )
    .unwrap()
}

/// What the browser and the record know, to be changed by a test.
#[derive(Debug, Clone)]
struct Seen {
    client: Client,
    sign_in: Option<SignInFacts>,
    answers: Answers,
    consented: ScopeSet,
    /// Under which name, leading where; as today when absent.
    shown: Option<(String, String)>,
    hint: Option<UserId>,
    named: Option<UserId>,
    due: Due,
    not_assigned: bool,
    required: Level,
    reach: Level,
    most: Level,
}

impl Seen {
    /// Alice signed in a minute ago and allowed `openid email` before.
    fn alice() -> Self {
        Self {
            client: web(),
            sign_in: Some(sign_in(ALICE, NOW.0 - 60)),
            answers: Answers::default(),
            consented: "openid email".parse().unwrap(),
            shown: None,
            hint: None,
            named: None,
            due: Due::default(),
            not_assigned: false,
            required: Level::OneFactor,
            reach: Level::OneFactor,
            most: Level::TwoFactors,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn step(&self, extra: &str) -> Step {
        self.step_of(&request(&self.client, extra))
    }

    fn step_of(&self, request: &AuthorizationRequest) -> Step {
        let target = request.revalidate(&self.client).unwrap();
        let shown = self.shown.clone();
        let (name, place) = shown.unwrap_or_else(|| {
            let place = target.destination().to_owned();
            (self.client.name.clone(), place)
        });
        let consented = Consented::default().and(&self.consented, &name, &place);
        let situation = Situation {
            due: self.due,
            not_assigned: self.not_assigned,
            required: self.required,
            reach: self.reach,
            most: self.most,
            client: &self.client,
            target: &target,
            sign_in: self.sign_in.as_ref(),
            answers: self.answers,
            consented: &consented,
            hint: self.hint,
            named: self.named,
        };
        next_step(&request.wish, &situation, NOW)
    }
}

fn sign_in(user: UserId, at: i64) -> SignInFacts {
    SignInFacts {
        epoch: 0,
        user,
        subject: user.into(),
        at: Timestamp(at),
        id: SignInId(Uuid::from_u128(9)),
        amr: vec!["pwd".to_owned()],
        acr: None,
    }
}

fn error(step: Step) -> &'static str {
    match step {
        Step::Refuse(error) => error.code.as_str(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn issued(step: Step) -> String {
    match step {
        Step::Issue { scope, .. } => scope.to_string(),
        other => panic!("expected a code, got {other:?}"),
    }
}

fn asks_sign_in(step: Step) -> SignInReason {
    match step {
        Step::SignIn { reason } => reason,
        other => panic!("expected the sign-in page, got {other:?}"),
    }
}

fn asks_consent(step: Step) -> (String, String) {
    match step {
        Step::AskConsent { new, already, .. } => (new.to_string(), already.to_string()),
        other => panic!("expected the consent page, got {other:?}"),
    }
}

#[test]
fn whoever_is_signed_in_and_has_allowed_it_gets_on_without_a_page() {
    assert_eq!(issued(Seen::alice().step("")), "openid email");
    assert_eq!(issued(Seen::alice().step("prompt=none")), "openid email");
    assert_eq!(issued(Seen::alice().step("max_age=60")), "openid email");
}

#[test]
fn az_10_silence_gives_an_error_instead_of_a_page() {
    let nobody = Seen::alice().with(|seen| seen.sign_in = None);
    assert_eq!(error(nobody.step("prompt=none")), "login_required");
    assert_eq!(asks_sign_in(nobody.step("")), SignInReason::NotSignedIn);
    let unasked = Seen::alice().with(|seen| seen.consented = ScopeSet::default());
    assert_eq!(error(unasked.step("prompt=none")), "consent_required");
    assert_eq!(
        error(Seen::alice().step("prompt=none&max_age=59")),
        "login_required"
    );
}

#[test]
fn consent_asks_only_for_what_is_new() {
    let first = Seen::alice().with(|seen| seen.consented = ScopeSet::default());
    assert_eq!(
        asks_consent(first.step("")),
        ("openid email".to_owned(), String::new())
    );
    let more = asks_consent(Seen::alice().step("scope=openid email phone"));
    assert_eq!(more, ("phone".to_owned(), "openid email".to_owned()));
    assert_eq!(issued(Seen::alice().step("scope=email")), "email");
}

#[test]
fn prompt_login_wants_a_sign_in_for_this_very_request_once() {
    let mut seen = Seen::alice();
    assert_eq!(asks_sign_in(seen.step("prompt=login")), SignInReason::Asked);
    seen.sign_in = Some(sign_in(ALICE, NOW.0));
    assert_eq!(
        asks_sign_in(seen.step("prompt=login")),
        SignInReason::Asked,
        "not for this request"
    );
    seen.answers.signed_in_at = Some(NOW);
    assert_eq!(issued(seen.step("prompt=login")), "openid email");
    seen.sign_in = Some(sign_in(ALICE, NOW.0 - 1));
    assert_eq!(
        asks_sign_in(seen.step("prompt=login")),
        SignInReason::Asked,
        "an older sign-in took its place"
    );
}

#[test]
fn max_age_wants_a_newer_sign_in_and_takes_it_however_short_it_is() {
    let mut seen = Seen::alice();
    for too_old in ["max_age=59", "max_age=1", "max_age=0"] {
        assert_eq!(
            asks_sign_in(seen.step(too_old)),
            SignInReason::TooOld,
            "{too_old}"
        );
    }
    seen.sign_in = Some(sign_in(ALICE, NOW.0));
    assert_eq!(asks_sign_in(seen.step("max_age=0")), SignInReason::TooOld);
    seen.sign_in = Some(sign_in(ALICE, NOW.0 - 30));
    seen.answers.signed_in_at = Some(Timestamp(NOW.0 - 30));
    assert_eq!(
        issued(seen.step("max_age=0")),
        "openid email",
        "reading the consent page took 30 seconds"
    );
}

#[test]
fn prompt_consent_asks_again_even_if_everything_is_allowed() {
    let mut seen = Seen::alice();
    assert_eq!(
        asks_consent(seen.step("prompt=consent")),
        (String::new(), "openid email".to_owned())
    );
    seen.client.metadata.first_party = true;
    assert_eq!(
        asks_consent(seen.step("prompt=consent")),
        (String::new(), "openid email".to_owned())
    );
    seen.answers.consent_by = Some(ALICE);
    assert_eq!(issued(seen.step("prompt=consent")), "openid email");
}

#[test]
fn prompt_select_account_wants_a_choice() {
    let mut seen = Seen::alice();
    assert_eq!(
        asks_sign_in(seen.step("prompt=select_account")),
        SignInReason::ChooseAccount
    );
    seen.answers.account = Some(BOB);
    assert_eq!(
        asks_sign_in(seen.step("prompt=select_account")),
        SignInReason::ChooseAccount
    );
    seen.answers.account = Some(ALICE);
    assert_eq!(issued(seen.step("prompt=select_account")), "openid email");
    seen.answers = Answers {
        signed_in_at: Some(Timestamp(NOW.0 - 60)),
        ..Answers::default()
    };
    assert_eq!(issued(seen.step("prompt=select_account")), "openid email");
}

#[test]
fn prompt_login_select_account_asks_who_before_it_asks_for_the_password() {
    let mut seen = Seen::alice();
    let both = "prompt=login select_account";
    assert_eq!(asks_sign_in(seen.step(both)), SignInReason::ChooseAccount);
    seen.answers.account = Some(ALICE);
    assert_eq!(asks_sign_in(seen.step(both)), SignInReason::Asked);
    seen.answers.signed_in_at = Some(Timestamp(NOW.0 - 60));
    assert_eq!(issued(seen.step(both)), "openid email");
}

#[test]
fn ss_24_whoever_was_chosen_is_not_replaced_by_who_signs_in_elsewhere() {
    let mut seen = Seen::alice();
    seen.answers = Answers {
        signed_in_at: Some(Timestamp(NOW.0 - 60)),
        account: Some(ALICE),
        ..Answers::default()
    };
    assert_eq!(issued(seen.step("prompt=login")), "openid email");
    seen.sign_in = Some(sign_in(BOB, NOW.0));
    for asked in ["", "prompt=login", "prompt=select_account", "max_age=0"] {
        assert_eq!(
            asks_sign_in(seen.step(asked)),
            SignInReason::ChooseAccount,
            "{asked}"
        );
    }
    seen.answers.account = Some(BOB);
    assert_eq!(issued(seen.step("prompt=login")), "openid email");
}

#[test]
fn a_login_hint_that_names_another_account_of_the_browser_asks_which() {
    let mut seen = Seen::alice().with(|seen| seen.named = Some(BOB));
    assert_eq!(asks_sign_in(seen.step("")), SignInReason::ChooseAccount);
    assert_eq!(
        issued(seen.step("prompt=none")),
        "openid email",
        "it is a hint"
    );
    seen.answers.account = Some(ALICE);
    assert_eq!(
        issued(seen.step("")),
        "openid email",
        "the person knows best"
    );
    seen = seen.with(|seen| seen.named = Some(ALICE));
    assert_eq!(issued(seen.step("")), "openid email");
}

#[test]
fn az_13_a_code_is_never_for_another_person_than_the_one_named() {
    let mut seen = Seen::alice().with(|seen| seen.hint = Some(BOB));
    assert_eq!(asks_sign_in(seen.step("")), SignInReason::SomebodyElse);
    assert_eq!(error(seen.step("prompt=none")), "login_required");
    seen.answers.signed_in_at = Some(Timestamp(NOW.0 - 60));
    assert_eq!(
        error(seen.step("")),
        "login_required",
        "Alice signed in again"
    );
    seen.sign_in = Some(sign_in(BOB, NOW.0));
    assert_eq!(issued(seen.step("")), "openid email");
    let by_claims = format!(r#"claims={{"id_token":{{"sub":{{"value":"{BOB}"}}}}}}"#);
    assert_eq!(
        asks_sign_in(Seen::alice().step(&by_claims)),
        SignInReason::SomebodyElse
    );
    assert_eq!(
        issued(seen.with(|seen| seen.hint = None).step(&by_claims)),
        "openid email"
    );
}

#[test]
fn an_essential_acr_has_to_be_reached() {
    let essential = |class: &str| {
        format!(r#"claims={{"id_token":{{"acr":{{"essential":true,"values":["{class}"]}}}}}}"#)
    };
    let refused = "unmet_authentication_requirements";
    let weak = Seen::alice();
    let strong =
        Seen::alice().with(|seen| seen.sign_in.as_mut().unwrap().amr = list("pwd otp mfa"));
    let fresh = weak.clone().with(|seen| seen.answers = signed_in_now());
    let too_weak = SignInReason::TooWeak(AskedBy::App);
    // Nobody reaches what is not offered, and nobody without a passkey what only a passkey reaches.
    assert_eq!(error(weak.step(&essential("gold"))), refused);
    assert_eq!(error(weak.step(&essential("phr"))), refused);
    let with_key = weak.clone().with(|seen| {
        (seen.reach, seen.most) = (Level::PhishingResistant, Level::PhishingResistant)
    });
    assert_eq!(asks_sign_in(with_key.step(&essential("phr"))), too_weak);
    // Whoever has no second factor can set one up.
    let can_make_one = weak
        .clone()
        .with(|seen| seen.most = Level::PhishingResistant);
    assert_eq!(asks_sign_in(can_make_one.step(&essential("phr"))), too_weak);
    assert_eq!(asks_sign_in(weak.step(&essential("2"))), too_weak);
    assert_eq!(error(fresh.step(&essential("2"))), refused, "once");
    let silent = format!("{}&prompt=none", essential("2"));
    assert_eq!(error(weak.step(&silent)), refused);
    assert_eq!(issued(weak.step(&essential("1"))), "openid email");
    assert_eq!(issued(strong.step(&essential("2"))), "openid email");
    assert_eq!(
        told(strong.step(&essential("1"))),
        "1",
        "as it was asked for"
    );
}

#[test]
fn a_class_that_a_client_prefers_is_asked_for_once_and_only_of_who_can_reach_it() {
    let weak = Seen::alice();
    assert_eq!(told(weak.step("acr_values=2 phr")), "1");
    assert_eq!(told(weak.step("acr_values=urn:example:gold")), "1");
    let can = weak.with(|seen| seen.reach = Level::TwoFactors);
    let too_weak = SignInReason::TooWeak(AskedBy::App);
    assert_eq!(asks_sign_in(can.step("acr_values=phr 2")), too_weak);
    assert_eq!(
        told(can.step("acr_values=2 1")),
        "1",
        "one of them is reached"
    );
    assert_eq!(told(can.step("acr_values=2&prompt=none")), "1");
    let fresh = can.clone().with(|seen| seen.answers = signed_in_now());
    assert_eq!(told(fresh.step("acr_values=2")), "1", "once");
    let strong = can.with(|seen| seen.sign_in.as_mut().unwrap().amr = list("pwd otp mfa"));
    assert_eq!(told(strong.step("acr_values=2")), "2");
    assert_eq!(told(strong.step("")), "2");
}

#[test]
fn what_the_operator_requires_is_asked_for_whatever_the_app_says() {
    let weak = Seen::alice().with(|seen| seen.required = Level::TwoFactors);
    let too_weak = SignInReason::TooWeak(AskedBy::Operator);
    assert_eq!(asks_sign_in(weak.step("acr_values=1")), too_weak);
    assert_eq!(error(weak.step("prompt=none")), "login_required");
    let strong = weak.with(|seen| seen.sign_in.as_mut().unwrap().amr = list("pwd otp mfa"));
    assert_eq!(issued(strong.step("")), "openid email");
}

fn list(methods: &str) -> Vec<String> {
    methods.split(' ').map(str::to_owned).collect()
}

fn signed_in_now() -> Answers {
    Answers {
        signed_in_at: Some(Timestamp(NOW.0 - 60)),
        account: Some(ALICE),
        consent_by: None,
    }
}

/// The class that the client is told.
fn told(step: Step) -> String {
    match step {
        Step::Issue { sign_in, .. } => sign_in.acr.unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn claims_asked_for_one_by_one_need_consent_to_their_scope_word() {
    let asked = r#"claims={"userinfo":{"phone_number":null,"email":null}}"#;
    let mut seen = Seen::alice();
    assert_eq!(
        asks_consent(seen.step(asked)),
        ("phone".to_owned(), "openid email".to_owned())
    );
    seen.consented = "openid email phone".parse().unwrap();
    assert_eq!(
        issued(seen.step(asked)),
        "openid email",
        "the scope of the tokens stays as it was asked for"
    );
}

#[test]
fn cn_04_consent_counts_for_the_person_who_gave_it() {
    let mut seen = Seen::alice().with(|seen| seen.consented = ScopeSet::default());
    seen.answers.consent_by = Some(ALICE);
    assert_eq!(issued(seen.step("")), "openid email");
    seen.sign_in = Some(sign_in(BOB, NOW.0));
    assert_eq!(asks_consent(seen.step("")).0, "openid email");
}

#[test]
fn dr_14_a_remembered_consent_counts_only_where_the_client_is_proven() {
    let native = |uri: &str| samples::native(&[uri]);
    let steps = |client: Client| {
        let seen = Seen::alice().with(|seen| seen.client = client);
        let mut first_party = seen.clone();
        first_party.client.metadata.first_party = true;
        (
            seen.step(""),
            first_party.step(""),
            seen.step("prompt=none"),
        )
    };
    for unproven in [
        native("http://127.0.0.1/cb"),
        native("com.example.app:/cb"),
        native("http://localhost/cb"),
        native("http://app.localhost/cb"),
        native("cursor://anysphere.cursor-mcp/oauth/callback"),
        samples::spa(&["http://localhost:3000/cb"]),
    ] {
        let (third, first, silent) = steps(unproven);
        assert_eq!(asks_consent(third).1, "openid email");
        assert_eq!(asks_consent(first).1, "openid email");
        assert_eq!(error(silent), "consent_required");
    }
    for proven in [
        web(),
        samples::web(&["http://localhost/cb"]),
        samples::spa(&["https://app.example/cb"]),
        // FC-51: a claimed https address is the proof.
        native("https://app.example/applink"),
    ] {
        let (third, first, silent) = steps(proven);
        assert_eq!(
            (issued(third), issued(first), issued(silent)),
            (
                "openid email".into(),
                "openid email".into(),
                "openid email".into()
            )
        );
    }
}

#[test]
fn a_first_party_client_is_not_asked_about() {
    let seen = Seen::alice().with(|seen| {
        seen.client.metadata.first_party = true;
        seen.consented = ScopeSet::default();
    });
    assert_eq!(issued(seen.step("scope=openid phone")), "openid phone");
    assert_eq!(issued(seen.step("prompt=none")), "openid email");
}

#[test]
fn rt_09_offline_access_needs_a_consent_page_and_is_ignored_in_silence() {
    let seen = Seen::alice();
    let offline = "scope=openid email offline_access";
    assert_eq!(
        asks_consent(seen.step(offline)),
        ("offline_access".to_owned(), "openid email".to_owned())
    );
    assert_eq!(
        issued(seen.step(&format!("{offline}&prompt=none"))),
        "openid email"
    );
    let allowed = seen.with(|seen| seen.consented = "openid email offline_access".parse().unwrap());
    assert_eq!(issued(allowed.step(offline)), "openid email offline_access");
    assert!(matches!(
        allowed.step(&format!("{offline}&prompt=consent")),
        Step::AskConsent { .. }
    ));
}

fn users() -> impl Strategy<Value = UserId> {
    prop::sample::select(vec![ALICE, BOB])
}

fn times() -> impl Strategy<Value = i64> {
    prop_oneof![Just(NOW.0), NOW.0 - 100..NOW.0 + 3]
}

fn situations() -> impl Strategy<Value = Seen> {
    let clients = prop::sample::select(vec![
        web(),
        samples::spa(&["https://rp.example/cb"]),
        samples::native(&["http://127.0.0.1/cb"]),
    ]);
    let answers = (
        prop::option::of(times()),
        prop::option::of(users()),
        prop::option::of(users()),
    );
    let consented = prop::sample::select(vec![
        "",
        "openid",
        "openid email",
        "openid email offline_access",
    ]);
    let sign_ins = prop::option::of((users(), times()).prop_map(|(user, at)| sign_in(user, at)));
    (
        clients,
        any::<bool>(),
        sign_ins,
        answers,
        consented,
        (prop::option::of(users()), prop::option::of(users())),
    )
        .prop_map(
            |(
                mut client,
                first_party,
                sign_in,
                (signed_in_at, consent_by, account),
                consented,
                (hint, named),
            )| {
                client.metadata.first_party = first_party;
                let answers = Answers {
                    signed_in_at: signed_in_at.map(Timestamp),
                    consent_by,
                    account,
                };
                Seen {
                    client,
                    sign_in,
                    answers,
                    consented: consented.parse().unwrap(),
                    shown: None,
                    hint,
                    named,
                    due: Due::default(),
                    not_assigned: false,
                    required: Level::OneFactor,
                    reach: Level::OneFactor,
                    most: Level::TwoFactors,
                }
            },
        )
}

#[test]
fn fi_07_what_was_allowed_to_another_name_or_place_is_asked_again() {
    let place = |host: &str| ("RP One".to_owned(), host.to_owned());
    let seen = Seen::alice();
    let issued_now = seen.step("prompt=none");
    assert!(matches!(issued_now, Step::Issue { .. }), "{issued_now:?}");
    let moved = seen.clone().with(|seen| {
        seen.client.name = "RP One".to_owned();
        seen.shown = Some(place("elsewhere.example"));
    });
    match moved.step("") {
        Step::AskConsent {
            new,
            already,
            changes,
        } => {
            assert_eq!(
                (new.to_string(), already.is_empty()),
                ("openid email".to_owned(), true)
            );
            assert_eq!(changes.name, None);
            assert_eq!(
                changes.destinations,
                Some(vec!["elsewhere.example".to_owned()])
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(error(moved.step("prompt=none")), "consent_required");
    let renamed = seen.with(|seen| {
        let target = request(&seen.client, "").revalidate(&seen.client).unwrap();
        seen.client.name = "Evil Corp".to_owned();
        seen.shown = Some(place(target.destination()));
    });
    let asked = renamed.step("");
    assert!(
        matches!(&asked, Step::AskConsent { changes, .. } if changes.name.as_deref() == Some("RP One")),
        "{asked:?}"
    );
}

fn requests() -> impl Strategy<Value = String> {
    let prompts = prop::sample::select(vec![
        "",
        "none",
        "login",
        "consent",
        "select_account",
        "login consent",
        "login select_account",
    ]);
    let ages = prop::sample::select(vec!["", "0", "1", "50", "1000"]);
    let scopes = prop::sample::select(vec![
        "openid",
        "openid email",
        "openid offline_access",
        "api:read",
    ]);
    (prompts, ages, scopes)
        .prop_map(|(prompt, age, scope)| format!("prompt={prompt}&max_age={age}&scope={scope}"))
}

fn dues() -> impl Strategy<Value = Due> {
    any::<(bool, bool)>().prop_map(|(terms, address)| Due { terms, address })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn never_issues_without_a_satisfying_sign_in_and_consent(seen in situations(), raw in requests(), due in dues(), strong: bool, required: bool) {
        let seen = seen.with(|seen| {
            seen.due = due;
            if required {
                seen.required = Level::TwoFactors;
            }
            if let (true, Some(sign_in)) = (strong, &mut seen.sign_in) {
                sign_in.amr = list("pwd otp mfa");
            }
        });
        let request = request(&seen.client, &raw);
        let Step::Issue { scope, sign_in } = seen.step_of(&request) else { return Ok(()) };
        let told = SignInFacts { acr: None, ..sign_in.clone() };
        prop_assert_eq!(Some(&told), seen.sign_in.as_ref());
        prop_assert!(strong || !required);
        prop_assert_eq!(sign_in.acr.as_deref(), Some(if strong { "2" } else { "1" }));
        prop_assert_eq!(seen.due, Due::default());
        prop_assert!(seen.hint.is_none_or(|hint| hint == sign_in.user));
        let chosen = seen.answers.account;
        prop_assert!(chosen.is_none_or(|chosen| chosen == sign_in.user));
        let fresh = seen.answers.signed_in_at.is_some_and(|at| sign_in.at >= at);
        prop_assert!(fresh || chosen.is_some() || !request.wish.prompt.select_account);
        prop_assert!(fresh || !request.wish.prompt.login);
        prop_assert!(fresh || request.wish.max_age.is_none_or(|most| NOW.since(sign_in.at).as_secs() <= most && most > 0));
        prop_assert!(!scope.is_empty() && scope.is_subset_of(&request.wish.scope));
        prop_assert!(scope == request.wish.scope || request.wish.prompt.none && scope == request.wish.scope.without("offline_access"));
        let answered = seen.answers.consent_by == Some(sign_in.user);
        prop_assert!(answered || !request.wish.prompt.consent);
        let native = seen.client.metadata.kind == crate::protocol::client::Kind::Native;
        prop_assert!(answered || !native && (seen.client.metadata.first_party || scope.is_subset_of(&seen.consented)));
    }

    #[test]
    fn silence_never_shows_a_page(seen in situations(), due in dues(), age in prop::sample::select(vec!["", "0", "50"])) {
        let seen = seen.with(|seen| seen.due = due);
        let step = seen.step(&format!("prompt=none&max_age={age}"));
        prop_assert!(matches!(step, Step::Issue { .. } | Step::Refuse(_)), "{:?}", step);
    }

    #[test]
    fn answering_every_page_ends_in_a_code_or_an_error(seen in situations(), raw in requests(), due in dues()) {
        let request = request(&seen.client, &raw);
        let mut seen = seen.with(|seen| seen.due = due);
        for _ in 0..5 {
            match seen.step_of(&request) {
                Step::SignIn { .. } => {
                    seen.sign_in = Some(sign_in(ALICE, NOW.0));
                    seen.answers = Answers { signed_in_at: Some(NOW), account: Some(ALICE), ..seen.answers };
                }
                Step::AskConsent { .. } => {
                    seen.answers.consent_by = seen.sign_in.as_ref().map(|sign_in| sign_in.user);
                }
                Step::NotAssigned => return Ok(()),
                Step::AcceptTerms => seen.due.terms = false,
                Step::ConfirmAddress => seen.due.address = false,
                Step::Issue { .. } | Step::Refuse(_) => return Ok(()),
            }
        }
        prop_assert!(false, "still asking: {:?}", seen.step_of(&request));
    }
}

#[test]
fn ad_04_who_is_not_assigned_gets_a_page_or_an_error_and_never_a_code() {
    let seen = Seen::alice().with(|seen| seen.not_assigned = true);
    for wish in ["", "prompt=consent", "max_age=3600"] {
        assert_eq!(seen.step(wish), Step::NotAssigned, "{wish}");
    }
    let Step::Refuse(error) = seen.step("prompt=none") else {
        panic!("nobody is asked in silence")
    };
    assert_eq!(error.code, ErrorCode::AccessDenied);
    // Who it is comes first.
    assert!(matches!(seen.step("prompt=login"), Step::SignIn { .. }));
    let owing = seen.with(|seen| seen.due.terms = true);
    assert_eq!(owing.step(""), Step::NotAssigned);
}

#[test]
fn what_is_due_comes_after_the_sign_in_and_before_consent() {
    let due = |terms, address| Seen::alice().with(|seen| seen.due = Due { terms, address });
    for (terms, address, step) in [
        (true, true, Step::AcceptTerms),
        (true, false, Step::AcceptTerms),
        (false, true, Step::ConfirmAddress),
    ] {
        let seen = due(terms, address);
        assert_eq!(seen.step(""), step);
        assert_eq!(seen.step("prompt=consent"), step);
        let Step::Refuse(error) = seen.step("prompt=none") else {
            panic!("nobody is asked in silence")
        };
        assert_eq!(error.code, ErrorCode::InteractionRequired);
        let nobody = seen.with(|seen| seen.sign_in = None);
        assert!(matches!(nobody.step(""), Step::SignIn { .. }));
    }
    assert!(matches!(due(false, false).step(""), Step::Issue { .. }));
}
