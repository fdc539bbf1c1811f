//! Installs generated applications, checks them with their own tools, builds them, and opens them in a browser with their own
//! tests. `scripts/test` runs these tests; screenshots and times are in the target folder, under `generated`.
//!
//! The names of the tests make the builds come first.

mod apps;
mod dist;
mod dumps;
mod e2e;
mod extended;
mod sandbox;
mod times;
mod tools;
mod unusual;
mod variants;

/// Each application installs without a warning or a change to its lock file, and passes its own lint, format check, tests and
/// build without a warning.
mod builds {
    use super::apps;

    macro_rules! builds {
        ($($name:ident: $app:ident),* $(,)?) => {
            $(
                #[test]
                #[ignore = "installs npm packages; scripts/test runs it"]
                fn $name() {
                    apps::$app.assert_built();
                }
            )*
        };
    }

    builds! {
        api_key_with_the_example: API_KEY,
        api_key_with_the_example_and_no_sandbox: API_KEY_ALONE,
        private_key_with_datasets: PRIVATE_KEY,
        forced_login_with_the_example: FORCED,
        oauth_with_the_example_and_datasets: OAUTH,
        nothing_to_show: EMPTY,
        hostile_texts: HOSTILE,
    }
}

/// The same holds for applications that `carto-app add` and their owners have extended.
mod builds_with_added_parts {
    use super::extended;

    macro_rules! extended {
        ($($name:ident: $app:ident),* $(,)?) => {
            $(
                #[test]
                #[ignore = "installs npm packages; scripts/test runs it"]
                fn $name() {
                    extended::$app.assert_built();
                }
            )*
        };
    }

    extended! {
        in_an_api_key_application: FRESH_API_KEY,
        in_a_changed_api_key_application: CHANGED_API_KEY,
        in_an_oauth_application_in_typescript: FRESH_OAUTH,
        in_a_changed_oauth_application: CHANGED_OAUTH,
    }
}

/// Tests of every combination of answers.
mod every_combination {
    use super::variants;

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn is_formatted_and_linted() {
        variants::assert_formatted_and_linted();
    }

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn passes_its_own_tests_and_builds() {
        variants::assert_tested_and_built();
    }

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn in_typescript_passes_the_compiler() {
        variants::assert_typed();
    }

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn the_sandbox_passes_its_tests() {
        variants::assert_sandbox_tested();
    }
}

/// Opens the applications in a browser, with their own `npm run e2e` against their own sandbox.
mod opened {
    use super::{apps, e2e, extended};

    macro_rules! opened {
        ($($name:ident: $app:ident),* $(,)?) => {
            $(
                #[test]
                #[ignore = "installs npm packages and needs Chromium; scripts/test runs it"]
                fn $name() {
                    e2e::assert_passes(&apps::$app);
                }
            )*
        };
    }

    opened! {
        api_key_with_the_example: API_KEY,
        private_key_with_datasets: PRIVATE_KEY,
        forced_login_with_the_example: FORCED,
        oauth_with_the_example_and_datasets: OAUTH,
        nothing_to_show: EMPTY,
        hostile_texts: HOSTILE,
    }

    macro_rules! extended {
        ($($name:ident: $app:ident),* $(,)?) => {
            $(
                #[test]
                #[ignore = "installs npm packages and needs Chromium; scripts/test runs it"]
                fn $name() {
                    extended::$app.assert_visible();
                }
            )*
        };
    }

    extended! {
        parts_in_a_changed_api_key_application: CHANGED_API_KEY,
        parts_in_a_changed_oauth_application: CHANGED_OAUTH,
    }

    #[test]
    #[ignore = "installs npm packages and needs Chromium; scripts/test runs it"]
    fn the_sandbox_starts_and_stops_with_ctrl_c() {
        e2e::assert_sandbox_runs(&apps::API_KEY, "e2e/example/stores.e2e.js");
    }
}

/// The builds that owners deploy.
mod published {
    use super::{apps, dist};

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn builds_the_same_without_the_sandbox() {
        dist::assert_same(&apps::API_KEY, &apps::API_KEY_ALONE);
    }

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn is_small() {
        let bounds = dist::Bounds { first_screen: 120_000, whole: 760_000 };
        dist::assert_small(&apps::FORCED, &bounds);
    }

    #[test]
    #[ignore = "installs npm packages; scripts/test runs it"]
    fn contains_nothing_of_the_sandbox() {
        apps::all().for_each(dist::assert_without_sandbox);
    }
}
