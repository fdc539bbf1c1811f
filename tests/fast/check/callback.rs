//! The callback of a login.

use super::*;

#[test]
fn finds_a_broken_callback() {
    for path in ["public/oauthCallback.html", "public/oauthCallback.js", "oauthCallbackPlugin.js"] {
        let mut run = app(OAUTH);
        let was = run.read(path);
        delete(&run, path);
        assert_one_finding(&mut run, Code::CallbackRouteGone, path, 1);
        apply_suggestion_and_assert_clean(&mut run);
        assert_eq!(run.read(path), was);
    }
    let mut run = app(OAUTH);
    edit(&run, "vite.config.js", "    oauthCallbackPlugin(),\n", "    // oauthCallbackPlugin(),\n");
    assert_one_finding(&mut run, Code::CallbackRouteGone, "vite.config.js", 1);
    let mut run = app(API_KEY);
    assert_clean(&mut run);
}

#[test]
fn finds_a_callback_without_a_working_page() {
    const REQUEST: &str = "src/data/oauth/authorizationRequest.js";
    const PAGE: &str = "public/oauthCallback.html";
    const PROGRAM: &str = "public/oauthCallback.js";
    const PLUGIN: &str = "oauthCallbackPlugin.js";
    let mut run = app(OAUTH);
    edit(&run, REQUEST, "'/oauthCallback'", "'/cb'");
    let place = line(&run, REQUEST, "'/cb'");
    assert_one_finding(&mut run, Code::CallbackRouteGone, REQUEST, place);
    for (path, text) in [
        ("public/cb.html", "<script src='/oauthCallback.js'></script>"),
        ("public/cb/index.html", "<script src='/oauthCallback.js'></script>"),
        ("src/data/x.js", "export const routes = [{ path: 'cb' }];"),
        ("servePlugin.js", "export const serve = { path: /^\\/cb$/ };"),
        ("public/_redirects", "/cb /oauthCallback.html 200"),
    ] {
        run.write(path, text);
        assert_clean(&mut run);
        delete(&run, path);
    }
    run.write("src/data/x.test.js", "export const path = '/cb';");
    assert_one_finding(&mut run, Code::CallbackRouteGone, REQUEST, place);
    edit(&run, PLUGIN, "/^\\/oauthCallback(", "/^\\/cb(");
    assert_clean(&mut run);
    for path in ["'/oauthCallback.html'", "'/'", "pathOf()"] {
        let mut run = app(OAUTH);
        edit(&run, REQUEST, "'/oauthCallback'", path);
        assert_clean(&mut run);
    }

    for path in [PAGE, PROGRAM, PLUGIN] {
        let mut run = app(OAUTH);
        let was = run.read(path);
        run.write(path, "\n");
        assert_one_finding(&mut run, Code::CallbackRouteGone, path, 1);
        apply_suggestion_and_assert_clean(&mut run);
        assert_eq!(run.read(path), was);
    }
    let script = "<script src=\"/oauthCallback.js\"></script>";
    for other in
        ["", "<!-- <script src=\"/oauthCallback.js\"></script> -->", "<script src=\"/x.js\"></script>"]
    {
        let mut run = app(OAUTH);
        edit(&run, PAGE, script, other);
        assert_one_finding(&mut run, Code::CallbackRouteGone, PAGE, 1);
        assert_eq!(run.go(&["check", "--fix"]).code, 6, "a page that the owner edited is not overwritten");
    }
    for other in [
        "<script>takeAnswer()</script>",
        "<script async src='./oauthCallback.js'></script>",
        "<script src=https://x.org/a.js></script>",
    ] {
        let mut run = app(OAUTH);
        edit(&run, PAGE, script, other);
        assert_clean(&mut run);
    }
    for (old, new) in [("/^\\/oauthCallback(", "/^\\/other("), ("'/oauthCallback.html'", "'/index.html'")] {
        let mut run = app(OAUTH);
        edit(&run, PLUGIN, old, new);
        let place = if new.contains("html") { line(&run, PLUGIN, new) } else { 1 };
        assert_one_finding(&mut run, Code::CallbackRouteGone, PLUGIN, place);
    }
    let mut run = app(OAUTH);
    edit(&run, PLUGIN, "'/oauthCallback.html'", "pageOf(request)");
    assert_clean(&mut run);
}
