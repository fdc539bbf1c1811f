/** An address that doesn't exist says so, and leads back. */
export default async function notFound(stage) {
  const { page } = stage;
  await stage.visit('/nothing/here');
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await stage.photograph('told');
  await page.getByRole('link', { name: 'To the first page' }).click();
  await page.waitForURL(`**${stage.settings.view}`);
}
