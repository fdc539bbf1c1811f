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

/// The combinations whose files are in `snapshots/`. They cover every pair of values of different answers.
///
/// Combinations without the sandbox exist only here.
pub const RECORDED: [&str; 20] = [
    "api-key,example,carto,npm",
    "private-key,example,carto,pnpm,no-sandbox",
    "oauth,example,on-premise,yarn",
    "forced,example,on-premise,bun",
    "api-key,empty,on-premise,pnpm",
    "private-key,empty,on-premise,yarn",
    "oauth,empty,carto,bun,no-sandbox",
    "forced,empty,carto,npm",
    "api-key,dataset,carto,yarn,no-sandbox",
    "private-key,dataset,carto,bun",
    "oauth,dataset,on-premise,npm",
    "forced,dataset,on-premise,pnpm,no-sandbox",
    "api-key,datasets,on-premise,bun",
    "private-key,datasets,on-premise,npm,no-sandbox",
    "oauth,datasets,carto,pnpm",
    "forced,datasets,carto,yarn",
    "api-key,both,carto,npm",
    "private-key,both,carto,pnpm",
    "oauth,both,on-premise,yarn,no-sandbox",
    "forced,both,on-premise,bun",
];

/// Returns each combination with its name, such as `oauth,example,carto,npm` or `forced,both,carto,bun,no-sandbox`.
pub fn plans() -> &'static [(String, Plan)] {
    static PLANS: LazyLock<Vec<(String, Plan)>> = LazyLock::new(render);
    &PLANS
}

/// Renders all combinations, without the cache of [`plans`].
pub fn render() -> Vec<(String, Plan)> {
    let (mut plans, mut without) = (Vec::new(), Vec::new());
    for (manager, by_manager) in MANAGERS {
        for (server, by_server) in SERVERS {
            for (data, by_data) in DATA {
                for (mode, by_mode) in MODES {
                    let name = format!("{mode},{data},{server},{manager}");
                    let bare = format!("{name},no-sandbox");
                    let given = [by_manager, by_server, by_data, by_mode].concat();
                    if RECORDED.contains(&bare.as_str()) {
                        let given = [given.as_slice(), &[(Key::Sandbox, "false")]].concat();
                        without.push((bare, plan(&given)));
                    }
                    plans.push((name, plan(&given)));
                }
            }
        }
    }
    plans.extend(without);
    plans
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
