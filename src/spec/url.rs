use std::net::Ipv4Addr;
use std::str::FromStr;

use super::{Invalid, characters, secrets, shared_hosts, text_newtype};

/// The base URL of the SQL API: `https://{user}.carto.com` at CARTO, `https://HOST/user/{user}` on-premises.
///
/// `{user}` occurs at most once, as the first label of the host or as a segment of the path; a server with a single account
/// needs none. There is no trailing slash, since the library appends `/api/v2/sql`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrlTemplate(String);

/// The base URL of the Maps API, in the same grammar: `https://HOST/user/{user}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapsUrl(String);

/// The URL of the login page: `https://HOST/oauth2/authorize`, the same for all accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizeUrl(String);

/// Implements CARTO's own value and parsing for the three types.
macro_rules! url_newtype {
    ($type:ident, $carto:literal, $check:path) => {
        text_newtype!($type);

        impl $type {
            /// CARTO's own URL.
            pub fn carto() -> Self {
                Self($carto.to_owned())
            }

            /// Whether this is CARTO's own URL.
            pub fn is_carto(&self) -> bool {
                self.0 == $carto
            }
        }

        impl FromStr for $type {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                parse(text, $check).map(Self)
            }
        }
    };
}

url_newtype!(ServerUrlTemplate, "https://{user}.carto.com", check_template);
url_newtype!(MapsUrl, "https://maps-api-v2.us.carto.com/user/{user}", check_template);
url_newtype!(AuthorizeUrl, "https://carto.com/oauth2/authorize", check_authorize);

impl AuthorizeUrl {
    /// Whether the login page is on the host of each account's server or on one above it, which is where an application sends
    /// tokens. A server with the same host for all accounts is always among them.
    pub fn is_site_of(&self, server: &ServerUrlTemplate) -> bool {
        let host = |url: &'_ str| Pieces::of(url).map(|pieces| pieces.host.to_owned()).unwrap_or_default();
        let (own, server) = (host(&self.0), host(&server.0));
        let Some(site) = server.strip_prefix("{user}.") else { return true };
        site == own || site.ends_with(&format!(".{own}"))
    }
}

/// The placeholder for the account's name.
const USER: &str = "{user}";

/// The maximum length in characters; longer text was pasted by mistake.
const MAX_LENGTH: usize = 500;

/// `scheme://host[:port][/path]`, split at the first separator of each; the pieces themselves are not checked.
struct Pieces<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<&'a str>,
    path: &'a str,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Result<Self, Invalid> {
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(Invalid::new("does not begin with https://"));
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(Invalid::new("contains credentials or an @"));
        }
        if authority.contains(['[', ']']) {
            return Err(Invalid::new(
                "has an IPv6 address as its host, which a Content-Security-Policy can't name",
            ));
        }
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        Ok(Self { scheme, host, port, path })
    }
}

fn parse(text: &str, check: fn(&str) -> Result<(), Invalid>) -> Result<String, Invalid> {
    secrets::refuse_secret(text)?;
    let Err(refusal) = check(text) else {
        return Ok(text.to_owned());
    };
    if refusal.suggestion.is_some() {
        return Err(refusal);
    }
    let suggestion = near(text);
    Err(if check(&suggestion).is_ok() { refusal.suggest(suggestion) } else { refusal })
}

fn check_template(text: &str) -> Result<(), Invalid> {
    let pieces = check_common(text)?;
    if pieces.path.ends_with('/') {
        return Err(Invalid::new("ends with a slash"));
    }
    if text.matches(USER).count() > 1 {
        return Err(Invalid::new("has {user} more than once"));
    }
    Ok(())
}

fn check_authorize(text: &str) -> Result<(), Invalid> {
    let pieces = check_common(text)?;
    if text.contains(USER) {
        return Err(Invalid::new("has {user}, but everybody logs in at the same address"));
    }
    if pieces.path.is_empty() || pieces.path == "/" {
        let Pieces { scheme, host, port, .. } = pieces;
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        return Err(Invalid::new("has no path").suggest(format!("{scheme}://{host}{port}/oauth2/authorize")));
    }
    Ok(())
}

/// Checks the rules that all three types share.
fn check_common(text: &str) -> Result<Pieces<'_>, Invalid> {
    secrets::refuse_secret(text)?;
    if text.trim().is_empty() {
        return Err(Invalid::new("is empty"));
    }
    characters::check(text)?;
    if text.contains(char::is_whitespace) {
        return Err(Invalid::new("contains a space"));
    }
    if text.contains(['?', '#']) {
        return Err(Invalid::new("has a query or a fragment"));
    }
    let pieces = Pieces::of(text)?;
    check_host(pieces.host)?;
    if let Some(port) = pieces.port {
        check_port(port)?;
    }
    match pieces.scheme {
        "https" => {}
        "http" if is_local(pieces.host) => {}
        "http" => return Err(Invalid::new("is http, which is only for localhost")),
        _ => return Err(Invalid::new("does not begin with https://")),
    }
    check_path(pieces.path)?;
    if text.len() > MAX_LENGTH {
        return Err(Invalid::new(format!("is longer than {MAX_LENGTH} characters")));
    }
    Ok(pieces)
}

fn is_local(host: &str) -> bool {
    host == "localhost" || host == "127.0.0.1"
}

fn check_host(host: &str) -> Result<(), Invalid> {
    if host.is_empty() {
        return Err(Invalid::new("has no host"));
    }
    if !host.is_ascii() {
        return Err(Invalid::new("has a host with non-ASCII letters")
            .suggest("write the host in Punycode, in which each part with such letters begins with xn--"));
    }
    if host.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(Invalid::new("has capital letters in its host"));
    }
    let (user, rest) = match host.strip_prefix("{user}.") {
        Some(rest) => (true, rest),
        None => (false, host),
    };
    if rest.contains(USER) {
        return Err(Invalid::new("has {user} in its host, but not as the first of several parts"));
    }
    let labels: Vec<&str> = rest.split('.').collect();
    for label in &labels {
        if label.is_empty() {
            return Err(Invalid::new("has an empty part in its host"));
        }
        if !label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Err(Invalid::new("has a host with characters other than a-z, digits, hyphens and dots"));
        }
        if label.starts_with('-') || label.ends_with('-') || label.len() > 63 {
            return Err(Invalid::new(
                "has a host part that begins or ends with a hyphen or is longer than 63 characters",
            ));
        }
    }
    // With `{user}.com` or `{user}.co.uk`, the policy would allow and a login would trust anybody's hosts.
    if user && labels.len() < 2 {
        return Err(Invalid::new("has {user} directly before a top-level domain"));
    }
    if shared_hosts::is_shared(rest) {
        return Err(Invalid::new(format!("has {rest} as its host, under which anyone can have a site")));
    }
    // The URL standard reads a host whose last label is a number as an IPv4 address, including 0x7f and 017.
    let ends_in_number = labels.last().is_some_and(|last| {
        last.chars().all(|c| c.is_ascii_digit())
            || last.strip_prefix("0x").is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))
    });
    if ends_in_number && (user || rest.parse::<Ipv4Addr>().is_err()) {
        return Err(Invalid::new("has a host that is neither a name nor an IPv4 address"));
    }
    if host.len() > 253 {
        return Err(Invalid::new("has a host that is longer than 253 characters"));
    }
    Ok(())
}

fn check_port(port: &str) -> Result<(), Invalid> {
    let is_number = !port.is_empty() && !port.starts_with('0') && port.chars().all(|c| c.is_ascii_digit());
    if is_number && port.parse::<u16>().is_ok() {
        Ok(())
    } else {
        Err(Invalid::new("has a port that is not a number from 1 to 65535"))
    }
}

/// Checks that the segments consist of the URL standard's unreserved characters; the callers handle a trailing slash.
fn check_path(path: &str) -> Result<(), Invalid> {
    let Some(segments) = path.strip_prefix('/') else {
        return Ok(());
    };
    let segments = segments.strip_suffix('/').unwrap_or(segments);
    if segments.is_empty() {
        return Ok(());
    }
    for segment in segments.split('/') {
        if segment.is_empty() || segment == "." || segment == ".." {
            return Err(Invalid::new("has an empty or dotted part in its path"));
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
        if segment != USER && !segment.chars().all(is_plain) {
            return Err(Invalid::new(if segment.contains('{') || segment.contains('}') {
                "has braces in its path other than {user} as a whole segment"
            } else {
                "has a path with characters other than a-z, digits and -._~"
            }));
        }
    }
    Ok(())
}

/// Returns the URL that was probably meant: https, without credentials, query, fragment, spaces and trailing slashes.
fn near(text: &str) -> String {
    let bare = text.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let (scheme, rest) = match bare.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => (String::new(), bare.trim_start_matches('/')),
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let authority = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let authority = authority
        .replace("{username}", USER)
        .replace("[::1]", "localhost")
        .replace('<', "{")
        .replace('>', "}");
    let path = path.replace("{username}", USER).replace("{USER}", USER).replace("<user>", USER);
    let host = authority.split(':').next().unwrap_or_default();
    let scheme = if scheme == "http" && is_local(host) { "http" } else { "https" };
    format!("{scheme}://{authority}{path}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn templates_of_cloud_on_premise_and_local_servers_are_accepted() {
        let long_label = format!("https://{}.org", "a".repeat(63));
        for text in [
            ServerUrlTemplate::carto().as_str(),
            MapsUrl::carto().as_str(),
            "https://carto.example.com/user/{user}",
            "https://carto.example.com:8443/user/{user}/x",
            "https://org.carto.com/u/{user}",
            "https://one.example.com",
            "https://xn--karte-fua.example",
            "https://{user}.acme.co.uk",
            "https://acme.github.io",
            "https://10.0.0.5/user/{user}",
            "http://localhost",
            "http://localhost:8080/user/{user}",
            "http://127.0.0.1:65535",
            "https://intranet/a.b/c_d/~e",
            &long_label,
        ] {
            assert!(text.parse::<ServerUrlTemplate>().is_ok(), "{text}");
            assert!(text.parse::<MapsUrl>().is_ok(), "{text}");
        }
    }

    #[test]
    fn tokens_go_to_the_site_of_the_login_page() {
        for (authorize, server, expected) in [
            ("https://carto.com/oauth2/authorize", "https://{user}.carto.com", true),
            ("https://carto.com/oauth2/authorize", "https://{user}.eu.carto.com", true),
            ("https://carto.com/oauth2/authorize", "https://gis.example.com/user/{user}", true),
            ("https://carto.com/oauth2/authorize", "https://gis.example.com", true),
            ("https://carto.com/oauth2/authorize", "https://{user}.mycarto.com", false),
            ("https://maps.example.com/oauth2/authorize", "https://{user}.example.com", false),
        ] {
            let (authorize, server): (AuthorizeUrl, ServerUrlTemplate) =
                (authorize.parse().unwrap(), server.parse().unwrap());
            assert_eq!(authorize.is_site_of(&server), expected, "{authorize:?} {server:?}");
        }
    }

    #[test]
    fn other_templates_are_refused_with_the_nearest_url() {
        let long = format!("https://h/{}", "x".repeat(10_000));
        for (text, suggestion) in [
            ("", None),
            ("carto.example.com/user/{user}", Some("https://carto.example.com/user/{user}")),
            ("http://carto.example.com", Some("https://carto.example.com")),
            ("ftp://carto.example.com", Some("https://carto.example.com")),
            ("javascript:alert(1)", None),
            ("HTTPS://Carto.Example.com/U", Some("https://carto.example.com/U")),
            ("https://{user}.carto.com/", Some("https://{user}.carto.com")),
            ("https://me:secret@h.org", Some("https://h.org")),
            ("https://h.org?x=1", Some("https://h.org")),
            ("https://h.org#x", Some("https://h.org")),
            (" https://h.org ", Some("https://h.org")),
            ("https://{username}.carto.com", Some("https://{user}.carto.com")),
            ("https://h.org/user/<user>", Some("https://h.org/user/{user}")),
            ("http://[::1]:8080", Some("http://localhost:8080")),
            ("https://[2001:db8::1]", None),
            ("https://{user}", None),
            ("https://{user}.com", None),
            ("https://{user}.co.uk", None),
            ("https://co.uk", None),
            ("https://{user}.kawasaki.jp", None),
            ("https://co.uk/user/{user}", None),
            ("https://{user}.github.io", None),
            ("https://{user}.amazonaws.com", None),
            ("https://us-east-1.elasticbeanstalk.com", None),
            ("https://com", None),
            ("https://{user}.foo.ck", None),
            ("https://a.{user}.org", None),
            ("https://x{user}.org", None),
            ("https://{user}.h.org/{user}", None),
            ("https://h.org/user/x{user}", None),
            ("https://h.org/{account}", None),
            ("https://h.org:0", None),
            ("https://h.org:65536", None),
            ("https://h.org:", None),
            ("https://h.org:80:80", None),
            ("https://h..org", None),
            ("https://h.org.", None),
            ("https://-h.org", None),
            ("https://h_o.org", None),
            ("https://1.2.3", None),
            ("https://{user}.1.2.3.4", None),
            ("https://0x7f", None),
            ("https://h.org/a//b", None),
            ("https://h.org/../b", None),
            ("https://h.org/a%2Fb", None),
            ("https://h.org/a'b", None),
            ("https://h.org/a\nb", None),
            ("https://h.org/\u{202E}", None),
            ("https://h.org/;script-src *", None),
            ("https://*.h.org", None),
            ("https://", None),
            (&long, None),
        ] {
            let refusal = text.parse::<ServerUrlTemplate>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
            assert_eq!(text.parse::<MapsUrl>(), Err(refusal));
        }
    }

    #[test]
    fn hosts_with_non_ascii_letters_are_explained() {
        let refusal = "https://größe.org".parse::<ServerUrlTemplate>().unwrap_err();
        assert!(refusal.suggestion.unwrap().contains("xn--"));
    }

    #[test]
    fn everybody_logs_in_at_the_same_address() {
        for text in [
            AuthorizeUrl::carto().as_str(),
            "https://carto.example.com:8443/oauth2/authorize",
            "http://localhost:3001/x/",
        ] {
            assert!(text.parse::<AuthorizeUrl>().is_ok(), "{text}");
        }
        for (text, suggestion) in [
            ("https://carto.example.com", Some("https://carto.example.com/oauth2/authorize")),
            ("https://carto.example.com:1/", Some("https://carto.example.com:1/oauth2/authorize")),
            ("https://{user}.h.org/oauth2/authorize", None),
            ("https://h.org/oauth2/authorize?prompt=none", Some("https://h.org/oauth2/authorize")),
            ("http://h.org/oauth2/authorize", Some("https://h.org/oauth2/authorize")),
            ("https://amazonaws.com/x", None),
            ("https://vercel.app/x", None),
        ] {
            let refusal = text.parse::<AuthorizeUrl>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            for text in [text.clone(), format!("https://{text}")] {
                testing::assert_sound(&text, ServerUrlTemplate::as_str, false);
                testing::assert_sound(&text, MapsUrl::as_str, false);
                testing::assert_sound(&text, AuthorizeUrl::as_str, false);
            }
        }

        #[test]
        fn accepted_urls_are_safe_in_a_policy(host in "(\\{user\\}\\.)?[a-z0-9.-]{1,20}", rest in "[ -~]{0,20}") {
            if let Ok(url) = format!("https://{host}{rest}").parse::<ServerUrlTemplate>() {
                let text = url.as_str().replace(USER, "");
                prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || ":/.-_~".contains(c)), "{}", text);
            }
        }
    }
}
