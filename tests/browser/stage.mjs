import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startStandin } from '../standin/server.mjs';
import { playOtherHosts } from './hosts.mjs';
import { startVite } from './vite.mjs';

const FLAGS = [
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking',
  '--disable-component-update --disable-sync --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader',
];
/** What graphics drivers and Vite's client say; it's not about the application. */
const CHATTER = [/GL Driver Message/, /GPU stall due to ReadPixels/, /^\[vite\] /, /React DevTools/];
const PATIENCE = 30_000;

/**
 * An application that is served, a stand-in for CARTO and a browser, and all that is said in it.
 * Settings: `scenario`; `name` and `app`, the application and its folder; `port`, where it is served; `dev`, by the
 * development server; `standin`, for the stand-in; `phone`, a small screen; `screenshots`, a folder; `chromium`, a path;
 * and whatever the scenario wants to know besides.
 */
export class Stage {
  #ends = [];
  #said = [];
  #expected = [];

  static async open(settings) {
    const stage = new Stage(settings);
    try {
      await stage.#set();
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  constructor(settings) {
    this.settings = settings;
    this.url = `https://localhost:${settings.port}`;
  }

  async #set() {
    const { settings } = this;
    this.standin = await startStandin(settings.standin);
    this.#ends.push(() => this.standin.close());
    const vite = await startVite(settings);
    this.#ends.push(() => vite.stop());
    const browser = await chromium.launch({
      executablePath: settings.chromium,
      args: FLAGS.join(' ').split(' '),
    });
    this.#ends.push(() => browser.close());
    this.context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: settings.phone ? { width: 360, height: 740 } : { width: 1200, height: 800 },
      hasTouch: Boolean(settings.phone),
    });
    this.context.setDefaultTimeout(PATIENCE);
    this.hosts = await playOtherHosts(this.context, this.standin);
    await this.context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        console.error(`Content-Security-Policy: ${effectiveDirective} forbids ${blockedURI}`),
      );
    });
    this.context.on('console', (message) => {
      this.#said.push({ type: message.type(), text: message.text(), from: message.location().url });
    });
    this.context.on('weberror', (error) => {
      this.#said.push({ type: 'error', text: String(error.error().stack), from: '' });
    });
    this.page = await this.context.newPage();
  }

  async visit(path = '/') {
    await this.page.goto(this.url + path);
  }

  button(name) {
    return this.page.getByRole('button', { name });
  }

  /** Requests to the stand-in, of one kind or of all. */
  asked(kind) {
    return this.standin.requests.filter((request) => !kind || request.kind === kind);
  }

  /** Waits until a function gives something true, and gives that. */
  async until(what, isSo) {
    const end = Date.now() + PATIENCE;
    let last;
    while (Date.now() < end) {
      last = await isSo();
      if (last) return last;
      await this.page.waitForTimeout(100);
    }
    assert.fail(`waited in vain until ${what}`);
  }

  /** From here on a warning or error that fits is no fault. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  assertQuiet() {
    const isFault = ({ type, text, from }) =>
      ['error', 'warning', 'assert'].includes(type) &&
      ![...CHATTER, ...this.#expected].some((pattern) => pattern.test(text) || pattern.test(`${text} ${from}`));
    assert.deepEqual(this.#said.filter(isFault), [], 'the console has warnings or errors');
    assert.deepEqual(this.hosts.strangers, [], 'hosts were asked that have nothing to do with CARTO');
    const said = this.#said.map(({ text }) => text).join();
    assert(!this.standin.accounts.issued.some((token) => said.includes(token)), 'a token is in the console');
  }

  /** What happened, for whoever has to find out why a scenario failed. */
  account() {
    const asked = this.asked().map(({ kind, method, url, status }) => `${status} ${kind} ${method} ${url.slice(0, 160)}`);
    const said = this.#said.map(({ type, text, from }) => `${type}: ${text.slice(0, 600)} ${from}`);
    return [`at ${this.page?.url()}`, 'Asked:', ...asked.slice(-25), 'Console:', ...said.slice(-25)].join('\n');
  }

  async photograph(moment, page = this.page) {
    const { screenshots, name, scenario } = this.settings;
    mkdirSync(screenshots, { recursive: true });
    await page?.screenshot({ path: join(screenshots, `${name}-${scenario}-${moment}.png`) }).catch(() => {});
  }

  async close() {
    for (const end of this.#ends.reverse()) await end();
  }
}
