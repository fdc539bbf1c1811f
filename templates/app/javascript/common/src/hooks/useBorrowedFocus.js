import { useEffect, useRef } from 'react';

/** For an element that takes the focus while it is there, and then gives it back, unless it is elsewhere. */
export default function useBorrowedFocus() {
  const element = useRef(null);
  const before = useRef(null);

  useEffect(() => {
    before.current ??= document.activeElement;
    // The element is on the map, which scrolling would move.
    element.current.focus({ preventScroll: true });
    return () => {
      const isLost = document.activeElement === document.body;
      if (isLost && before.current instanceof HTMLElement) {
        before.current.focus({ preventScroll: true });
      }
    };
  }, []);

  return element;
}
