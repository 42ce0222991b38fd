use proptest::prelude::*;

use super::*;
use crate::protocol::client::samples;
use crate::protocol::gate::samples::grant;
use crate::protocol::ids::ClientId;

const DAY: Duration = Duration::from_secs(86_400);
const LASTING: Lasting = Lasting {
    idle: DAY,
    absolute: DAY,
};
const LOST_ANSWER: RefreshRules = RefreshRules {
    lasting: LASTING,
    forgiveness: Duration::from_secs(30),
};
const SCOPE: &str = "openid offline_access";

fn verdict(
    generation: u32,
    at: i64,
    change: impl FnOnce(&mut Client, &mut GrantFacts),
) -> RefreshVerdict {
    let (mut client, mut grant) = (samples::web(&["https://rp.example/cb"]), grant(SCOPE));
    let presented = RefreshToken {
        grant: grant.id,
        generation,
    };
    change(&mut client, &mut grant);
    judge(&presented, &client, &grant, &LOST_ANSWER, Timestamp(at))
}

#[test]
fn the_live_token_rotates() {
    let RefreshVerdict::Rotate { successor } = verdict(3, 1_000_500, |_, _| {}) else {
        panic!()
    };
    assert_eq!(successor.generation, 4);
}

#[test]
fn rt_04_a_lost_answer_is_given_again_for_thirty_seconds() {
    let RefreshVerdict::Repeat { successor } = verdict(2, 1_000_130, |_, _| {}) else {
        panic!()
    };
    assert_eq!(successor.generation, 3);
    assert!(matches!(
        verdict(2, 1_000_131, |_, _| {}),
        RefreshVerdict::Theft(_)
    ));
}

#[test]
fn without_forgiveness_not_even_the_same_second_is_forgiven() {
    let (client, grant) = (samples::web(&["https://rp.example/cb"]), grant(SCOPE));
    let presented = RefreshToken {
        grant: grant.id,
        generation: 2,
    };
    let verdict = |forgiveness| {
        let rules = RefreshRules {
            lasting: LASTING,
            forgiveness,
        };
        judge(&presented, &client, &grant, &rules, grant.refreshed_at)
    };
    assert!(matches!(verdict(Duration::ZERO), RefreshVerdict::Theft(_)));
    let one = verdict(Duration::from_secs(1));
    assert!(matches!(one, RefreshVerdict::Repeat { .. }));
}

#[test]
fn rt_01_an_older_token_is_theft() {
    assert!(matches!(
        verdict(1, 1_000_101, |_, _| {}),
        RefreshVerdict::Theft(_)
    ));
    assert!(matches!(
        verdict(0, 1_000_101, |_, _| {}),
        RefreshVerdict::Theft(_)
    ));
}

#[test]
fn rt_05_a_token_in_the_hands_of_another_client_is_theft() {
    let other =
        |client: &mut Client, _: &mut GrantFacts| client.id = ClientId("other-abcdef".to_owned());
    assert!(matches!(
        verdict(3, 1_000_101, other),
        RefreshVerdict::Theft(_)
    ));
}

#[test]
fn a_closed_gate_refuses_without_blame() {
    let refuses = |change: fn(&mut Client, &mut GrantFacts)| {
        matches!(verdict(3, 1_000_101, change), RefreshVerdict::Refused(_))
    };
    assert!(refuses(
        |_, grant| grant.revoked_at = Some(Timestamp(1_000_100))
    ));
    assert!(refuses(|_, grant| grant.expires_at = Timestamp(1_000_101)));
    assert!(refuses(
        |_, grant| grant.user_standing.disabled_at = Some(Timestamp(1))
    ));
    assert!(refuses(|_, grant| grant.refresh_generation = None));
    assert!(refuses(
        |client, _| client.metadata.grant_types = vec![GrantType::AuthorizationCode]
    ));
    assert!(
        matches!(verdict(4, 1_000_101, |_, _| {}), RefreshVerdict::Refused(_)),
        "newer than the database"
    );
}

#[test]
fn rt_08_a_token_that_nobody_used_for_long_is_refused_and_its_grant_left_alone() {
    let end = 1_000_100 + 86_400;
    assert!(matches!(
        verdict(3, end - 1, |_, _| {}),
        RefreshVerdict::Rotate { .. }
    ));
    for generation in [3, 2] {
        let refused = verdict(generation, end, |_, _| {});
        let blamed = generation == 2;
        assert_eq!(matches!(refused, RefreshVerdict::Theft(_)), blamed);
        assert_eq!(matches!(refused, RefreshVerdict::Refused(_)), !blamed);
    }
}

#[test]
fn the_token_that_would_be_rotated_is_live_and_no_other() {
    let (client, sample) = (samples::web(&["https://rp.example/cb"]), grant(SCOPE));
    let live = |generation, at, change: fn(&mut GrantFacts)| {
        let mut grant = sample.clone();
        change(&mut grant);
        let token = RefreshToken {
            grant: grant.id,
            generation,
        };
        is_live(&token, &client, &grant, LASTING, Timestamp(at))
    };
    assert!(live(3, 1_000_200, |_| {}));
    assert!(!live(2, 1_000_200, |_| {}) && !live(4, 1_000_200, |_| {}));
    assert!(!live(3, 1_000_100 + 86_400, |_| {}), "unused for long");
    assert!(!live(3, 1_000_200, |grant| grant.expires_at =
        Timestamp(1_000_200)));
    assert!(!live(3, 1_000_200, |grant| grant.revoked_at = Some(Timestamp(1))));
    assert!(!live(3, 1_000_200, |grant| grant.client =
        ClientId("other".to_owned())));
}

#[test]
fn rt_08_a_grant_ends_at_its_absolute_age() {
    let day = Duration::from_secs(86_400);
    let lasting = Lasting {
        idle: 14 * day,
        absolute: 90 * day,
    };
    let ends = |now| lasting.expires_at(Timestamp(0), Timestamp(now)).0 / 86_400;
    assert_eq!(
        (ends(0), ends(80 * 86_400), ends(89 * 86_400)),
        (14, 90, 90)
    );
}

proptest! {
    #[test]
    fn print_then_parse_is_identity(kid: u8, grant: u128, generation: u32, mac: [u8; 32]) {
        let token = RefreshToken { grant: GrantId(Uuid::from_u128(grant)), generation };
        let presented = Presented::parse(&token.to_text(kid, &mac)).unwrap();
        prop_assert_eq!((presented.kid(), presented.bytes()), (kid, token.bytes()));
        let mut wrong = mac;
        wrong[31] ^= 1;
        prop_assert_eq!(Presented::parse(&token.to_text(kid, &wrong)).unwrap().verify(&mac), None);
        prop_assert_eq!(presented.verify(&mac), Some(token));
    }

    #[test]
    fn parsing_never_panics(text in "(lyr_)?.{0,90}") {
        Presented::parse(&text);
    }
}
