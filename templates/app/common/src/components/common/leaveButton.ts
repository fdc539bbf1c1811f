import type { MouseEvent } from 'react';

/** Before a button goes: moves the focus to what it is in, such as its widget. */
export function leaveButton({ currentTarget }: MouseEvent<HTMLElement>) {
  const around = currentTarget.parentElement!.closest<HTMLElement>('[tabindex]');
  around?.focus({ preventScroll: true });
}
