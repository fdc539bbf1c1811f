import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Expects that axe finds no serious or critical issue on the page. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact!));
  expect(serious.map(({ help, nodes }) => [help, ...nodes.map(({ html }) => html)])).toEqual([]);
}
