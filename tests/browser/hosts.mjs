/**
 * What lies beyond this machine: CARTO's own hosts are played by the stand-in, the basemap by a style with one polygon.
 * No request leaves the machine; one to any other host is noted and fails.
 */
import { PNG } from 'pngjs';
import { vectorTile } from '../standin/maps.mjs';
import { polygon } from '../standin/tables.mjs';

const AUTHORIZE = /^https:\/\/carto\.com\/oauth2\/authorize(?=[?]|$)/;
const MAPS = /^https:\/\/maps-api-v2\.us\.carto\.com\/user\/([^/]+)\//;
const USER = /^https:\/\/([^./]+)\.carto\.com\//;
const BASEMAP = /^https:\/\/(.+\.)?basemaps\.cartocdn\.com\//;
const AVATAR = /^https:\/\/avatars\.carto\.com\//;
const TILES = 'https://tiles.basemaps.cartocdn.com/vectortiles/carto.streets/v1';

/** The basemap answers until `basemapIsDown` is set; `asked` and `strangers` are the URLs of all requests and of the wrong ones. */
export async function playOtherHosts(context, standin) {
  const hosts = { asked: [], strangers: [], basemapIsDown: false };
  const toStandin = (route, path, users) => {
    const headers = { ...route.request().headers(), 'x-standin-users': users };
    return route
      .fetch({ url: standin.url + path, headers, maxRedirects: 0 })
      .then((response) => route.fulfill({ response }));
  };
  await context.route(
    (url) => url.hostname !== 'localhost' && url.protocol.startsWith('http'),
    async (route) => {
      const url = route.request().url();
      hosts.asked.push(url);
      if (AUTHORIZE.test(url)) return toStandin(route, url.slice('https://carto.com'.length), 'https://{user}.carto.com');
      if (AVATAR.test(url)) return route.fulfill({ contentType: 'image/png', body: avatar() });
      if (MAPS.test(url)) {
        const path = `/user/${url.replace(MAPS, '$1/')}`;
        return toStandin(route, path, 'https://maps-api-v2.us.carto.com/user/{user}');
      }
      if (USER.test(url)) return toStandin(route, `/user/${url.replace(USER, '$1/')}`, 'https://{user}.carto.com');
      if (BASEMAP.test(url)) return hosts.basemapIsDown ? route.abort() : route.fulfill(basemap(new URL(url)));
      hosts.strangers.push(url);
      return route.abort();
    },
  );
  return hosts;
}

function basemap({ pathname }) {
  const headers = { 'access-control-allow-origin': '*' };
  const tile = /\/(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(pathname);
  if (tile) {
    const [, z, x, y] = tile;
    const land = { type: 'Feature', properties: {}, geometry: polygon([-125, 25, -66, 49]) };
    return { headers, body: Buffer.from(vectorTile('land', [land], { z, x, y })) };
  }
  if (pathname.endsWith('/tiles.json')) {
    return { headers, json: { tilejson: '2.0.0', tiles: [`${TILES}/{z}/{x}/{y}.mvt`], minzoom: 0, maxzoom: 14 } };
  }
  if (pathname.endsWith('.png')) return { headers, contentType: 'image/png', body: square(1) };
  if (/sprite(@2x)?\.json$/.test(pathname)) return { headers, json: {} };
  return {
    headers,
    json: {
      version: 8,
      sprite: 'https://tiles.basemaps.cartocdn.com/gl/positron-gl-style/sprite',
      sources: { carto: { type: 'vector', url: `${TILES}/tiles.json` } },
      layers: [
        { id: 'background', type: 'background', paint: { 'background-color': '#d4dadc' } },
        { id: 'land', type: 'fill', source: 'carto', 'source-layer': 'land', paint: { 'fill-color': '#fafaf8' } },
      ],
    },
  };
}

const avatar = () => square(32);

function square(size) {
  const image = new PNG({ width: size, height: size });
  image.data.fill(160);
  return PNG.sync.write(image);
}
