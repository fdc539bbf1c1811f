use super::*;

const KEY: &str = "0123456789abcdef0123456789ABCDEF01234567";
const REGULAR: &str = "AbCdEfGhIjKlMnOpQrStUv";
const TOKEN: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWNfN3hoZnd5bWwiLCJqdGkiOiI4YWZlZDk3ZSJ9.dozjgNryP4J3jVmNHl0w5N";
const EXAMPLE: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

fn found(text: &str) -> Vec<(usize, Secret)> {
    scan(text.as_bytes(), FileKind::Code, "x.js")
}

#[test]
fn master_keys_are_whole_words_and_not_commits() {
    for text in [
        "{}",
        "a\n'{}'",
        "x={}&y",
        "key_{}",
        "// {}",
        "//{}",
        "é{}é",
        "api_key:{}\n",
        "https://me:{}@x.org",
        "git config carto.key {}",
        "preview: {}",
        "carto login {}",
        "https://x.org/?api_key={}",
        "https://x.org/?v=1&api_key={}",
        "https://x.org/?x={}",
    ] {
        let line = if text.starts_with("a\n") { 2 } else { 1 };
        assert_eq!(found(&text.replace("{}", KEY)), [(line, Secret::MasterKey)], "{text}");
    }
    for text in [
        "{}0",
        "a{}",
        "actions/checkout@{}",
        "<script src=\"https://cdn.example.com/x.js?v={}\" integrity=\"\"></script>",
        "url(/fonts/icons.woff2?a=1&amp;v={})",
        "import '/x.css?{}';",
        "<path id=\"{}\" d=\"M0\">",
        "{ \"id\": \"{}\" }",
        "/commit/{}",
        "me/x#{}",
        "sha1-{}",
        "#{}",
        "g{}",
        "rev: {}",
        "  ref: '{}'",
        "ARG COMMIT={}",
        "GIT_COMMIT = \"{}\"",
        "\"commitHash\": \"{}\"",
        "sha256:{}",
        "head-ref: {}",
        "git checkout {}",
        "git reset --hard {}",
        "This reverts commit {}.",
        "newTag: {}",
        "  tag: \"{}\"",
        "From {} Mon Sep 17 00:00:00 2001",
        "index {}..{} 100644",
        "<sha1 value=\"{}\"",
        "image: ghcr.io/acme/app:{}",
        "thumbprint_list = [\n  \"{}\",\n]",
        "{} refs/heads/main",
        "{}  dist/app.js",
        "compare/{}...{}",
        "\"gitHead\": \"{}\"",
        "GIT_TAG {}",
        "\"builtin-baseline\": \"{}\"",
        "git show {}",
        "tree {}",
        "Checked out {}",
        "Bump carto from {} to {}",
        "Deployed carto-app {} in 3 s",
        "> {} broke the map",
        "1. {} Fix the map",
        "key: v1-deps-{}",
        "magnet:?xt=urn:btih:{}&dn=x",
        "{} Fix the map",
        "* {} Fix the map",
        "echo \"{}  x.tgz\" | sha1sum -c -",
        "gpg: key {}: public key \"x\" imported",
        "uses: actions/checkout@{} # v4",
        "uses: acme/auth@{}",
        "Fixes: {} (\"x\")",
        "targetRevision: {}",
        "version: {}",
    ] {
        assert_eq!(found(&text.replace("{}", KEY)), [], "{text}");
    }
    assert_eq!(found(&format!("{KEY},{KEY}\n\n{KEY}")), [(1, Secret::MasterKey), (3, Secret::MasterKey)]);
    assert_eq!(found(&KEY[1..]), []);
    for text in ["1234567890".repeat(4), "0".repeat(40), "ab".repeat(20), "deadbeef".repeat(5)] {
        assert_eq!(found(&text), [], "{text}");
    }
    for text in ["gpg --recv-keys \\\n  {}", "&& for key in \\\n  {} \\\n", "using RSA key {}", "GPG_KEY={}"]
    {
        assert_eq!(found(&text.replace("{}", &KEY.to_uppercase())), [], "{text}");
    }
    assert_eq!(scan(format!("{KEY}\n").as_bytes(), FileKind::Other, "REVISION"), []);
    for prose in ["Broken since `{}`.", "- [{}](https://x.org/{})", "path 'x': checked out '{}'"] {
        assert_eq!(scan(prose.replace("{}", KEY).as_bytes(), FileKind::Prose, "x.md"), [], "{prose}");
    }
}

#[test]
fn commits_in_the_comments_of_programs_are_not_keys() {
    for text in [
        "//! derived from x at commit\n//! {} (2 commits later)",
        "# at revision\n# {}.",
        "const REVISION: &str = \"{}\";",
        "https://git.kernel.org/x.git/tools?h=next&id={}",
        "// https://cs.opensource.google/x;l=20-21;drc={}",
        "\"crash-{}\",",
        "<img src=\"{}.png\">",
        "(specifically, at {})",
        "generated from https://github.com/a/b/tree/c ({})",
    ] {
        assert_eq!(found(&text.replace("{}", &KEY.to_lowercase())), [], "{text}");
    }
    for text in ["the key is\n{}", "api-key-{}", "https://x.github.io/?api_key={}", "key: {}.\n"] {
        assert_eq!(found(&text.replace("{}", KEY)).len(), 1, "{text}");
    }
    assert_eq!(found("EVP_PKEY *d2i_PKCS8PrivateKey_fp(FILE *fp"), []);
}

#[test]
fn a_list_of_hashes_has_no_master_key_unless_one_is_named() {
    let hash = |digit: u32| format!("{digit:x}{}", &KEY[1..]);
    let list: Vec<String> = (1..9).map(hash).collect();
    assert_eq!(found(&list.join("\n")), []);
    let named = format!("{}\napi_key: {KEY}", list.join("\n"));
    assert_eq!(found(&named), [(9, Secret::MasterKey)]);
    assert_eq!(found(&list[..3].join(",")), [(1, Secret::MasterKey)]);
}

#[test]
fn an_api_key_is_found_beside_its_name() {
    for line in [
        "Authorization: 'Bearer {}'",
        "window.cartoKey = '{}';",
        "url + '?api_key={}'",
        "VITE_CARTO_API_KEY={}",
        "<meta name=\"carto-key\" content=\"{}\">",
        "<meta content=\"{}\" name=\"carto-key\">",
        "headers.set('Authorization', `Bearer {}`)",
        "CARTO_TOKEN={}",
        "auth_token: {}",
        "VITE_KEY={}",
        "const apiKey: string = '{}'",
        "const apiKey = { production: '{}' }",
        "apiKey: isProduction ? '{}' : 'default_public'",
        "new CartoClient('acme', '{}')",
        "carto.Client('acme', '{}')",
        "setDefaultCredentials('acme', '{}')",
        "set_default_credentials('acme', '{}')",
        "export const CREDENTIALS = ['acme', '{}'];",
        "curl -u acme:{} https://acme.carto.com",
        "curl --user 'acme:{}' https://acme.carto.com",
        "https://acme:{}@acme.carto.com/api",
        "https://{}@example.com/api",
        "headers.set('Authorization', 'Basic ' + btoa('acme:{}'))",
        "?config=%7B%22api_key%22%3A%22{}%22%7D",
        "<div data-x=\"{&quot;apiKey&quot;:&quot;{}&quot;}\">",
    ] {
        assert_eq!(found(&line.replace("{}", REGULAR)), [(1, Secret::ApiKey)], "{line}");
        for example in
            ["xxxxxxxxxxxxxxxxxxxxxx", "YOUR_CARTO_API_KEY_HERE", "replace-with-your-key1", "default_public"]
        {
            assert_eq!(found(&line.replace("{}", example)), [], "{line} {example}");
        }
    }
    for (text, line) in
        [("{ apiKey:\n  '{}' }", 2), ("const apiKey: string =\n  '{}'", 2), ("keys:\n- {}", 2)]
    {
        assert_eq!(found(&text.replace("{}", REGULAR)), [(line, Secret::ApiKey)], "{text}");
    }
    for text in [
        "const name = '{}';",
        "<symbol id=\"key\"><path d=\"{}\"/>",
        "integrity: sha512-{}==",
        "addRegexToken('ww', other, {});",
        "import { getKey, {} } from './keys';",
        "[\"assets/cartoError-C8NdZy3M.js\",\"assets/{}.js\"]",
        "\"md5_key\": \"{}==\"",
    ] {
        assert_eq!(found(&text.replace("{}", REGULAR)), [], "{text}");
    }
}

#[test]
fn logins_of_headers_are_decoded() {
    // acme:REGULAR, acme:KEY, user:password
    let regular = "YWNtZTpBYkNkRWZHaElqS2xNbk9wUXJTdFV2";
    let master = "YWNtZTowMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3";
    for (login, expected) in
        [(regular, Some(Secret::ApiKey)), (master, Some(Secret::MasterKey)), ("dXNlcjpwYXNzd29yZA==", None)]
    {
        for line in
            ["Authorization: Basic {}", "'authorization': 'basic {}'", "-H \"Authorization: Basic {}\""]
        {
            let secrets: Vec<_> =
                found(&line.replace("{}", login)).into_iter().map(|found| found.1).collect();
            assert_eq!(secrets, Vec::from_iter(expected), "{line} {login}");
        }
    }
}

#[test]
fn tokens_are_found_by_their_names_or_their_content() {
    for text in
        ["Bearer {}", "accessToken: '{}'", "const token: string =\n  '{}'", "x('{}')", "CARTO_TOKEN={}"]
    {
        let line = text.lines().count();
        assert_eq!(found(&text.replace("{}", TOKEN)), [(line, Secret::Token)], "{text}");
    }
    assert_eq!(found(&format!("accessToken: '{EXAMPLE}'")), [(1, Secret::Token)]);
    assert_eq!(scan(format!("Bearer {EXAMPLE}").as_bytes(), FileKind::Prose, "x.md"), []);
    assert_eq!(found(&format!("x('{EXAMPLE}')")), []);
    assert_eq!(found("accessToken: 'eyJhbGciOiJIUzI1NiJ9aB'"), [(1, Secret::Token)]);
    for text in [
        "//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoieC5q",
        "mapboxToken = 'pk.eyJ1IjoiYWNtZSIsImEiOiJjazEyMyJ9.dozjgNryP4J3jVmNHl0w5N'",
        "nextPageToken: 'eyJhbGciOiJIUzI1NiJ9aB'",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn client_secrets_are_random_values() {
    for line in [
        "clientSecret: 'AbCdEfGhIjKlMnOpQrStUvWx',",
        "const CLIENT_SECRET = \"abcdefghijklmnopqrstuv12\";",
        "\"client_secret\": \"AbCdEfGhIjKlMnOpQrStUvWx\"",
        "'?client_secret=AbCdEfGhIjKlMnOpQrStUvWx'",
        "const oauthClientSecret = `AbCdEfGhIjKlMnOpQrStUvWx`",
        "clientSecret: string = 'AbCdEfGhIjKlMnOpQrStUvWx'",
        "const clientSecret: string | undefined = 'AbCdEfGhIjKlMnOpQrStUvWx'",
        "params['client_secret'] = 'AbCdEfGhIjKlMnOpQrStUvWx'",
    ] {
        assert_eq!(found(line), [(1, Secret::OfClient)], "{line}");
    }
    assert_eq!(found("clientSecret:\n  'AbCdEfGhIjKlMnOpQrStUvWx',"), [(2, Secret::OfClient)]);
    for line in [
        "client_secret: 'x'",
        "clientSecret: process.env.CLIENT_SECRET_1",
        "clientSecret = theClientSecretOfThis2",
        "client_secret: 'your-client-secret-here'",
        "if (params.client_secret !== undefined) {",
        "The client_secret must not be part of this request",
        "clientSecret: 'YOUR_CLIENT_SECRET_HERE_1'",
        "client_secret: replace-with-Your-Client-Id-12",
        "clientSecret = 'Xxxxxxxxxxxxxxxxxxxxxxx1'",
    ] {
        assert_eq!(found(line), [], "{line}");
    }
    for line in ["VITE_CLIENT_SECRET=AbCdEfGhIjKlMnOpQrStUvWx", "client-secret: AbCdEfGhIjKlMnOpQrStUvWx # x"]
    {
        assert_eq!(scan(line.as_bytes(), FileKind::Other, "x.yml"), [(1, Secret::OfClient)], "{line}");
    }
}

#[test]
fn endless_lines_take_linear_time() {
    let hash = format!("{},", KEY.to_lowercase());
    for part in ["AbCdEfGhIjKlMnOpQrStUv,", "eyJhbGciOiJIUzI1NiJ9.", &hash, " ", "a", "\n"] {
        found(&part.repeat((1 << 20) / part.len()));
    }
}
