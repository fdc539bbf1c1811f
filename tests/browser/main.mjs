/**
 * Plays one scenario with one application: `node main.mjs '{"scenario":"not-found","app":"/path",…}'`; see `Stage`.
 * Exits with 1 and says why on stderr when the application doesn't do what it should.
 */
import { Stage } from './stage.mjs';

const settings = JSON.parse(process.argv[2]);
const { default: play } = await import(`./scenarios/${settings.scenario}.mjs`);
const stage = await Stage.open(settings);
try {
  await play(stage);
  stage.assertQuiet();
} catch (error) {
  await stage.photograph('failure');
  console.error(error.stack);
  console.error(stage.account());
  process.exitCode = 1;
} finally {
  await stage.close();
}
