import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announce } from 'store/appSlice';
import { renderWithStore } from '../../testUtils';
import Status from './Status';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('tells what is on the page once it has not changed for a moment', () => {
  const { store } = renderWithStore(<Status />);
  const say = (id, text) => act(() => void store.dispatch(announce({ id, text })));
  const wait = (time) => act(() => void vi.advanceTimersByTime(time));
  const status = () => screen.getByRole('status').textContent;

  say('stores', 'Stores in view: 12');
  wait(900);
  say('stores', 'Stores in view: 3');
  wait(900);
  expect(status()).toBe('');
  wait(100);
  expect(status()).toBe('Stores in view: 3');
  say('stores', null);
  wait(1000);
  expect(status()).toBe('');
});
