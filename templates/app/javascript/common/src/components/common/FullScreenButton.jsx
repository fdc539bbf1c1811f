import { useSyncExternalStore } from 'react';
import { FullScreenIcon } from './icons';
import MapButton from './MapButton';

/** Shows the application on the whole screen, and back. Phones may not have this. */
export default function FullScreenButton() {
  const isFull = useSyncExternalStore(watch, () => Boolean(document.fullscreenElement));
  if (!document.fullscreenEnabled) return null;
  const toggle = () =>
    isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen();

  return (
    <MapButton label={isFull ? 'Leave full screen' : 'Full screen'} onClick={toggle}>
      <FullScreenIcon />
    </MapButton>
  );
}

function watch(notify) {
  document.addEventListener('fullscreenchange', notify);
  return () => document.removeEventListener('fullscreenchange', notify);
}
