import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderWithStore } from '../../testUtils';
import Map from './Map';

test('without WebGL the map says so instead of breaking', () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  const { store } = renderWithStore(<Map />);
  expect(screen.getByRole('alert')).toHaveTextContent('WebGL is not available');
  expect(store.getState().app.isMapBroken).toBe(true);
});
