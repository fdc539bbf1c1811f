//! Applications that were extended by hand and with `carto-app add`. The application's own tools check the result, and its
//! browser tests open it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::apps::{API_KEY, FORCED};
use super::dumps;
use super::e2e;
use super::tools::{clear, copy_packages, folder, program, run};
use super::unusual;

/// An application with all kinds of added parts.
pub struct Extended {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Whether the new view is behind the login.
    login: bool,
    /// Whether the owner has changed the application before.
    by_hand: bool,
    built: OnceLock<Result<PathBuf, String>>,
}

pub static FRESH_API_KEY: Extended =
    Extended::new("added-api-key", &["--auth=api-key", "--no-example"], false, false);
pub static FRESH_OAUTH: Extended = Extended::new(
    "added-oauth",
    &["--language=typescript", "--client-id=AbCdEfGhIjKl", "--example"],
    true,
    false,
);
pub static CHANGED_API_KEY: Extended =
    Extended::new("added-api-key-by-hand", &["--auth=api-key"], false, true);
pub static CHANGED_OAUTH: Extended = Extended::new(
    "added-oauth-by-hand",
    &["--client-id=AbCdEfGhIjKl", "--example", "--dataset=rivers"],
    true,
    true,
);

/// The parts to add, in an order in which each finds what it needs.
const PARTS: [&[&str]; 19] = [
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
    &["widget", "roadPie", "--kind=pie", "--column=kind", "--source=roads"],
    &["widget", "roadBars", "--kind=bar", "--column=kind", "--source=roads"],
    &["widget", "laneRange", "--kind=range", "--column=lanes", "--source=roads"],
    &["widget", "roadAges", "--kind=time-series", "--column=built", "--source=roads"],
    &["widget", "roadSizes", "--kind=scatter", "--column=length,lanes", "--source=roads"],
    &["widget", "roadTable", "--kind=table", "--column=kind,lanes", "--source=roads"],
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

/// Points, which are visible at every zoom.
const ROADS: &str = "longitude,latitude,kind,lanes,length,built\n\
    -100,40,highway,4,10,2001-05-01\n-98,41,highway,2,10,2003-01-01\n-96,39,highway,2,10,2003-02-01\n\
    -94,38,highway,1,10,\n-92,40,street,2,15,2004-01-01\n-90,41,street,0,5,2005-01-01\n";

const BROWSER_TEST: &str = "\
import { enterWithData } from './support/enter.js';
import { readNumber, widget } from './support/locators.js';
import { countPixels, expectFeatures } from './support/map.js';
import { expect, test } from './support/test.js';

test('the added parts are drawn, explained and counted', async ({ page }) => {
  await enterWithData(page, '/roads');
  await expect(page.getByRole('heading', { name: 'Roads', level: 1 })).toBeVisible();
  await expectFeatures(page);
  for (const color of ['#3b7dd8', '#e0523d']) {
    await expect.poll(() => countPixels(page, color), color).toBeGreaterThan(20);
  }
  const legends = page.getByRole('region', { name: 'Map', exact: true }).locator('details [role=group]');
  await expect(legends).toHaveText(['KindhighwaystreetOther', 'Cartodb idBelow 1010 – 100100 – 1,0001,000 and moreUnknown']);
  const kinds = widget(page, 'Roads by kind');
  await expect(kinds.getByRole('button').first()).toHaveText('highway4');
  await expect.poll(() => readNumber(widget(page, 'Length of all'))).toBe(60);
  const lanes = widget(page, 'Roads by lanes');
  await expect(lanes.getByRole('button', { name: '2 to 4: 3' })).toBeVisible();
  await expect(widget(page, 'Road ages').getByRole('slider')).toHaveCount(2);
  const rows = widget(page, 'Road table').getByRole('row');
  await expect(rows).toHaveCount(7);
  for (const title of ['Road pie', 'Road bars', 'Lane range', 'Road sizes']) {
    await expect(widget(page, title).getByRole('progressbar')).toHaveCount(0);
    await expect(widget(page, title)).not.toContainText(/No data|Could not/);
  }
  await kinds.getByRole('button', { name: /street/ }).click();
  await expect(rows).toHaveCount(3);
  await expect.poll(() => readNumber(widget(page, 'Length of all'))).toBe(20);
});
";

/// Settings of another team.
const SETTINGS: &str = "printWidth: 72\nuseTabs: true\ntabWidth: 4\nsemi: false\nsingleQuote: false\njsxSingleQuote: true\n\
    trailingComma: none\narrowParens: avoid\nbracketSameLine: true\nbracketSpacing: false\nendOfLine: crlf\n";

/// The new view after edits by its owner: split into two components, one wrapped in `memo`.
const SPLIT: &str = "\
import { memo } from 'react'
import ViewPanel from 'components/common/ViewPanel'

// The panel without its content.
const Roads = () => <ViewPanel title=\"Roads\"><Content /></ViewPanel>

/* The content. */
function Content() {
  return <></>
}

export default memo(Roads)
";

impl Extended {
    const fn new(name: &'static str, arguments: &'static [&'static str], login: bool, by_hand: bool) -> Self {
        Self { name, arguments, login, by_hand, built: OnceLock::new() }
    }

    /// Fails unless its own lint, format check, tests and build pass.
    #[track_caller]
    pub fn assert_built(&self) {
        if let Err(why) = self.built.get_or_init(|| self.build()) {
            panic!("{}: {why}", self.name);
        }
    }

    /// Fails unless its new source, view, layers and widgets are visible in the browser, and one without a login shows unusual
    /// data, too.
    #[track_caller]
    pub fn assert_visible(&self) {
        self.assert_built();
        let folder = folder().join(self.name);
        let mut files = vec!["e2e/roads.e2e.js"];
        if !self.login {
            unusual::add(&folder).unwrap_or_else(|why| panic!("{}: {why}", self.name));
            files.push(unusual::TEST);
        }
        e2e::assert_files_pass(self.name, &folder, &files);
    }

    fn build(&self) -> Result<PathBuf, String> {
        let folder = folder().join(self.name);
        clear(&folder);
        carto_app(
            &[&["new", ".", "--yes", "--no-git", "--package-manager=npm"], self.arguments].concat(),
            &folder,
        )?;
        let is_typescript = self.arguments.contains(&"--language=typescript");
        let owner = if is_typescript { &FORCED } else { &API_KEY };
        copy_packages(&owner.node_modules(), &folder.join("node_modules"));
        if self.by_hand {
            self.change(&folder)?;
        }
        for words in PARTS {
            let mut words = [&["add"], words].concat();
            if self.login && words[1] == "view" {
                words.push("--login");
            }
            if self.by_hand {
                // The application has other Prettier settings.
                words.push("--format");
            }
            carto_app(&words, &folder.join("src/components"))?;
            // Running the same command again changes nothing.
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
        for words in [&["run", "lint"][..], &["run", "format:check"], &["test"], &["run", "build"]] {
            run(&format!("{}: npm {}", self.name, words.join(" ")), &mut program("npm", words, &folder))?;
        }
        dumps::keep(&folder);
        if !is_typescript {
            fs::write(folder.join("e2e/roads.e2e.js"), BROWSER_TEST).map_err(|error| error.to_string())?;
        }
        Ok(folder)
    }

    /// Changes the application as an owner might: other Prettier settings, and comments.
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
            "export const reducers = {\n  app: appReducer,\n",
            "export const reducers = {\n  // Ours first.\n  app: appReducer, // the app itself\n",
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

/// Runs carto-app and returns its output.
pub fn carto_app(words: &[&str], folder: &Path) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carto-app"));
    // Prettier needs `node`.
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.args(words).current_dir(folder).env_clear().env("PATH", path);
    let output = command.output().map_err(|error| error.to_string())?;
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() {
        Ok(text)
    } else {
        Err(format!("carto-app {} failed ({}):\n{text}", words.join(" "), output.status))
    }
}
