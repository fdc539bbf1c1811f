/** A login whose pages cut the tie between the windows (COOP), so that the one seems closed to the other. */
import { openLogin } from '../login.mjs';

export default async function severedLogin(stage) {
  const { page } = stage;
  await stage.visit();
  const popup = await openLogin(stage);
  const allow = popup.getByRole('button', { name: 'Allow' });
  await allow.waitFor();
  // Longer than it takes the application to notice.
  await page.waitForTimeout(1500);
  await stage.photograph('waiting');
  await allow.click();
  await stage.button(/^Account/).waitFor();
  await stage.until(
    'the window closes, or says that it can be closed',
    async () => popup.isClosed() || (await popup.getByText('You can close this window').isVisible()),
  );
}
