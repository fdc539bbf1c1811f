/** Serves an application: as it was built, or by the development server. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export async function startVite({ app, port, dev }) {
  const vite = join(app, 'node_modules/vite/bin/vite.js');
  const server = spawn(process.execPath, [vite, ...(dev ? [] : ['preview']), '--port', String(port)], {
    cwd: app,
    env: { ...process.env, NO_COLOR: '1' },
  });
  process.once('exit', () => server.kill());
  let said = '';
  await new Promise((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        said += chunk;
        if (/Local:\s+https:/.test(said)) resolve();
      });
    }
    server.once('exit', () => reject(new Error(`vite ended:\n${said}`)));
  });
  return {
    stop: () => new Promise((resolve) => server.removeAllListeners('exit').once('exit', resolve).kill('SIGKILL')),
  };
}
