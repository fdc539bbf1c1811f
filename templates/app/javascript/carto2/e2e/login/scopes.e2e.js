import { readdirSync } from 'node:fs';
import { parse } from 'node:path';
import { GUEST, PUBLIC_TABLES } from '../../sandbox/settings.js';
import { alert } from '../support/locators.js';
import { askAlsoFor, askOnlyFor, decide, logIn, openLogin, openOwnData } from '../support/login.js';
import { DATA } from '../support/sandbox.js';
import { expect, test } from '../support/test.js';

test('names a dataset that does not exist', async ({ page }) => {
  await askAlsoFor(page, 'datasets:r:no_such_table');
  await page.goto('/');
  await openLogin(page);
  await expect(alert(page)).toContainText('does not grant these scopes: datasets:r:no_such_table');
});

test('names a dataset of another account', async ({ page }) => {
  const table = findPrivateTable();
  await askOnlyFor(page, `user:profile datasets:r:${table}`);
  await page.goto('/');
  await decide(await openLogin(page), 'Allow', { account: GUEST });
  await expect(alert(page)).toContainText(`does not grant these scopes: datasets:r:${table}`);
});

test('reports a dataset that no scope covers', async ({ page, watched }) => {
  watched.expect(/status of 403/);
  await askOnlyFor(page, 'user:profile');
  await page.goto('/');
  await logIn(page);
  await openOwnData(page);
  await expect(alert(page).filter({ hasText: 'The login is missing a scope' })).toBeVisible();
});

/** A table that only its owner may read. */
function findPrivateTable() {
  const tables = readdirSync(DATA)
    .filter((file) => /\.(csv|geojson)$/.test(file))
    .map((file) => parse(file).name.replace(/^public\./, ''));
  return tables.find((table) => !PUBLIC_TABLES.includes(table));
}
