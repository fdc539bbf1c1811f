// Writes an application with the release build, installs it, starts its sandbox, and opens a browser.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

const PORTS = { SANDBOX_APP_PORT: '3100', SANDBOX_CARTO_PORT: '3101' };
const ADDRESS = `http://localhost:${PORTS.SANDBOX_APP_PORT}`;
const BROWSER =
  '--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update ' +
  '--disable-sync --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader';

/**
 * Calls `use` with the address of a running application and with a browser, and removes the application afterwards. `answers` are
 * arguments of `carto-app new`. CHROMIUM_PATH names the browser; the default is Playwright's own.
 */
export async function withApplication(answers, use) {
  const folder = mkdtempSync(join(tmpdir(), 'carto-app-pictures-'));
  const app = join(folder, 'retail-map');
  let sandbox;
  let browser;
  try {
    const words = ['run', '--locked', '--release', '--', 'new', app, '--yes', '--no-git', ...answers];
    execFileSync('cargo', words, { cwd: ROOT, stdio: 'inherit' });
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: app, stdio: 'inherit' });
    const env = { ...process.env, ...PORTS };
    sandbox = spawn('node', ['sandbox/start.js', '--preview'], { cwd: app, env, stdio: 'inherit' });
    await waitForAnswer();
    const { chromium } = createRequire(join(app, 'package.json'))('@playwright/test');
    const executablePath = process.env.CHROMIUM_PATH;
    browser = await chromium.launch({ executablePath, args: BROWSER.split(' ') });
    await use({ address: ADDRESS, browser });
  } finally {
    await browser?.close();
    await stop(sandbox);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Logs in at the local CARTO, with its first account. */
export async function logIn(page) {
  const popup = await openLogin(page);
  await popup.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('button', { name: /^Account/ }).waitFor();
}

/** Clicks the login button, and returns the window that it opens. */
export async function openLogin(page) {
  const button = page.getByRole('button', { name: /^Login( with CARTO)?$/ }).first();
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  return popup;
}

async function waitForAnswer() {
  for (let tries = 0; tries < 240; tries += 1) {
    if (await fetch(ADDRESS).then(({ ok }) => ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${ADDRESS} does not answer`);
}

/** Ends the sandbox, so that the next one can have its ports. */
async function stop(sandbox) {
  if (!sandbox || sandbox.exitCode !== null) return;
  const ended = new Promise((resolve) => sandbox.once('exit', resolve));
  sandbox.kill('SIGINT');
  await ended;
}
