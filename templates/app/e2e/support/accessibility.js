import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';

/** What is on the screen has no serious or critical fault that axe finds. */
export async function expectAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  expect(grave.map(({ help, nodes }) => [help, ...nodes.map(({ html }) => html)])).toEqual([]);
}
