const METRIC = [
  { name: 'kilometer', meters: 1000 },
  { name: 'meter', meters: 1 },
];
const IMPERIAL = [
  { name: 'mile', meters: 1609.344 },
  { name: 'foot', meters: 0.3048 },
];
/** Where distances are in miles. */
const REGIONS = ['GB', 'LR', 'MM', 'US'];

const EQUATOR = 40_075_016.686;
/** The whole world at zoom 0, in pixels. */
const WORLD = 512;
const WIDEST = 125;

/** The longest round distance that fits into a scale bar, in the units of a language, and its width. */
export function scaleOf({ latitude, zoom }, language) {
  const metersPerPixel = (EQUATOR * Math.cos((latitude * Math.PI) / 180)) / (WORLD * 2 ** zoom);
  const [large, small] = unitsOf(language);
  const longest = metersPerPixel * WIDEST;
  const unit = longest >= large.meters ? large : small;
  const value = roundDown(longest / unit.meters);
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: unit.name });
  return { label: format.format(value), width: (value * unit.meters) / metersPerPixel };
}

function unitsOf(language) {
  const { region = '' } = new Intl.Locale(language).maximize();
  return REGIONS.includes(region) ? IMPERIAL : METRIC;
}

/** To 1, 2 or 5, with zeros. */
function roundDown(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [5, 2, 1].find((each) => each * power <= value);
  return digit * power;
}
