import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import DrawingSurface from './DrawingSurface';

const draw = vi.fn();
const cancel = vi.fn();

function show(shape) {
  render(<DrawingSurface shape={shape} onDraw={draw} onCancel={cancel} />);
  return screen.getByRole('application');
}
function at([clientX, clientY]) {
  return { clientX, clientY };
}
function drag(from, to) {
  const surface = show('rectangle');
  fireEvent.pointerDown(surface, at(from));
  fireEvent.pointerMove(surface, at(to));
  fireEvent.pointerUp(surface, at(to));
}
function click(surface, ...places) {
  for (const place of places) {
    fireEvent.pointerDown(surface, at(place));
    fireEvent.pointerUp(surface, at(place));
  }
}

beforeEach(() => {
  draw.mockReset();
  cancel.mockReset();
  // jsdom has no pointer capture.
  HTMLElement.prototype.setPointerCapture = () => {};
});

describe('a rectangle', () => {
  test('is dragged from corner to corner', () => {
    drag([10, 20], [110, 70]);
    expect(draw).toHaveBeenCalledExactlyOnceWith([[10, 20], [110, 20], [110, 70], [10, 70]]); // prettier-ignore
  });

  test('is none without an extent', () => {
    drag([10, 20], [11, 90]);
    expect(draw).not.toHaveBeenCalled();
  });
});

describe('a polygon', () => {
  const corners = [
    [10, 10],
    [90, 10],
    [50, 90],
  ];

  test('ends at its first corner', () => {
    const surface = show('polygon');
    click(surface, ...corners);
    expect(draw).not.toHaveBeenCalled();
    click(surface, [12, 13]);
    expect(draw).toHaveBeenCalledExactlyOnceWith(corners);
  });

  test('ends with a double click, or with Enter', () => {
    const surface = show('polygon');
    click(surface, ...corners, corners[2]);
    fireEvent.doubleClick(surface);
    fireEvent.keyDown(surface, { key: 'Enter' });
    expect(draw.mock.calls).toEqual([[corners], [corners]]);
  });

  test('needs three corners', () => {
    const surface = show('polygon');
    click(surface, corners[0], corners[1]);
    fireEvent.keyDown(surface, { key: 'Enter' });
    expect(draw).not.toHaveBeenCalled();
  });
});

test('Esc and a button cancel', () => {
  const surface = show('polygon');
  expect(surface).toHaveFocus();
  fireEvent.keyDown(surface, { key: 'Escape' });
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(cancel).toHaveBeenCalledTimes(2);
});
