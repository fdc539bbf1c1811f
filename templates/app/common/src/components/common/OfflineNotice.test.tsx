import { act, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import OfflineNotice from './OfflineNotice';

test('is there while the browser has no network', async () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  render(<OfflineNotice />);
  expect(screen.queryByRole('status')).toBeNull();
  onLine.mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event('offline')));
  expect(await screen.findByRole('status')).toHaveTextContent('You are offline.');
});
