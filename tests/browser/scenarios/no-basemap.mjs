/** Without the basemap there are the features, and a warning in the console. */
import { countPixels } from '../pixels.mjs';

export default async function noBasemap(stage) {
  stage.hosts.basemapIsDown = true;
  stage.expect(/basemap/i);
  await stage.visit();
  await stage.until('features are drawn', async () => (await countPixels(stage.page, '#12467b')) > 50);
  await stage.photograph('drawn');
}
