use super::*;

const NOW: Timestamp = Timestamp(1_000_200);

fn after(change: impl FnOnce(&mut GrantFacts), scope: &str) -> Result<(), Denied> {
    let mut grant = samples::grant(scope);
    change(&mut grant);
    may_receive_tokens(&grant, NOW)
}

#[test]
fn every_condition_closes_the_gate() {
    for scope in ["openid", "openid offline_access", "api:read"] {
        assert_eq!(after(|_| {}, scope), Ok(()), "{scope}");
        assert_eq!(
            after(|g| g.client_disabled_at = Some(NOW), scope),
            Err(Denied::ClientDisabled)
        );
        assert_eq!(
            after(|g| g.user_standing.disabled_at = Some(NOW), scope),
            Err(Denied::UserDisabled)
        );
        assert_eq!(
            after(|g| g.revoked_at = Some(NOW), scope),
            Err(Denied::GrantRevoked)
        );
        assert_eq!(
            after(|g| g.expires_at = NOW, scope),
            Err(Denied::GrantExpired)
        );
        assert_eq!(
            after(|g| g.user_standing.epoch = 2, scope),
            Err(Denied::SignedOutEverywhere)
        );
        let uncounted = |g: &mut GrantFacts| {
            g.user_standing.epoch = 2;
            g.context.epoch = None;
            g.sign_in_standing.as_mut().unwrap().epoch = None;
        };
        assert_eq!(after(uncounted, scope), Ok(()), "its row would have ended");
    }
}

#[test]
fn rt_12_and_22_the_end_of_the_sign_in_closes_it_unless_access_while_away_was_allowed() {
    let ended = |g: &mut GrantFacts| g.sign_in_standing.as_mut().unwrap().ended_at = Some(NOW);
    let past = |g: &mut GrantFacts| g.sign_in_standing.as_mut().unwrap().expires_at = NOW;
    let gone = |g: &mut GrantFacts| g.sign_in_standing = None;
    assert_eq!(after(ended, "openid"), Err(Denied::SignInOver));
    assert_eq!(after(past, "openid"), Err(Denied::SignInOver));
    assert_eq!(after(gone, "openid"), Err(Denied::SignInOver));
    for scope in ["openid offline_access", "api:read"] {
        assert_eq!(after(ended, scope), Ok(()));
        assert_eq!(after(past, scope), Ok(()));
        assert_eq!(after(gone, scope), Ok(()));
    }
}

#[test]
fn cd_20_a_code_needs_a_consent_that_still_covers_it() {
    let scope = |words: &str| words.parse::<ScopeSet>().unwrap();
    let mut client = crate::protocol::client::samples::web(&["https://rp.example/cb"]);
    let (wanted, all) = (scope("openid email"), scope("openid email profile"));
    for (consented, allowed) in [
        (None, false),
        (Some(&scope("openid")), false),
        (Some(&wanted), true),
        (Some(&all), true),
    ] {
        let answer = is_still_allowed(&client, &wanted, consented);
        assert_eq!(answer.is_ok(), allowed, "{consented:?}");
    }
    client.metadata.first_party = true;
    assert_eq!(is_still_allowed(&client, &wanted, None), Ok(()));
}

#[test]
fn cd_20_a_code_from_before_the_password_changed_buys_nothing() {
    let client = crate::protocol::client::samples::web(&["https://rp.example/cb"]);
    let grant = samples::grant("openid");
    // The sign-in that changed it goes on, in the new epoch.
    let after = |epoch, consented| {
        let facts = CodeFacts {
            user: UserStanding {
                epoch,
                ..grant.user_standing
            },
            sign_in: SignInStanding {
                epoch: Some(epoch),
                ..grant.sign_in_standing.unwrap()
            },
            consented,
            admitted: true,
        };
        may_become_grant(&client, &grant.scope, &grant.context, &facts, NOW)
    };
    assert_eq!(after(1, Some(&grant.scope)), Ok(()));
    assert_eq!(
        after(2, Some(&grant.scope)),
        Err(Denied::SignedOutEverywhere)
    );
    assert_eq!(after(1, None), Err(Denied::ConsentWithdrawn));
}

#[test]
fn cd_20_a_code_needs_its_sign_in_whatever_was_granted() {
    let grant = samples::grant("openid offline_access");
    let (user, sign_in) = (grant.user_standing, grant.sign_in_standing.unwrap());
    assert_eq!(may_redeem(&user, None, Some(&sign_in), NOW), Ok(()));
    assert_eq!(may_redeem(&user, None, None, NOW), Err(Denied::SignInOver));
    assert_eq!(
        may_redeem(&user, Some(NOW), Some(&sign_in), NOW),
        Err(Denied::ClientDisabled)
    );
    let ended = SignInStanding {
        ended_at: Some(NOW),
        ..sign_in
    };
    assert_eq!(
        may_redeem(&user, None, Some(&ended), NOW),
        Err(Denied::SignInOver)
    );
    let disabled = UserStanding {
        disabled_at: Some(NOW),
        ..user
    };
    assert_eq!(
        may_redeem(&disabled, None, Some(&sign_in), NOW),
        Err(Denied::UserDisabled)
    );
    let changed = UserStanding { epoch: 2, ..user };
    assert_eq!(
        may_redeem(&changed, None, Some(&sign_in), NOW),
        Err(Denied::SignedOutEverywhere)
    );
}

#[test]
fn what_was_revoked_or_is_past_is_as_if_it_had_never_been() {
    for denied in [Denied::GrantRevoked, Denied::GrantExpired] {
        assert_eq!(OAuthError::from(denied), refresh_token_not_valid());
    }
}

#[test]
fn a_client_does_not_learn_what_happened_to_the_account() {
    let said = |denied: Denied| OAuthError::from(denied).description().to_owned();
    assert_eq!(said(Denied::UserDisabled), said(Denied::SignInOver));
}
