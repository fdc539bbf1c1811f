/** Listens on this machine only, at both addresses that “localhost” can mean in a browser. */
import { createServer } from 'node:http';
import { StartError } from '../startError.js';

/** The errors on machines without IPv6. */
const NO_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];
/** URLs of tiles contain the whole query. */
const OPTIONS = { maxHeaderSize: 64 * 1024 };

/** Port 0 means any free port. `variable` is the environment variable for the port. */
export async function listen({ port: wanted, variable, answer }) {
  const servers = [];
  const close = () => Promise.all(servers.map(closeServer));
  try {
    servers.push(await open(answer, wanted, '127.0.0.1'));
    const { port } = servers[0].address();
    const other = await open(answer, port, '::1').catch((error) => {
      if (!NO_ADDRESS.includes(error.code)) throw error;
    });
    if (other) servers.push(other);
    return { port, close };
  } catch (error) {
    await close();
    throw error.code === 'EADDRINUSE' ? portInUse(wanted, variable) : error;
  }
}

export function portInUse(port, variable) {
  return new StartError(
    `Port ${port} is in use. Stop the program that uses it, or set ${variable} to another port.`,
  );
}

function open(answer, port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer(OPTIONS, answer);
    server.once('error', reject).listen(port, host, () => resolve(server));
  });
}

function closeServer(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}
