//! The combinations of answers that an application can have, and their plans.

use std::sync::LazyLock;

use carto_app::answers::{Answers, Origin, Surroundings, resolve};
use carto_app::plan::Plan;
use carto_app::spec::Key;
use carto_app::template;

type Given = &'static [(Key, &'static str)];

const MODES: [(&str, Given); 4] = [
    ("api-key", &[(Key::Auth, "api-key")]),
    ("private-key", &[(Key::Username, "acme"), (Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]),
    ("oauth", &[(Key::Auth, "oauth")]),
    (
        "forced",
        &[(Key::ClientId, "AbCdEfGhIjKl"), (Key::ForceOAuthLogin, "true"), (Key::Title, "It's 100 % “ours”")],
    ),
];

const DATA: [(&str, Given); 5] = [
    ("example", &[]),
    ("empty", &[(Key::Example, "false")]),
    ("dataset", &[(Key::Datasets, "roads_2020")]),
    ("datasets", &[(Key::Datasets, "2020_census, my-user.roads_2020, _x, class, roads_2020, a__b, a_b")]),
    ("both", &[(Key::Datasets, "parks"), (Key::Example, "true")]),
];

const SERVERS: [(&str, Given); 2] = [
    ("carto", &[]),
    (
        "on-premise",
        &[
            (Key::ServerUrlTemplate, "https://gis.acme.com/user/{user}"),
            (Key::MapsUrl, "https://maps.acme.com:8443/user/{user}"),
        ],
    ),
];

const MANAGERS: [(&str, Given); 4] = [
    ("npm", &[(Key::PackageManager, "npm")]),
    ("pnpm", &[(Key::PackageManager, "pnpm")]),
    ("yarn", &[(Key::PackageManager, "yarn")]),
    ("bun", &[(Key::PackageManager, "bun")]),
];

/// What the names of combinations without the sandbox or with TypeScript end with.
const VARIANTS: [(&str, Given); 3] = [
    (",no-sandbox", &[(Key::Sandbox, "false")]),
    (",typescript", &[(Key::Language, "typescript")]),
    (",no-sandbox,typescript", &[(Key::Sandbox, "false"), (Key::Language, "typescript")]),
];

/// The combinations whose files are in `snapshots/`. They cover every pair of values of different answers.
///
/// Combinations without the sandbox exist only here. Those with TypeScript exist here, and for each mode and data.
pub const RECORDED: [&str; 22] = [
    "api-key,example,carto,npm",
    "private-key,example,carto,pnpm,no-sandbox,typescript",
    "oauth,example,on-premise,yarn,typescript",
    "forced,example,on-premise,bun",
    "api-key,empty,on-premise,pnpm",
    "private-key,empty,on-premise,yarn,typescript",
    "oauth,empty,carto,bun,no-sandbox",
    "forced,empty,carto,npm",
    "api-key,dataset,carto,yarn,no-sandbox,typescript",
    "private-key,dataset,carto,bun,typescript",
    "oauth,dataset,on-premise,npm",
    "forced,dataset,on-premise,pnpm,no-sandbox,typescript",
    "api-key,datasets,on-premise,bun",
    "private-key,datasets,on-premise,npm,no-sandbox,typescript",
    "oauth,datasets,carto,pnpm,typescript",
    "forced,datasets,carto,yarn,typescript",
    "api-key,both,carto,npm,typescript",
    "private-key,both,carto,pnpm",
    "oauth,both,on-premise,yarn,no-sandbox",
    "forced,both,on-premise,bun",
    "oauth,example,carto,npm",
    "private-key,example,carto,npm,typescript",
];

/// Returns each combination with its name, such as `oauth,example,carto,npm` or `forced,both,carto,bun,no-sandbox,typescript`.
pub fn plans() -> &'static [(String, Plan)] {
    static PLANS: LazyLock<Vec<(String, Plan)>> = LazyLock::new(render);
    &PLANS
}

/// Renders all combinations, without the cache of [`plans`].
pub fn render() -> Vec<(String, Plan)> {
    let (mut plans, mut others) = (Vec::new(), Vec::new());
    for (manager, by_manager) in MANAGERS {
        for (server, by_server) in SERVERS {
            for (data, by_data) in DATA {
                for (mode, by_mode) in MODES {
                    let name = format!("{mode},{data},{server},{manager}");
                    let given = [by_manager, by_server, by_data, by_mode].concat();
                    for (suffix, more) in VARIANTS {
                        let name = format!("{name}{suffix}");
                        if is_rendered(&name, suffix) {
                            others.push((name, plan(&[given.as_slice(), more].concat())));
                        }
                    }
                    plans.push((name, plan(&given)));
                }
            }
        }
    }
    plans.extend(others);
    plans
}

/// Whether a combination without the sandbox or with TypeScript exists.
fn is_rendered(name: &str, suffix: &str) -> bool {
    RECORDED.contains(&name) || suffix == ",typescript" && name.contains(",carto,npm")
}

fn plan(given: &[(Key, &str)]) -> Plan {
    let mut answers = Answers::for_directory("my-map");
    for (key, text) in given {
        answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
    }
    let around = Surroundings::detached();
    let resolved = resolve(&answers, &around).unwrap_or_else(|problems| panic!("{problems:#?}"));
    template::plan(&resolved.spec).expect("renders")
}
