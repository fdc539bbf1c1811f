import { useState } from 'react';
import { act, fireEvent, screen } from '@testing-library/react';
import { setViewState } from '@carto/react-redux';
import { expect, test } from 'vitest';
import { renderWithStore } from '../../testUtils';
import FeaturePopup from './FeaturePopup';

const AT = { longitude: 12.5, latitude: 55.7 };
const FACTS = {
  title: 'Main Street',
  facts: [{ text: 'A road' }, { name: 'lanes', text: '2' }],
};

function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Open</button>
      <button onClick={() => setOpen(false)}>Leave</button>
      {isOpen && <FeaturePopup {...AT} {...FACTS} onClose={() => setOpen(false)} />}
    </>
  );
}

function open() {
  const { store } = renderWithStore(<Page />);
  move(store, AT);
  const button = screen.getByRole('button', { name: 'Open' });
  button.focus();
  fireEvent.click(button);
  return { store, button };
}
const card = () => screen.getByRole('dialog', { name: 'Main Street' });

const move = (store, to) =>
  act(() => void store.dispatch(setViewState({ ...AT, zoom: 10, width: 800, height: 600, ...to })));

test('shows the facts', () => {
  open();
  expect(card()).toHaveTextContent('Main StreetA roadlanes: 2');
});

test.each([
  ['its button', () => fireEvent.click(screen.getByRole('button', { name: 'Close' }))],
  ['Esc', () => fireEvent.keyDown(card(), { key: 'Escape' })],
])('takes the focus, and gives it back when %s closes it', (_, close) => {
  const { button } = open();
  expect(card()).toHaveFocus();
  close();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(button).toHaveFocus();
});

test('leaves the focus alone when it is elsewhere by then', () => {
  open();
  const other = screen.getByRole('button', { name: 'Leave' });
  other.focus();
  fireEvent.click(other);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(other).toHaveFocus();
});

test('follows its place on the map, and is hidden while that is not in view', () => {
  const { store } = open();
  const { style } = card();
  expect(parseFloat(style.left)).toBeCloseTo(400);
  move(store, { longitude: 12.6 });
  expect(parseFloat(style.left)).toBeLessThan(400);
  move(store, { longitude: 40 });
  expect(style.visibility).toBe('hidden');
});
