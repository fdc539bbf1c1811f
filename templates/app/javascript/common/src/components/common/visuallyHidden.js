/** Hides an element from all but screen readers. */
export const visuallyHidden = {
  clip: 'rect(0 0 0 0)',
  height: '1px',
  overflow: 'hidden',
  position: 'absolute',
  whiteSpace: 'nowrap',
  width: '1px',
};
