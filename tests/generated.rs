//! The proof on generated applications: installed, checked by their own tools, built, and opened in a browser against
//! a stand-in for CARTO. `scripts/test` runs it; screenshots and times are left in the target folder, under `generated`.
//!
//! Tests are named so that the builds come first, in their order, and the browser finds everything built.

#![allow(clippy::disallowed_methods, reason = "tests write the applications that they check")]

#[path = "support/generated_apps.rs"]
mod apps;
#[path = "support/generated_browser.rs"]
mod browser;
#[path = "support/combinations.rs"]
mod combinations;
#[path = "support/generated_tools.rs"]
mod tools;
#[path = "support/generated_variants.rs"]
mod variants;

/// Each application is installed without a warning or a change to its lock file, and passes its own lint, format check,
/// tests and build without a warning.
mod builds {
    use crate::apps;

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
        private_key_with_datasets: PRIVATE_KEY,
        oauth_with_the_example: OAUTH,
        forced_login_with_the_example: FORCED,
        forced_login_with_a_dataset: FORCED_DATASET,
        oauth_with_the_example_and_datasets: OAUTH_BOTH,
        nothing_to_show: EMPTY,
        hostile_texts: HOSTILE,
    }
}

/// What holds for every combination of answers.
mod every_combination {
    use crate::variants;

    #[test]
    fn has_the_same_packages() {
        variants::assert_same_packages();
    }

    #[test]
    fn imports_what_it_has_and_has_what_it_imports() {
        variants::assert_whole();
    }

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
}

/// What people see in a browser. Each opens a built application, or the development server where it says so.
mod opened {
    use serde_json::json;

    use crate::apps;

    macro_rules! scenarios {
        ($($name:ident: $app:ident $scenario:literal $settings:tt),* $(,)?) => {
            $(
                #[test]
                #[ignore = "installs npm packages and needs Chromium; scripts/test runs it"]
                fn $name() {
                    apps::$app.play($scenario, json!($settings));
                }
            )*
        };
    }

    scenarios! {
        a_page_that_does_not_exist_says_so: API_KEY "not-found" { "view": "/stores" },
        a_phone_shows_every_view: OAUTH "phone" { "phone": true },
        a_private_dataset_and_an_isochrone_need_the_optional_login: OAUTH "optional-login" {},
        a_session_ends_when_its_token_does: FORCED_DATASET "expiry" { "view": "/datasets" },
        an_application_without_data_shows_its_map: EMPTY "empty" {},
        datasets_are_counted_after_the_login: OAUTH_BOTH "datasets" {},
        datasets_are_counted_with_a_private_key: PRIVATE_KEY "datasets" {},
        datasets_with_long_names_are_counted: HOSTILE "datasets" {},
        forced_login_shows_only_the_login_until_it_is_done: FORCED "forced-login" { "view": "/stores" },
        forced_login_works_in_the_development_server: FORCED "forced-login" { "view": "/stores", "dev": true },
        forged_denied_and_failed_logins_are_told: FORCED_DATASET "login-problems" {},
        a_login_works_where_windows_are_severed: FORCED_DATASET "severed-login" { "standin": { "coop": true } },
        the_example_is_drawn_and_filtered: API_KEY "example" {},
        the_example_is_drawn_in_the_development_server: API_KEY "example" { "dev": true },
        the_example_is_drawn_before_an_optional_login: OAUTH_BOTH "example" {},
        the_features_are_drawn_without_the_basemap: API_KEY "no-basemap" {},
        the_title_arrives_as_it_was_given: HOSTILE "title" {},
    }

    #[test]
    #[ignore = "installs npm packages and needs Chromium; scripts/test runs it"]
    fn a_missing_private_key_is_told() {
        apps::PRIVATE_KEY.without(".env.local", || {
            apps::PRIVATE_KEY.play("missing-key", json!({ "dev": true }));
        });
    }
}
