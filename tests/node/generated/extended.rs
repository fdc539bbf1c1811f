//! Applications that were gone on with: by their owner's hand, and by `carto-app add`. What comes out is held by the
//! application's own tools, and seen in its browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::apps::API_KEY;
use super::dumps;
use super::e2e;
use super::tools::{clear, copy_packages, folder, program, run};

/// An application with all that can be added.
pub struct Extended {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Whether its new view is behind the login.
    login: bool,
    /// Whether its owner has gone on with it before.
    by_hand: bool,
    built: OnceLock<Result<PathBuf, String>>,
}

pub static FRESH_API_KEY: Extended =
    Extended::new("added-api-key", &["--auth=api-key", "--no-example"], false, false);
pub static FRESH_OAUTH: Extended =
    Extended::new("added-oauth", &["--client-id=AbCdEfGhIjKl", "--example"], true, false);
pub static CHANGED_API_KEY: Extended =
    Extended::new("added-api-key-by-hand", &["--auth=api-key"], false, true);
pub static CHANGED_OAUTH: Extended = Extended::new(
    "added-oauth-by-hand",
    &["--client-id=AbCdEfGhIjKl", "--example", "--dataset=rivers"],
    true,
    true,
);

/// What is added, in an order in which each finds what it needs.
const ADDED: [&[&str]; 13] = [
    &["source", "Roads", "--dataset=roads_2020"],
    &["view", "roads"],
    &[
        "layer",
        "ROADS",
        "--geometry=point",
        "--style=categories",
        "--column=kind",
        "--values=highway,street",
        "--view=Roads",
    ],
    &["widget", "roads_by_kind", "--kind=category", "--column=kind", "--source=roadsSource"],
    &[
        "widget",
        "roadLength",
        "--operation=sum",
        "--column=length",
        "--source=roads",
        "--title=Length of all",
    ],
    &["widget", "roadsByLanes", "--kind=histogram", "--column=lanes", "--ticks=1,2,4", "--source=roads"],
    &[
        "source",
        "parks",
        "--sql=SELECT *, 'a\\b`${c}' AS \"It's\"\n  FROM acme.parks -- all of them\n",
        "--credentials=application",
    ],
    &[
        "layer",
        "parks",
        "--geometry=polygon",
        "--style=bins",
        "--column=cartodb_id",
        "--breaks=10,100,1000",
        "--view=roads",
    ],
    &["layer", "roadLanes", "--source=roads", "--style=continuous", "--column=lanes", "--breaks=0,4"],
    &[
        "model",
        "roadsOfKind",
        "--sql=SELECT name FROM roads_2020 WHERE lanes >= {lanes} AND kind = {kind}",
        "--param=lanes=integer",
        "--param=kind=highway,street",
    ],
    &["model", "roads", "--source=roads"],
    &["slice", "filters"],
    &["component", "road card"],
];

/// Points, so that they are seen at every zoom.
const ROADS: &str = "longitude,latitude,kind,lanes,length\n\
    -100,40,highway,4,10\n-98,41,highway,2,10\n-96,39,highway,2,10\n-94,38,highway,1,10\n-92,40,street,2,15\n-90,41,street,0,5\n";

const SEEN: &str = "\
import { enterWithData } from './support/enter.js';
import { readNumber, widget } from './support/locators.js';
import { countPixels, expectFeatures } from './support/map.js';
import { expect, test } from './support/test.js';

test('what was added is drawn, explained and counted', async ({ page }) => {
  await enterWithData(page, '/roads');
  await expect(page.getByRole('heading', { name: 'Roads', level: 1 })).toBeVisible();
  await expectFeatures(page);
  for (const color of ['#12467b', '#d1495b']) {
    await expect.poll(() => countPixels(page, color), color).toBeGreaterThan(20);
  }
  const legends = page.getByRole('region', { name: 'Map', exact: true }).locator('details');
  await expect(legends).toHaveText(['Cartodb idBelow 1010 – 100100 – 1,0001,000 and moreUnknown', 'KindhighwaystreetOther']);
  const kinds = widget(page, 'Roads by kind');
  await expect(kinds.getByRole('button').first()).toHaveText('highway4');
  await expect.poll(() => readNumber(widget(page, 'Length of all'))).toBe(60);
  const lanes = widget(page, 'Roads by lanes');
  await expect(lanes.getByRole('button', { name: '2 to 4: 3' })).toBeVisible();
  await kinds.getByRole('button', { name: /street/ }).click();
  await expect.poll(() => readNumber(widget(page, 'Length of all'))).toBe(20);
});
";

/// What another team likes better.
const SETTINGS: &str = "printWidth: 72\nuseTabs: true\ntabWidth: 4\nsemi: false\nsingleQuote: false\njsxSingleQuote: true\n\
    trailingComma: none\narrowParens: avoid\nbracketSameLine: true\nbracketSpacing: false\nendOfLine: crlf\n";

/// The new view as its owner goes on with it: in two components, one of them another's argument.
const SPLIT: &str = "\
import { memo } from 'react'
import ViewPanel from 'components/common/ViewPanel'

// The panel, without what is in it.
const Roads = () => <ViewPanel title=\"Roads\"><Content /></ViewPanel>

/* What is in it. */
function Content() {
  return <></>
}

export default memo(Roads)
";

impl Extended {
    const fn new(name: &'static str, arguments: &'static [&'static str], login: bool, by_hand: bool) -> Self {
        Self { name, arguments, login, by_hand, built: OnceLock::new() }
    }

    /// Passes its own lint, format check, tests and build.
    #[track_caller]
    pub fn assert_built(&self) {
        if let Err(why) = self.built.get_or_init(|| self.build()) {
            panic!("{}: {why}", self.name);
        }
    }

    /// Its new source, view, layers and widgets are seen in the browser.
    #[track_caller]
    pub fn assert_seen(&self) {
        self.assert_built();
        let folder = folder().join(self.name);
        e2e::assert_file_passes(self.name, &folder, "e2e/roads.e2e.js");
    }

    fn build(&self) -> Result<PathBuf, String> {
        let folder = folder().join(self.name);
        clear(&folder);
        carto_app(
            &[&["new", ".", "--yes", "--no-git", "--package-manager=npm"], self.arguments].concat(),
            &folder,
        )?;
        copy_packages(&API_KEY.node_modules(), &folder.join("node_modules"));
        if self.by_hand {
            self.change(&folder)?;
        }
        for words in ADDED {
            let mut words = [&["add"], words].concat();
            if self.login && words[1] == "view" {
                words.push("--login");
            }
            if self.by_hand {
                // Its Prettier has other settings.
                words.push("--format");
            }
            carto_app(&words, &folder.join("src/components"))?;
            // To say it again changes nothing.
            let again = carto_app(&words, &folder)?;
            if !again.contains("nothing was changed") {
                return Err(format!("{} again:\n{again}", words.join(" ")));
            }
            if self.by_hand && words[1] == "view" && !self.login {
                fs::write(folder.join("src/components/views/Roads.jsx"), SPLIT)
                    .map_err(|error| error.to_string())?;
                self.format(&folder)?;
            }
        }
        let data = folder.join("sandbox/data");
        fs::remove_file(data.join("roads_2020.geojson")).map_err(|error| error.to_string())?;
        fs::write(data.join("roads_2020.csv"), ROADS).map_err(|error| error.to_string())?;
        dumps::lend(&folder);
        for words in [
            &["run", "lint"][..],
            &["run", "format:check"],
            &["test", "--", "--project=src"],
            &["run", "build"],
        ] {
            run(&format!("{}: npm {}", self.name, words.join(" ")), &mut program("npm", words, &folder))?;
        }
        dumps::keep(&folder);
        fs::write(folder.join("e2e/roads.e2e.js"), SEEN).map_err(|error| error.to_string())?;
        Ok(folder)
    }

    /// What an owner does: other settings for Prettier, comments, members in another order.
    fn change(&self, folder: &Path) -> Result<(), String> {
        fs::remove_file(folder.join(".prettierrc.json")).map_err(|error| error.to_string())?;
        fs::write(folder.join(".prettierrc"), SETTINGS).map_err(|error| error.to_string())?;
        edit(
            &folder.join("src/routes.jsx"),
            "export const views = [\n",
            "/* All of them. */\nexport const views = [\n  // The first one is the first page.\n",
        )?;
        edit(
            &folder.join("src/store/store.js"),
            "    reducer: {\n      app: appReducer,\n",
            "    reducer: {\n      // Ours first.\n      app: appReducer, // the app itself\n",
        )?;
        if self.login {
            let state = folder.join("src/store/initialStateSlice.js");
            edit(&state, "  oauthApp: {\n", "  'oauthApp': {\n    // From the dashboard.\n")?;
            edit(
                &state,
                "    scopes: [\n",
                "    /* What people are asked for. */ scopes: [\n      // Names first.\n",
            )?;
        }
        self.format(folder)
    }

    fn format(&self, folder: &Path) -> Result<(), String> {
        run(&format!("{}: npm run format", self.name), &mut program("npm", &["run", "format"], folder))
            .map(drop)
    }
}

fn edit(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    if !text.contains(old) {
        return Err(format!("{} has no {old:?}", path.display()));
    }
    fs::write(path, text.replacen(old, new, 1)).map_err(|error| error.to_string())
}

/// Runs the command itself, and gives what it said.
fn carto_app(words: &[&str], folder: &Path) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carto-app"));
    // Prettier is started from there.
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.args(words).current_dir(folder).env_clear().env("PATH", path);
    let output = command.output().map_err(|error| error.to_string())?;
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() {
        Ok(said)
    } else {
        Err(format!("carto-app {} failed ({}):\n{said}", words.join(" "), output.status))
    }
}
