// An npm registry that serves only the packages in one folder: `node registry.mjs FOLDER`.
// Prints its address on stdout, and ends with its stdin.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const folder = process.argv[2];
const tarballs = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
const manifests = new Map([...tarballs.keys()].map(readManifest).map((manifest) => [manifest.name, manifest]));

const server = createServer(({ method, url }, response) => {
  const path = decodeURIComponent(new URL(url, address()).pathname).slice(1);
  const manifest = manifests.get(path);
  const tarball = tarballs.get(path.replace(/^tarballs\//, ''));
  if (method !== 'GET' || !(manifest || tarball)) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
  } else if (tarball) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarball);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(describe(manifest)));
  }
});
server.listen(0, 'localhost', () => console.log(address()));
process.stdin.resume().on('end', () => process.exit());

function address() {
  return `http://localhost:${server.address().port}`;
}

function readManifest(file) {
  const packed = ['-xzOf', join(folder, file), 'package/package.json'];
  return { ...JSON.parse(execFileSync('tar', packed, { encoding: 'utf8' })), file };
}

/** Returns a registry's document about a package, with its only version. */
function describe({ file, ...manifest }) {
  const { name, version } = manifest;
  const tarball = tarballs.get(file);
  const dist = {
    tarball: `${address()}/tarballs/${file}`,
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
  };
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
    // An old date, as package managers may avoid versions that are only days old.
    time: { [version]: '2020-01-01T00:00:00.000Z' },
  };
}
