/** Before a button goes: moves the focus to what it is in, such as its widget. */
export function leaveButton({ currentTarget }) {
  const around = currentTarget.parentElement.closest('[tabindex]');
  around?.focus({ preventScroll: true });
}
