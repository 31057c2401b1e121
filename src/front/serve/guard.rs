//! Who may ask. The server trusts neither pages of other sites in the user's browser nor names that lead
//! to this machine.

use std::net::IpAddr;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method};

use super::settings::Settings;
use super::trouble::{Kind, Trouble};

/// Refuses what was not meant for this server, or comes from a page of another site.
///
/// # Errors
/// If it is.
pub(super) fn expect_own(settings: &Settings, parts: &Parts) -> Result<(), Trouble> {
    let host = text(&parts.headers, &HOST).or(parts.uri.authority().map(|host| host.as_str()));
    let host = host.unwrap_or_default();
    if parts.headers.get_all(HOST).iter().count() > 1 || !is_own(settings, host) {
        let what = "this server is not known by the name that the request was sent to";
        return Err(Trouble::new(Kind::UnknownHost, what)
            .help("if that name is yours, start the server with `--allow-host NAME`"));
    }
    match is_of_other_site(parts, host) {
        true => Err(Trouble::new(Kind::OtherOrigin, "the request comes from another site")),
        false => Ok(()),
    }
}

/// Whether a host is one that the server is called by. A page of another site that makes its own name lead to
/// this machine (DNS rebinding) is still asked for by that name, and never by an address.
fn is_own(settings: &Settings, host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    // A point at the end says that the name is whole.
    let name = name.strip_suffix('.').unwrap_or(name);
    let named = |own: &str| own.strip_suffix('.').unwrap_or(own).eq_ignore_ascii_case(name);
    address.parse::<IpAddr>().is_ok()
        || named("localhost")
        || settings.hosts.iter().any(|own| named(own))
}

/// Whether a browser says that the request comes from a page of another site. A link to the playground may
/// be anywhere.
fn is_of_other_site(parts: &Parts, host: &str) -> bool {
    let headers = &parts.headers;
    let own = |origin: &str| {
        let is_at = |scheme: &str, port: &str| {
            // Browsers leave out the port that a scheme has anyway.
            let same = |one: &str| one.strip_suffix(port).unwrap_or(one).to_ascii_lowercase();
            origin.strip_prefix(scheme).is_some_and(|authority| same(authority) == same(host))
        };
        is_at("http://", ":80") || is_at("https://", ":443")
    };
    if headers.get_all(ORIGIN).iter().any(|origin| !origin.to_str().is_ok_and(own)) {
        return true;
    }
    let is = |name: &'static str, value: &str| {
        text(headers, &HeaderName::from_static(name)) == Some(value)
    };
    let is_link = parts.method == Method::GET && is("sec-fetch-mode", "navigate");
    let is_other = is("sec-fetch-site", "cross-site") || is("sec-fetch-site", "same-site");
    is_other && !is_link
}

/// Refuses who does not bring the token, if there is one.
///
/// # Errors
/// If it is missing, or another one.
pub(super) fn expect_token(settings: &Settings, headers: &HeaderMap) -> Result<(), Trouble> {
    let Some(token) = &settings.token else { return Ok(()) };
    let given = text(headers, &AUTHORIZATION).and_then(|value| {
        let (scheme, given) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(given.trim())
    });
    match given {
        Some(given) if is_same(given.as_bytes(), token.as_bytes()) => Ok(()),
        Some(_) => Err(Trouble::new(Kind::Unauthorized, "this is not the token of the server")),
        None => Err(Trouble::new(Kind::Unauthorized, "the server asks for a token")
            .help("send the header `Authorization: Bearer TOKEN`")),
    }
}

/// Refuses a body that a form of another site could send.
///
/// # Errors
/// If it is not said to be JSON.
pub(super) fn expect_json(headers: &HeaderMap) -> Result<(), Trouble> {
    let kind = text(headers, &CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind.eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => Err(Trouble::new(Kind::NotJson, "the body has to be JSON")
            .help("send the header `Content-Type: application/json`")),
    }
}

/// Whether two texts are the same, in a time that depends on their lengths alone.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let differs = one.iter().zip(other).fold(0, |all, (a, b)| std::hint::black_box(all | (a ^ b)));
    differs == 0 && one.len() == other.len()
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::Request;

    use super::*;

    fn settings() -> Settings {
        Settings {
            address: ([127, 0, 0, 1], 0).into(),
            token: Some("secret".to_owned()),
            hosts: vec!["rules.example.com".to_owned()],
            most_bytes: 1,
            most_answer: 1,
            time: Duration::from_secs(1),
            threads: 1,
        }
    }

    fn refused(method: Method, headers: &[(&str, &str)]) -> Option<Kind> {
        let request = Request::builder().method(method).uri("/check");
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let (parts, ()) = request.body(()).unwrap().into_parts();
        expect_own(&settings(), &parts).err().map(|trouble| trouble.kind)
    }

    #[test]
    fn only_own_names_are_known() {
        for own in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:4310",
            "[::1]:4310",
            "10.0.0.7",
            "rules.example.com:443",
            "localhost.",
            "localhost.:80",
        ] {
            assert_eq!(refused(Method::POST, &[("host", own)]), None, "{own}");
        }
        for other in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "",
            "localhost:80:80",
            "localhost..",
            ".",
        ] {
            let kind = refused(Method::POST, &[("host", other)]);
            assert_eq!(kind, Some(Kind::UnknownHost), "{other}");
        }
        assert_eq!(refused(Method::POST, &[]), Some(Kind::UnknownHost));
        let two = [("host", "localhost"), ("host", "localhost")];
        assert_eq!(refused(Method::POST, &two), Some(Kind::UnknownHost));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let with = |more: &[(&str, &str)]| {
            refused(Method::POST, &[&[("host", "localhost:1")], more].concat())
        };
        assert_eq!(with(&[("origin", "http://localhost:1")]), None);
        for origin in [
            "null",
            "http://localhost:2",
            "http://evil.example",
            "https://localhost:1.evil.example",
            "file://",
        ] {
            assert_eq!(with(&[("origin", origin)]), Some(Kind::OtherOrigin), "{origin}");
        }
        let at = |host: &str, origin: &str| {
            refused(Method::POST, &[("host", host), ("origin", origin)]).is_none()
        };
        assert!(at("localhost:80", "http://localhost") && at("localhost", "http://localhost:80"));
        assert!(at("localhost:443", "https://localhost"));
        assert!(
            !at("localhost:443", "http://localhost") && !at("localhost:80", "https://localhost")
        );
        let both = [("origin", "http://localhost:1"), ("origin", "http://evil.example")];
        assert_eq!(with(&both), Some(Kind::OtherOrigin));
        assert_eq!(with(&[("sec-fetch-site", "cross-site")]), Some(Kind::OtherOrigin));
        assert_eq!(with(&[("sec-fetch-site", "same-origin")]), None);
        let link = [
            ("host", "localhost"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        assert_eq!(refused(Method::GET, &link), None);
        assert_eq!(refused(Method::POST, &link), Some(Kind::OtherOrigin));
    }

    #[test]
    fn a_token_is_asked_for() {
        let answer = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, value.parse().unwrap());
            expect_token(&settings(), &headers).is_ok()
        };
        assert!(answer("Bearer secret"));
        assert!(answer("bearer  secret"));
        for wrong in
            ["Bearer", "Bearer ", "Bearer secre", "Bearer secrets", "Basic secret", "secret"]
        {
            assert!(!answer(wrong), "{wrong}");
        }
        assert!(expect_token(&settings(), &HeaderMap::new()).is_err());
    }
}
