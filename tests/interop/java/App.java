package app;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring Boot as its reference sets it up by properties alone: `/` is an app that signs people in, `/api` a resource server
 * that takes bearer tokens. The properties come as arguments.
 */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class App {
    public static void main(String[] arguments) {
        SpringApplication.run(App.class, arguments);
    }

    /** What Boot configures by itself where an application has but one of the two. */
    @Bean
    @Order(1)
    SecurityFilterChain resourceServer(HttpSecurity http) throws Exception {
        http.securityMatcher("/api").authorizeHttpRequests(any -> any.anyRequest().authenticated());
        return http.oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())).build();
    }

    /** Beside what Boot configures: signing out at the provider, and being told by it. */
    @Bean
    @Order(2)
    SecurityFilterChain client(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
        var atProvider = new OidcClientInitiatedLogoutSuccessHandler(clients);
        atProvider.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        http.authorizeHttpRequests(any -> any.requestMatchers("/signed-out").permitAll().anyRequest().authenticated());
        http.logout(logout -> logout.logoutSuccessHandler(atProvider));
        http.oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()));
        return http.oauth2Login(Customizer.withDefaults()).oauth2Client(Customizer.withDefaults()).build();
    }

    @GetMapping(value = "/sign-out", produces = "text/html")
    String signOut(CsrfToken token) {
        return "<form id=\"sign-out\" method=\"post\" action=\"/logout\"><input type=\"hidden\" name=\""
                + token.getParameterName() + "\" value=\"" + token.getToken() + "\"></form>";
    }

    @GetMapping("/signed-out")
    Map<String, Object> signedOut() {
        return Map.of("signedOut", true);
    }

    @GetMapping("/")
    Map<String, Object> home(
            @AuthenticationPrincipal OidcUser user, @RegisteredOAuth2AuthorizedClient("lanyard") OAuth2AuthorizedClient client) {
        return Map.of(
                "issuer", user.getIdToken().getIssuer().toString(),
                "sub", user.getSubject(),
                "name", user.getFullName(),
                "email", user.getEmail(),
                "accessToken", client.getAccessToken().getTokenValue());
    }

    @GetMapping("/api")
    Map<String, Object> api(@AuthenticationPrincipal Jwt token) {
        return Map.of("sub", token.getSubject(), "type", String.valueOf(token.getHeaders().get("typ")));
    }
}
