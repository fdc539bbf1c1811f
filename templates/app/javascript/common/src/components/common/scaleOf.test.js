import { expect, test } from 'vitest';
import { scaleOf } from './scaleOf';

test.each([
  [{ latitude: 0, zoom: 0 }, 'de', '5.000 km'],
  [{ latitude: 60, zoom: 5 }, 'da', '100 km'],
  [{ latitude: 38.5, zoom: 3.4 }, 'en-US', '200 mi'],
  [{ latitude: 51, zoom: 16 }, 'en-GB', '200 ft'],
  [{ latitude: 0, zoom: 24 }, 'de', '0,5 m'],
])('is a round distance: %o in %s', (view, language, label) => {
  const scale = scaleOf(view, language);
  expect(scale.label).toBe(label);
  expect(scale.width).toBeGreaterThan(45);
  expect(scale.width).toBeLessThanOrEqual(125);
});
